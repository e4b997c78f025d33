"""The report as a workbook: what it is, the points row by row, the bodies, and the statistics."""

from collections.abc import Iterable, Sequence
from datetime import UTC
from itertools import chain
from typing import BinaryIO

from xlsxwriter import Workbook

from webapp.reports.blocks import Block, Table
from webapp.reports.chapters import changes, choices, decisions, general, reception
from webapp.reports.compilers import Progress, in_memory, silent
from webapp.reports.compilers.rows import (
    KEYS,
    argument_headings,
    argument_rows,
    headings,
    rows,
)
from webapp.reports.compilers.sheets import OPTIONS, Formats, Sheet, plain, sheet, table
from webapp.reports.manuscript import cover
from webapp.reports.outline import Change, Report
from webapp.reports.participation import Body
from webapp.reports.wording import Wording
from webapp.responses.plaintext import clean, line

_WHERE_AND_WHO = (9, 24, 16, 10, 26, 18, 26, 36, 14, 16, 28, 20, 18, 12)
_SAID_AND_DECIDED = (70, 44, 30, 20, 60, 16, 20, 9, 26, 16, 50, 12, 12, 12)
WIDTHS = (*_WHERE_AND_WHO, *_SAID_AND_DECIDED)
INSIDE_WIDTHS = (20, 12, 20, 20, 26, 50, 50)
STEP = 500

LEADS = KEYS.index("first_of_group")


