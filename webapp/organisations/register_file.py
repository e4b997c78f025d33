"""The register as a file that people open, and that the import reads back as it was. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter import Workbook

from webapp.organisations.columns import HEADINGS
from webapp.organisations.rows import inert

CONTACT_HEADINGS = ("Kontakt", "Kontaktens titel", "Kontaktens e-post", "Kontaktens telefon")
WIDTHS = (40, 16, 22, 22, 36, 10, 30, 24, 24, 32, 18)


def headings() -> Sequence[str]:
    """The names of the columns, in Swedish as lists are written; the import knows them."""
    return (*HEADINGS.values(), *CONTACT_HEADINGS)


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as CSV: UTF-8 with BOM, semicolons, CRLF.

    A cell that a spreadsheet could run as a formula begins with an apostrophe, which the import
    removes.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(headings())
    for row in rows:
        writer.writerow([inert(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Sequence[str]], *, sheet: str) -> bytes:
    """The rows as a workbook: all text, the headings kept in view, with a filter."""
    out = io.BytesIO()
    settings: dict[str, Any] = {"constant_memory": True, "strings_to_formulas": False}
    settings |= {"strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, settings) as book:
        page = book.add_worksheet(sheet[:31])
        bold = book.add_format({"bold": True})
        for column, width in enumerate(WIDTHS):
            page.set_column(column, column, width)
        page.freeze_panes(1, 1)
        last = _write(page, rows, bold)
        page.autofilter(0, 0, max(last, 1), len(headings()) - 1)
    return out.getvalue()


def _write(page: Any, rows: Iterable[Sequence[str]], bold: Any) -> int:
    for column, heading in enumerate(headings()):
        page.write_string(0, column, heading, bold)
    line = 0
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            page.write_string(line, column, cell)
    return line
