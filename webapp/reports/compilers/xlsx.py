"""The report as a workbook: what it is, the points row by row, the bodies, and the statistics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from itertools import chain

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from webapp.reports.blocks import Block, Table
from webapp.reports.chapters import decisions, general, reception
from webapp.reports.chapters.choices import table
from webapp.reports.compilers import Progress, silent
from webapp.reports.compilers.rows import (
    argument_headings,
    argument_rows,
    headings,
    rows,
)
from webapp.reports.manuscript import cover
from webapp.reports.outline import Change, Report
from webapp.reports.participation import Body
from webapp.reports.wording import Wording
from webapp.responses.plaintext import clean, line

CELL = 32_767
"""The most characters a cell can hold (ECMA-376, and Excel's own limit)."""

_WHERE_AND_WHO = (9, 24, 16, 10, 26, 18, 26, 36, 14, 16, 28, 20, 18, 12)
_SAID_AND_DECIDED = (70, 44, 30, 20, 60, 16, 20, 9, 26, 16, 50, 12, 12, 12)
WIDTHS = (*_WHERE_AND_WHO, *_SAID_AND_DECIDED)
INSIDE_WIDTHS = (20, 12, 20, 20, 26, 50, 50)
STEP = 500

MANY = 50_000
"""With more points than this, rows go to the disk at once: slower, but memory stays flat."""

OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Text stays text: a cell that begins with =, +, - or @ is not a formula."""


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


def compile_report(report: Report, *, wording: Wording, progress: Progress = silent) -> bytes:
    """The workbook, as the bytes of an .xlsx file."""
    target = BytesIO()
    many = sum(1 for _point in report.points()) > MANY
    with Workbook(target, {**OPTIONS, "constant_memory": many}) as book:
        book.set_properties(
            {
                "title": line(report.occasion.consultation_title),
                "company": report.occasion.authority,
                "created": report.compiled_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        formats = Formats.of(book)
        _information(book, formats, report, wording=wording)
        _points(book, formats, report, wording=wording, progress=progress)
        if report.arguments:
            _arguments(book, formats, report, wording=wording)
        if report.questions:
            _answers(book, formats, report, wording=wording)
        if report.changes:
            _changes(book, formats, report, wording=wording)
        _bodies(book, formats, report, wording=wording)
        _statistics(book, formats, report, wording=wording)
    progress(1.0)
    return target.getvalue()


def _sheet(book: Workbook, name: str, widths: Sequence[int]) -> Worksheet:
    """A sheet that prints on the width of one landscape A4 page."""
    sheet = book.add_worksheet(name)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P (&N)")
    return sheet


def _information(book: Workbook, formats: Formats, report: Report, *, wording: Wording) -> None:
    _ = wording.gettext
    page = cover(report, wording)
    sheet = _sheet(book, _("Information"), (30, 90))
    sheet.write_string(0, 0, page.title, formats.title)
    number = sum(1 for _point in report.points())
    facts = (
        (_("Authority"), page.authority),
        (_("Document"), page.kind),
        *page.facts,
        (_("Filter"), _("None: every point in the report is included.")),
        (_("Number of points"), wording.number(number)),
        (_("Texts that are alike"), _alike(report, wording)),
    )
    for row, (name, value) in enumerate(facts, 2):
        sheet.write_string(row, 0, name, formats.name)
        sheet.write_string(row, 1, value, formats.text)


def _alike(report: Report, w: Wording) -> str:
    """What the columns on alike texts say, and how many groups there are."""
    _ = w.gettext
    groups = sum(placed.point.leads for placed in report.points())
    if not groups:
        return _("No points are confirmed to have the same text, or nearly.")
    number = w.ngettext("%(num)s group of points", "%(num)s groups of points", groups)
    return _(
        "%(groups)s that a person has confirmed to have the same text, or nearly. A group is named "
        "after the first of its points, and every point has a row of its own."
    ) % {"groups": number}


def _table(
    sheet: Worksheet, header: Sequence[str], body: Iterable[Sequence[str]], formats: Formats
) -> int:
    """A header that stays in sight and can filter, and the rows under it; how many rows."""
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, formats.header)
    row = 0
    write, text = sheet.write_string, formats.text
    for row, cells in enumerate(body, 1):
        for column, cell in enumerate(cells):
            if cell:
                write(row, column, fitting(cell), text)
    sheet.autofilter(0, 0, row, len(header) - 1)
    return row


def fitting(text: str) -> str:
    """The text, cut with a visible mark where a cell cannot hold it all."""
    return text if len(text) <= CELL else text[: CELL - 6] + " [...]"


def _points(
    book: Workbook, formats: Formats, report: Report, *, wording: Wording, progress: Progress
) -> None:
    _ = wording.gettext
    sheet = _sheet(book, _("Points"), (*WIDTHS, *INSIDE_WIDTHS))
    count = sum(1 for _point in report.points())

    def told() -> Iterable[Sequence[str]]:
        for number, row in enumerate(rows(report, wording)):
            if number % STEP == 0:
                progress(0.9 * number / count)
            yield row

    _table(sheet, headings(report, wording), told(), formats)


def _arguments(book: Workbook, formats: Formats, report: Report, *, wording: Wording) -> None:
    """One row for each argument, with everyone who holds it."""
    _ = wording.gettext
    sheet = _sheet(book, _("Arguments"), (10, 50, 60, 36, 20, 12, 12, 60, 30, 20, 60))
    _table(sheet, argument_headings(wording), argument_rows(report, wording), formats)


def _answers(book: Workbook, formats: Formats, report: Report, *, wording: Wording) -> None:
    """One row for each answer to a question, also where it was chosen without a word."""
    _ = wording.gettext
    sheet = _sheet(book, _("Answers"), (9, 40, 28, 20, 16, 40, 18, 70))
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
    _table(sheet, header, _answer_rows(report, wording), formats)


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
    sheet = _sheet(book, _("Changes"), (30, 60, 60, 16, 40, 60))
    header = (
        _("Section"),
        _("Former wording"),
        _("New wording"),
        _("Points"),
        _("Whose points"),
        _("Why"),
    )
    _table(sheet, header, map(_changed, report.changes), formats)


def _changed(change: Change) -> tuple[str, ...]:
    return (
        line(change.section),
        clean(change.before),
        clean(change.after),
        line(", ".join(change.points)),
        line("; ".join(change.whose)),
        clean("\n\n".join(filter(None, dict.fromkeys(change.why)))),
    )


def _bodies(book: Workbook, formats: Formats, report: Report, *, wording: Wording) -> None:
    _ = wording.gettext
    sheet = _sheet(
        book, _("Senders"), (40, 24, 20, 12, 24, 30, 18, 26, 10, 16, 16, 30, 40, 18, 18, 22, 26)
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
    _table(sheet, header, everyone, formats)


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
    sheet = _sheet(book, _("Statistics"), (40, *(18 for _column in range(8))))
    row = 0
    for each in _statistical(report, wording):
        sheet.write_string(row, 0, each.caption, formats.name)
        for column, name in enumerate(each.header):
            sheet.write_string(row + 1, column, name, formats.header)
        for number, cells in enumerate(each.rows, row + 2):
            _numbers(sheet, number, cells, formats)
        row += len(each.rows) + 4


def _numbers(sheet: Worksheet, row: int, cells: Sequence[str], formats: Formats) -> None:
    sheet.write_string(row, 0, cells[0], formats.text)
    for column, cell in enumerate(cells[1:], 1):
        sheet.write_number(row, column, int("".join(filter(str.isdigit, cell))), formats.text)


def _statistical(report: Report, w: Wording) -> list[Table]:
    blocks: Iterable[Block] = chain(
        reception.how_it_was_done(report, w), general.general_views(report, w)
    )
    asked = [table(each, w) for each in report.questions if each.options]
    return [b for b in blocks if isinstance(b, Table) and b.numeric] + asked
