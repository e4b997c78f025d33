"""A round's ledger as a workbook: a row for each body, and a sheet that says what it is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from webapp.core import clock
from webapp.core.rendering import gettext as _
from webapp.core.rendering import localised, pgettext, show_moment
from webapp.drafts.labels import language_name
from webapp.rounds import labels, policy
from webapp.rounds.ledger import Mark, Row
from webapp.rounds.models import Round

CELL = 32_767
"""The most characters that a cell can hold (ECMA-376)."""

A4 = 9
"""As XLSX numbers the sizes of paper."""

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Text stays text: a cell that begins with =, +, - or @ is not a formula."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and what stands in it for a row."""

    heading: str
    width: int
    value: Callable[[Row], Any]


def compiled(round_: Round, rows: Iterable[Row], *, at: datetime, narrowed: bool) -> bytes:
    """The workbook, as the bytes of an .xlsx file, as things were at `at`."""
    target = BytesIO()
    with Workbook(target, OPTIONS) as book:
        title = f"{round_.consultation.registry_number} {localised(round_.consultation.title)}"
        book.set_properties({"title": title})
        count = _bodies(book, _columns(round_), rows)
        _about(book, round_, [
            (_("As it was"), show_moment(at)),
            (_("Bodies"), count),
            (_("Which"), _("Those that were chosen") if narrowed else _("All invited bodies")),
        ])  # fmt: skip
    return target.getvalue()


def _columns(round_: Round) -> Sequence[Column]:
    return [*_who(), *_where(round_), *_when()]


def _who() -> Sequence[Column]:
    return [
        Column(_("Body"), 34, lambda row: row.line.invitation.name),
        Column(
            _("Organisation number"), 14, lambda row: row.line.invitation.organisation.number or ""
        ),
        Column(_("Category"), 22, lambda row: labels.CATEGORY_NAMES[row.line.invitation.category]),
        Column(_("Sector"), 16, lambda row: labels.SECTORS[row.line.invitation.sector]),
        Column(_("Language"), 10, lambda row: language_name(row.line.invitation.language)),
        Column(_("E-mail address"), 32, lambda row: row.line.invitation.email),
        Column(_("Recipient group"), 18, _group),
        Column(_("Why it is on the list"), 28, lambda row: row.line.invitation.reason),
    ]


def _where(round_: Round) -> Sequence[Column]:
    return [
        Column(_("Status"), 24, lambda row: labels.STATUSES[row.line.status]),
        Column(_("Preliminary"), 11, lambda row: _yes(row.line.invitation.answered_preliminarily)),
        Column(_("Answered jointly with"), 24, _together),
        Column(_("Late"), 8, lambda row: _yes(row.line.invitation.answered_late)),
        Column(
            _("Last day to answer"), 16, lambda row: policy.last_day(round_, row.line.invitation)
        ),
        Column(
            _("Longer than the others"),
            13,
            lambda row: _yes((row.line.invitation.deadline or date.min) > round_.deadline),
        ),
        Column(labels.MARKS[Mark.TROUBLE], 16, lambda row: _yes(row.line.trouble)),
    ]


def _together(row: Row) -> str:
    return ", ".join(row.line.invitation.answered_with)


def _when() -> Sequence[Column]:
    return [
        Column(_("Invitation sent"), 17, lambda row: row.line.mail and row.line.mail.sent_at),
        Column(_("Came back"), 17, lambda row: row.line.mail and row.line.mail.bounced_at),
        Column(_("What the mail server said"), 34, _answer),
        Column(pgettext("a column", "Opened"), 17, lambda row: row.line.invitation.opened_at),
        Column(pgettext("a column", "Forwarded"), 17, lambda row: row.line.invitation.forwarded_at),
        Column(pgettext("a column", "Begun"), 17, lambda row: row.line.invitation.started_at),
        Column(
            pgettext("a column", "In approval"), 17, lambda row: row.line.invitation.in_approval_at
        ),
        Column(_("First answer"), 17, lambda row: row.line.invitation.first_answered_at),
        Column(_("Latest answer"), 17, lambda row: row.line.invitation.answered_at),
        Column(_("Notes"), 7, lambda row: row.notes),
        Column(_("Latest note"), 44, lambda row: row.note.text if row.note else ""),
        Column(_("Latest note from"), 17, lambda row: row.note.at if row.note else None),
    ]


def _yes(holds: bool) -> str:  # noqa: FBT001 - a value, not a switch
    return _("Yes") if holds else ""


def _group(row: Row) -> str:
    group = row.line.invitation.group
    return localised(group.name) if group else ""


def _answer(row: Row) -> str:
    mail = row.line.mail
    return (mail.answer or "") if mail and mail.status.is_undelivered else ""


@dataclass(frozen=True, slots=True)
class _Formats:
    header: Format
    text: Format
    day: Format
    moment: Format

    @classmethod
    def of(cls, book: Workbook) -> "_Formats":
        top = {"valign": "top"}
        return cls(
            header=book.add_format(
                {**top, "bold": True, "text_wrap": True, "bg_color": "#E3ECF2", "bottom": 1}
            ),
            text=book.add_format(top),
            day=book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"}),
            moment=book.add_format({**top, "num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        )


def _bodies(book: Workbook, columns: Sequence[Column], rows: Iterable[Row]) -> int:
    """Write a row for each body; returns how many there are. Rows leave the memory at once."""
    sheet = book.add_worksheet(_("Invited bodies")[:31])
    formats = _Formats.of(book)
    sheet.set_row(0, 34)
    for place, column in enumerate(columns):
        heading = str(column.heading)
        longest = max(map(len, heading.split()))
        sheet.set_column(place, place, max(column.width, longest + 2))  # It is bold.
        sheet.write_string(0, place, heading, formats.header)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    count = 0
    for count, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            _write(sheet, (count, place), column.value(row), formats)
    sheet.autofilter(0, 0, count, len(columns) - 1)
    return count


def _write(sheet: Worksheet, cell: tuple[int, int], value: Any, formats: _Formats) -> None:
    """A number as a number, and a day or a moment as one that can be sorted and counted with."""
    if isinstance(value, datetime):
        wall = clock.local(value).replace(tzinfo=None)
        sheet.write_datetime(*cell, wall, formats.moment)
    elif isinstance(value, date):
        sheet.write_datetime(*cell, datetime(value.year, value.month, value.day), formats.day)  # noqa: DTZ001 - a day has no zone
    elif isinstance(value, int):
        sheet.write_number(*cell, value, formats.text)
    elif value:
        sheet.write_string(*cell, str(value)[:CELL], formats.text)


def _about(book: Workbook, round_: Round, facts: Sequence[tuple[str, Any]]) -> None:
    sheet = book.add_worksheet(_("About the list")[:31])
    formats = _Formats.of(book)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 70)
    case = round_.consultation
    kind = labels.KINDS[round_.kind]
    said = [
        (_("Consultation"), localised(case.title)),
        (_("Registry number"), case.registry_number),
        (_("Round"), _("%(kind)s, round %(number)s", kind=kind, number=round_.number)),
        (_("Last day to answer"), round_.deadline),
        *facts,
        (_("Times"), _("Swedish time")),
    ]
    for place, (name, value) in enumerate(said):
        sheet.write_string(place, 0, name, formats.header)
        _write(sheet, (place, 1), value, formats)
