"""The figures of a round as files: a sheet for each table, or one long table of figures."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook

from webapp.core.rendering import gettext as _
from webapp.reports.breakdowntables import Sheet
from webapp.reports.compilers.csv import inert
from webapp.reports.compilers.sheets import PLAIN, needed

LONGEST_TITLE = 31
"""The most characters in the name of a worksheet (ECMA-376)."""

HEAD = 45
"""How high the head of a table is, in points: three lines."""


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself: of which round it is, when, and what was chosen."""

    title: str
    facts: Sequence[tuple[str, str]]


def as_csv(sheets: Sequence[Sheet], _about: About) -> bytes:
    """One row a figure, in UTF-8 with a byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([_("Table"), _("Row"), _("Column"), _("Value")])
    for sheet in sheets:
        for name, *cells in sheet.rows:
            for column, cell in zip(sheet.columns[1:], cells, strict=True):
                writer.writerow(map(inert, (sheet.title, str(name), column, str(cell))))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: Sequence[Sheet], about: About) -> bytes:
    """A worksheet for each table, figures as figures, and one that says what it is."""
    out = io.BytesIO()
    with Workbook(out, {**PLAIN, "in_memory": True}) as book:
        book.set_properties({"title": about.title})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        right = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "align": "right"}
        )
        for sheet in sheets:
            _written(book.add_worksheet(sheet.title[:LONGEST_TITLE]), sheet, (bold, right))
        page = book.add_worksheet(_("About the figures")[:LONGEST_TITLE])
        page.set_column(0, 0, 28)
        page.set_column(1, 1, 90)
        _on_paper(page, about.title)
        for line, (name, value) in enumerate(about.facts):
            page.write_string(line, 0, name, bold)
            page.write_string(line, 1, value)
    return out.getvalue()


def _written(page: Any, sheet: Sheet, heads: tuple[Any, Any]) -> None:
    page.set_column(0, 0, 40)
    page.set_row(0, HEAD)
    page.freeze_panes(1, 1)
    _on_paper(page, sheet.title)
    for place, name in enumerate(sheet.columns):
        is_number = place and all(isinstance(row[place], int) for row in sheet.rows)
        page.write_string(0, place, name, heads[1 if is_number else 0])
        if place:
            page.set_column(place, place, max(14 if is_number else 24, needed(name)))
    for line, row in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(row):
            write = page.write_number if isinstance(cell, int) else page.write_string
            write(line, place, cell)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)


def _on_paper(page: Any, title: str) -> None:
    """As wide as a page that lies, its title above, its head on each page."""
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_header("&L" + title.replace("&", "&&"))


WRITERS: Mapping[str, Any] = {"csv": as_csv, "xlsx": as_xlsx}
"""How each format is written."""
