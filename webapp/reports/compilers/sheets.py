"""Sheets of a workbook: how they look and print, and long tables of text in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import floordiv, gt
from pathlib import Path
from shutil import copyfileobj
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZipFile

import xlsxwriter.workbook
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

CELL: Final = 32_767
"""The most characters a cell can hold (ECMA-376, and Excel's own limit)."""

PLAIN: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Text stays text: no cell is a formula, whatever it begins with."""

LINE: Final = 15
TALLEST: Final = 409
"""Of a line and of the tallest row, in points."""

PAGE: Final = 225
"""The widths of columns that stand beside each other on a page: letters of six points."""

OPTIONS: Final = {**PLAIN, "constant_memory": True}
"""Besides, rows go to the disk at once."""

PIECE: Final = 1 << 18
"""Bytes that are copied at once."""

LEVEL: Final = 1
"""How hard a workbook is packed: in a third of the time of the usual 6, for a fifth more bytes."""

vars(xlsxwriter.workbook)["ZipFile"] = partial(ZipFile, compresslevel=LEVEL)  # It cannot be asked.


@dataclass(frozen=True, slots=True)
class Formats:
    """How cells look."""

    header: Format
    text: Format
    title: Format
    name: Format

    @classmethod
    def of(cls, book: Workbook) -> "Formats":
        """The formats of one workbook."""
        top = {"valign": "top", "text_wrap": True}
        return cls(
            header=book.add_format(
                {**top, "bold": True, "bg_color": "#E3ECF2", "bottom": 1, "border_color": "#5B7A8C"}
            ),
            text=book.add_format(top),
            title=book.add_format({"bold": True, "font_size": 16}),
            name=book.add_format({**top, "bold": True}),
        )


class Sheet(Worksheet):
    """A sheet to whose end rows of text can be put fast.

    XlsxWriter looks at each cell by itself, a dozen times; most of the time of a workbook went
    there. What a row becomes here is what XlsxWriter makes of it, which a test sees to, but for
    its height: not every program finds out by itself what wraps.
    """

    widths: Sequence[int] = ()
    """Of the columns, in characters."""

    def put(self, row: int, cells: Sequence[str], look: Format) -> None:
        """Put a row of text in one look behind those that there are. Empty cells are left out."""
        self._write_single_row(row)  # What was written before goes to the disk.
        self._check_dimensions(row, len(cells) - 1)
        if max(map(len, cells), default=0) > CELL:
            cells = [fitting(each) for each in cells]
        together = _BETWEEN.join(cells)
        tall = _tall(cells, self.widths, has_breaks="\n" in together)
        number, style = row + 1, look._get_xf_index()  # noqa: SLF001 - as XlsxWriter itself does
        start = f'{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        told = _told(cells, together)
        inside = _END.join(
            [f"{at}{start}{cell}" for at, cell in zip(_STARTS, told, strict=False) if cell]
        )
        self.fh.write(f'<row r="{number}"{tall}>{inside}{_END if inside else ""}</row>')

    def _write_optimized_sheet_data(self) -> None:
        """Copy the rows into the sheet as bytes, which XlsxWriter would decode and encode again."""
        if self.dim_rowmin is None:
            super()._write_optimized_sheet_data()
            return
        self._xml_start_tag("sheetData")
        for each in (self.fh, self.row_data_fh):
            each.flush()
        self.row_data_fh.buffer.seek(0)
        copyfileobj(self.row_data_fh.buffer, self.fh.buffer, PIECE)
        self.row_data_fh.close()
        Path(self.row_data_filename).unlink()
        self._xml_end_tag("sheetData")


def _told(cells: Sequence[str], together: str) -> Sequence[str]:
    """The cells as they stand in a file, all of them looked through at once."""
    if together.count(_BETWEEN) != len(cells) - 1:
        return [_escaped(each) for each in cells]
    return _escaped(together).split(_BETWEEN)


def _escaped(text: str) -> str:
    text = escape(text)
    is_plain = text.replace("\n", " ").isprintable() or not _CONTROL.search(text)
    if is_plain and "_x" not in text:
        return text
    found: str = Worksheet._escape_control_characters(text)  # noqa: SLF001
    return found


def _tall(cells: Sequence[str], widths: Sequence[int], *, has_breaks: bool) -> str:
    """How tall a row is, unless no cell takes more than a line."""
    sizes = list(map(len, cells))
    lines = max(map(floordiv, sizes, widths), default=0) + any(map(gt, sizes, widths))
    if has_breaks:
        broken = (_lines(*each) for each in zip(cells, widths, strict=False) if "\n" in each[0])
        lines = max(lines, *broken)
    return f' ht="{min(LINE * lines, TALLEST)}"' if lines > 1 else ""


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes in a column."""
    return sum([len(part) // width + 1 for part in text.split("\n")])


_STARTS: Final = tuple(f'<c r="{xl_col_to_name(column)}' for column in range(100))
_END: Final = "</t></is></c>"
_BETWEEN: Final = "\u00a6"
"""What stands in no cell as a rule; it is written as it is, and takes no more room than others."""
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def sheet(book: Workbook, name: str, widths: Sequence[int]) -> Sheet:
    """A sheet that prints on landscape A4, as many pages beside each other as can still be read.

    What is called by its first column is so on each of them.
    """
    made: Sheet = book.add_worksheet(name, Sheet)
    made.widths = widths
    for column, width in enumerate(widths):
        made.set_column(column, column, width)
    made.set_landscape()
    made.set_paper(9)
    pages = max(1, round(sum(widths) / PAGE))
    made.fit_to_pages(pages, 0)
    if pages > 1:
        made.repeat_columns(0)
    made.set_footer("&L&A&R&P (&N)")
    return made


def table(on: Sheet, header: Sequence[str], body: Iterable[Sequence[str]], formats: Formats) -> int:
    """A header that stays in sight and can filter, and the rows under it; how many rows."""
    on.freeze_panes(1, 0)
    on.repeat_rows(0)
    on.set_row(0, 2 * LINE)
    on.widths = [max(each, needed(name)) for each, name in zip(on.widths, header, strict=True)]
    for column, name in enumerate(header):
        on.set_column(column, column, on.widths[column])
        on.write_string(0, column, name, formats.header)
    row = 0
    for row, cells in enumerate(body, 1):
        on.put(row, cells, formats.text)
    on.autofilter(0, 0, row, len(header) - 1)
    return row


def needed(heading: str) -> int:
    """Characters that a column takes for no word of its heading to be parted, bold as it is."""
    return 2 + max(map(len, heading.replace("-", "- ").split()), default=0)


def fitting(text: str) -> str:
    """The text, cut with a visible mark where a cell cannot hold it all."""
    return text if len(text) <= CELL else text[: CELL - 6] + " [...]"


def plain(text: str) -> str:
    """The text as XlsxWriter may be given it, which takes what stands in <r> for its own markup."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
