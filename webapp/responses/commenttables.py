"""The comment table to fill in, as a Word file and as a workbook. Pure.

Eight columns, as in the form for comments of ISO and IEC. `webapp.responses.filled.tables` reads
what comes back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

ROWS: Final = 30
"""Empty rows at the end, for what is not about one section."""

_WIDTHS: Final = (22, 14, 48, 20, 20, 60, 60, 33)
"""Of the columns, in millimetres; together the width of an A4 page on its side."""
_A_CHARACTER: Final = 2.0
"""About how many millimetres a character is in a workbook's column."""
_SECTION, _TYPE, _COMMENT = 2, 4, 5
_WIDEST: Final = 60
"""Characters of a section's name that stand on one line of a workbook."""
_HEAD_HEIGHT: Final = 48
"""Points of the row of headings in a workbook: three lines."""
_CELL: Final = "Table cell"
_SHADE: Final = "E6ECEF"
"""Behind the headings."""
_LONGEST_NAME: Final = 31
"""Of a sheet."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the table, in one language."""

    title: str
    guidance: Sequence[str]
    """How it is filled in, a sentence each."""
    headings: Sequence[str]
    """Of the eight columns."""
    types: Sequence[str]
    """What a comment can be: general, technical, editorial."""
    how: str
    """What the sheet is called that says how it is filled in."""
    language: str


def as_word(words: Words, sections: Sequence[str]) -> bytes:
    """The table as a .docx file, with a row for each section and some more."""
    document = Document()
    document.core_properties.title = words.title
    document.core_properties.language = words.language
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(10)
    _typeset(document)
    document.add_heading(words.title, level=1)
    for line in words.guidance:
        document.add_paragraph(line)
    rows = [words.headings, *_rows(sections, len(words.headings))]
    table = document.add_table(rows=len(rows), cols=len(words.headings), style="Table Grid")
    table.autofit = False
    _fill(table, rows)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def as_workbook(words: Words, sections: Sequence[str]) -> bytes:
    """The table as an .xlsx file, with a row for each section and a choice of types."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(words.headings[_COMMENT][:_LONGEST_NAME])
        book.set_properties({"title": words.title})
        head = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "top",
                "bg_color": f"#{_SHADE}",
                "border": 1,
            }
        )
        body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        rows = _rows(sections, len(words.headings))
        sheet.write_row(0, 0, words.headings, head)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row, body)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width / _A_CHARACTER)
        # Some programs let a row be one line high until it is written in.
        longest = max(map(len, sections), default=0) + 2
        sheet.set_column(_SECTION, _SECTION, min(max(longest, _WIDEST // 2), _WIDEST))
        sheet.set_row(0, _HEAD_HEIGHT)
        sheet.freeze_panes(1, 0)
        sheet.data_validation(
            1, _TYPE, len(rows), _TYPE, {"validate": "list", "source": list(words.types)}
        )
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        _explain(book, words)
    return target.getvalue()


def _rows(sections: Sequence[str], width: int) -> list[Sequence[str]]:
    named = [["", "", section, *[""] * (width - 3)] for section in sections]
    return [*named, *([""] * width for _ in range(ROWS))]


def _fill(table: Any, rows: Sequence[Sequence[str]]) -> None:
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width)  # Word goes by the cells' widths, others by the columns'.
    for place, (row, said) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, words, width in zip(row.cells, said, _WIDTHS, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].style = _CELL
            cell.paragraphs[0].add_run(words).bold = place == 0
    for cell in table.rows[0].cells:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), _SHADE)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no other door
    head = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - nor for this
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    head.append(mark)


def _typeset(document: Any) -> None:
    """One plain typeface all through, and air in the cells."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(9)
    cell = document.styles.add_style(_CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = normal
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)


def _explain(book: Any, words: Words) -> None:
    sheet = book.add_worksheet(words.how[:_LONGEST_NAME])
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100)
    for number, line in enumerate([words.title, *words.guidance]):
        sheet.write_string(number, 0, line, wrapped)
