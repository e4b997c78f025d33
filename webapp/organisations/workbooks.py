"""A list in an Excel workbook (.xlsx): its values as text, within limits, and never run."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from itertools import zip_longest
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from webapp.organisations.tables import (
    MAX_CELLS,
    Budget,
    Refusal,
    RefusedListError,
    SourceLine,
    Table,
    is_blank,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_MOST_UNPACKED = 30_000_000
_MOST_TAGS = 4 * MAX_CELLS
_LAST_ROW = 1_048_576


def is_workbook(data: bytes, *, filename: str) -> bool:
    """Whether the file should be read as a workbook, by its first bytes, else by its name."""
    return data.startswith((*_ZIP, _OLE)) or filename.casefold().endswith((".xlsx", ".xlsm"))


def read_workbook(data: bytes) -> Table:
    """The first sheet with anything in it; raises `RefusedListError` for an unsound workbook."""
    _inspect(data)
    try:
        return _read(data)
    except RefusedListError:
        raise
    except Exception as error:
        # The parser raises whatever a broken part makes it trip on, from KeyError to zlib.error.
        raise RefusedListError(Refusal.XLSX_CORRUPT) from error


def _inspect(data: bytes) -> None:
    """Refuse, before anything is parsed, a locked file, another format, or one made to burst."""
    if data.startswith(_OLE):
        encrypted = _ENCRYPTED_PACKAGE in data
        raise RefusedListError(Refusal.XLSX_ENCRYPTED if encrypted else Refusal.OLD_EXCEL)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _inspect_members(archive)
    except RefusedListError:
        raise
    except Exception as error:  # zipfile too raises much besides BadZipFile on hostile bytes
        raise RefusedListError(Refusal.XLSX_CORRUPT) from error


def _inspect_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise RefusedListError(Refusal.XLSX_ENCRYPTED)
    if not any(member.filename == "xl/workbook.xml" for member in members):
        raise RefusedListError(Refusal.NOT_A_TABLE)
    parsed = [member for member in members if member.filename.endswith((".xml", ".rels"))]
    if sum(member.file_size for member in parsed) > _MOST_UNPACKED:
        raise RefusedListError(Refusal.XLSX_BOMB)
    # Every tag becomes an object many times its size, so few bytes can still be too much.
    if sum(archive.read(member).count(b"<") for member in parsed) > _MOST_TAGS:
        raise RefusedListError(Refusal.XLSX_BOMB)


def _read(data: bytes) -> Table:
    with _book(data, values=False) as book:
        filled = [sheet.title for sheet in book.worksheets if any(_rows(sheet))]
        if not filled:
            return Table(lines=(), encoding="xlsx")
        lines = list(_rows(book[filled[0]]))
    if any(cell.startswith("=") for line in lines for cell in line.cells):
        lines = _with_shown_values(data, filled[0], lines)
    return Table(
        lines=tuple(lines), encoding="xlsx", sheet=filled[0], other_sheets=tuple(filled[1:])
    )


@contextmanager
def _book(data: bytes, *, values: bool) -> Iterator[Workbook]:
    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=values, keep_links=False
    )
    try:
        yield book
    finally:
        book.close()


def _rows(sheet: Any) -> Iterator[SourceLine]:
    """The rows that are not blank, whatever extent the sheet claims to have."""
    sheet.reset_dimensions()
    budget = Budget()
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = tuple(map(_text, values))
        budget.spend(cells)
        if number > _LAST_ROW:
            raise RefusedListError(Refusal.XLSX_CORRUPT)
        if not is_blank(cells):
            yield SourceLine(number=number, cells=cells)


def _with_shown_values(data: bytes, title: str, lines: list[SourceLine]) -> list[SourceLine]:
    """Put, in place of each formula, the value that Excel last showed for it, if any."""
    with _book(data, values=True) as book:
        shown = {line.number: line.cells for line in _rows(book[title])}
    return [_merged(line, shown.get(line.number, ())) for line in lines]


def _merged(line: SourceLine, shown: tuple[str, ...]) -> SourceLine:
    cells = (
        value if cell.startswith("=") and value else cell
        for cell, value in zip_longest(line.cells, shown[: len(line.cells)], fillvalue="")
    )
    return SourceLine(number=line.number, cells=tuple(cells))


def _text(value: object) -> str:
    """A cell as text: a number without needless decimals, a time in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date | time):
        return value.isoformat()
    return str(getattr(value, "text", value))  # an array formula keeps its text in an object
