"""The register as a file that people open, and that the import reads back as it was. Pure."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook

from webapp.organisations.columns import HEADINGS, Field
from webapp.organisations.contactcolumns import HEADINGS as CONTACTS
from webapp.organisations.rows import inert

OF_BODY = tuple(name for field, name in HEADINGS.items() if field is not Field.REASON)
"""Why a body is asked is a round's, so the register has nothing to say of it."""

WIDTHS = (40, 16, 22, 22, 36, 10, 30)
CONTACT_WIDTHS = (24, 24, 32, 18, 30)


def headings(rows: Sequence[Sequence[str]]) -> Sequence[str]:
    """The names of the columns, in Swedish as lists are written; the import knows them.

    There are columns for as many contacts as the body that has most.
    """
    width = max((len(row) for row in rows), default=0) - len(OF_BODY)
    most = max(-(-width // len(CONTACTS)), 1)
    numbered = (name.format(number=n) for n in range(1, most + 1) for name in CONTACTS.values())
    return (*OF_BODY, *numbered)


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """The rows as CSV: UTF-8 with BOM, semicolons, CRLF.

    A cell that a spreadsheet could run as a formula begins with an apostrophe, which the import
    removes.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    names = headings(rows)
    writer.writerow(names)
    for row in rows:
        writer.writerow([inert(cell) for cell in row] + [""] * (len(names) - len(row)))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Sequence[Sequence[str]], *, sheet: str) -> bytes:
    """The rows as a workbook: all text, the headings kept in view, with a filter."""
    out = io.BytesIO()
    settings: dict[str, Any] = {"constant_memory": True, "strings_to_formulas": False}
    settings |= {"strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, settings) as book:
        page = book.add_worksheet(sheet[:31])
        bold = book.add_format({"bold": True})
        names = headings(rows)
        people = (len(names) - len(OF_BODY)) // len(CONTACTS)
        for column, width in enumerate((*WIDTHS, *CONTACT_WIDTHS * people)):
            page.set_column(column, column, width)
        page.freeze_panes(1, 1)
        _write(page, (names, *rows), bold)
        page.autofilter(0, 0, max(len(rows), 1), len(names) - 1)
    return out.getvalue()


def _write(page: Any, rows: Sequence[Sequence[str]], bold: Any) -> None:
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            page.write_string(line, column, cell, *([] if line else [bold]))