def write_report(
    report: Report, target: BinaryIO, *, wording: Wording, progress: Progress = silent
) -> None:
    """The workbook, as an .xlsx file."""
    with Workbook(target, OPTIONS) as book:
        book.set_properties(
            {
                "title": line(report.occasion.consultation_title),
                "company": report.occasion.authority,
                "created": report.compiled_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        formats = Formats.of(book)
        first = sheet(book, wording.gettext("Information"), (30, 90))
        groups = _points(book, formats, report, wording=wording, progress=progress)
        _information(first, formats, report, wording, groups)
        if report.arguments:
            _arguments(book, formats, report, wording=wording)
        if report.questions:
            _answers(book, formats, report, wording=wording)
        if report.changes:
            _changes(book, formats, report, wording=wording)
        _bodies(book, formats, report, wording=wording)
        _statistics(book, formats, report, wording=wording)
    progress(1.0)


compile_report = in_memory(write_report)


def _information(
    on: Sheet, formats: Formats, report: Report, wording: Wording, groups: int
) -> None:
    """What the report is; `groups`: how many groups of points alike there are in it."""
    _ = wording.gettext
    page = cover(report, wording)
    on.write_string(0, 0, plain(page.title), formats.title)
    facts = (
        (_("Authority"), page.authority),
        (_("Document"), page.kind),
        *page.facts,
        (_("Filter"), _("None: every point in the report is included.")),
        (_("Number of points"), wording.number(report.point_count)),
        (_("Texts that are alike"), _alike(groups, wording)),
    )
    for row, (name, value) in enumerate(facts, 2):
        on.write_string(row, 0, name, formats.name)
        on.write_string(row, 1, plain(value), formats.text)


def _alike(groups: int, w: Wording) -> str:
    """What the columns on alike texts say, and how many groups there are."""
    _ = w.gettext
    if not groups:
        return _("No points are confirmed to have the same text, or nearly.")
    number = w.ngettext("%(num)s group of points", "%(num)s groups of points", groups)
    return _(
        "%(groups)s that a person has confirmed to have the same text, or nearly. A group is named "
        "after the first of its points, and every point has a row of its own."
    ) % {"groups": number}


def _points(
    book: Workbook, formats: Formats, report: Report, *, wording: Wording, progress: Progress
) -> int:
    """A row for each point. Returns how many groups of points alike there are."""
    _ = wording.gettext
    header = headings(report, wording)
    on = sheet(book, _("Points"), (*WIDTHS, *INSIDE_WIDTHS)[: len(header)])
    groups = 0

    def told() -> Iterable[Sequence[str]]:
        nonlocal groups
        for number, row in enumerate(rows(report, wording)):
            if number % STEP == 0:
                progress(0.9 * number / report.point_count)
            groups += bool(row[LEADS])
            yield row

    table(on, header, told(), formats)
    return groups


def _arguments(book: Workbook, formats: Formats, report: Report, *, wording: Wording) -> None:
    """One row for each argument, with everyone who holds it."""
    _ = wording.gettext
    on = sheet(book, _("Arguments"), (10, 50, 60, 36, 20, 12, 12, 60, 30, 20, 60))
    table(on, argument_headings(wording), argument_rows(report, wording), formats)


def _answers(book: Workbook, formats: Formats, report: Report, *, wording: Wording) -> None:
    """One row for each answer to a question, also where it was chosen without a word."""
    _ = wording.gettext
    on = sheet(book, _("Answers"), (9, 40, 28, 20, 16, 40, 18, 70))
    header = (
        _("Question"),
        _("Words of the question"),
        _("Sender"),
        _("Category"),
        _("Registry number"),
        _("Chosen"),
        _("Position"),
        _("In words"),
    )
    table(on, header, _answer_rows(report, wording), formats)


def _answer_rows(report: Report, w: Wording) -> Iterable[tuple[str, ...]]:
    for response in report.responses:
        for remark in response.remarks:
            if remark.question:
                yield (
                    line(remark.question),
                    line(remark.heading),
                    line(response.sender),
                    line(response.category),
                    line(response.registry_number),
                    line("; ".join(remark.choices)),
                    w.label(remark.position),
                    clean(remark.text),
                )


def _changes(book: Workbook, formats: Formats, report: Report, *, wording: Wording) -> None:
    """One row for each change in the text, with the points that led to it and why."""
    _ = wording.gettext
    on = sheet(book, _("Changes"), (26, 46, 46, 14, 34, 46, 46))
    header = (
        _("Section"),
        _("Former wording"),
        _("New wording"),
        _("Points"),
        _("Whose points"),
        _("Why"),
        _("What each point changed alone"),
    )
    table(on, header, (_changed(each, wording) for each in report.changes), formats)


def _changed(change: Change, w: Wording) -> tuple[str, ...]:
    return (
        line(change.section),
        clean(change.before),
        clean(change.after),
        line(", ".join(change.points)),
        line("; ".join(change.whose)),
        clean("\n\n".join(filter(None, dict.fromkeys(change.why)))),
        "\n\n".join(changes.alone(change, w)),
    )


def _bodies(book: Workbook, formats: Formats, report: Report, *, wording: Wording) -> None:
    _ = wording.gettext
    on = sheet(
        book, _("Senders"), (40, 24, 20, 12, 24, 34, 18, 26, 10, 16, 16, 30, 40, 18, 18, 22, 26)
    )
    header = (
        _("Sender"),
        _("Category"),
        _("Sector"),
        _("Invited"),
        _("What it did"),
        _("Position"),
        _("Registry number"),
        _("Received"),
        _("Late"),
        _("Extended to"),
        _("Late answer"),
        _("Reason"),
        *decisions.names(wording),
    )
    everyone = chain(
        (_body(body, _("Yes"), wording) for body in report.invited),
        (_body(body, _("No"), wording) for body in report.unasked),
    )
    table(on, header, everyone, formats)


def _body(body: Body, invited: str, w: Wording) -> tuple[str, ...]:
    _ = w.gettext
    return (
        line(body.label),
        line(body.category),
        line(body.sector),
        invited,
        reception.did(body, w),
        reception.stood(body, w),
        line(body.registry_number),
        w.moment(body.submitted_at) if body.submitted_at else "",
        _("Yes") if body.late else "",
        body.extended_to.isoformat() if body.extended_to else "",
        w.label(body.considered),
        line(body.reason),
        *decisions.values(body.behind, w),
    )


def _statistics(book: Workbook, formats: Formats, report: Report, *, wording: Wording) -> None:
    """The manuscript's statistical tables below each other, with numbers as numbers."""
    _ = wording.gettext
    on = sheet(book, _("Statistics"), (40, *(18 for _column in range(8))))
    row = 0
    for each in _statistical(report, wording):
        on.write_string(row, 0, plain(each.caption), formats.name)
        for column, name in enumerate(each.header):
            on.write_string(row + 1, column, name, formats.header)
        for number, cells in enumerate(each.rows, row + 2):
            _numbers(on, number, cells, formats)
        row += len(each.rows) + 4


def _numbers(on: Sheet, row: int, cells: Sequence[str], formats: Formats) -> None:
    on.write_string(row, 0, plain(cells[0]), formats.text)
    for column, cell in enumerate(cells[1:], 1):
        on.write_number(row, column, int("".join(filter(str.isdigit, cell))), formats.text)


def _statistical(report: Report, w: Wording) -> list[Table]:
    blocks: Iterable[Block] = chain(
        reception.how_it_was_done(report, w), general.general_views(report, w)
    )
    asked = [choices.table(each, w) for each in report.questions if each.options]
    return [b for b in blocks if isinstance(b, Table) and b.numeric] + asked
