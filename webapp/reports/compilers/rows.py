"""The points as rows: the columns that the workbook and CSV share; and the arguments as rows."""

from collections.abc import Iterator

from webapp.reports.audience import Matter, holds
from webapp.reports.chapters.among_staff import told
from webapp.reports.chapters.proposals import marked
from webapp.reports.chapters.standings import named
from webapp.reports.inside import Inside
from webapp.reports.outline import Argument, Placed, Report
from webapp.reports.wording import Wording
from webapp.responses.plaintext import clean, line

KEYS = (
    "number",
    "permalink",
    "part",
    "section_number",
    "section_title",
    "section_designation",
    "question",
    "quoted_text",
    "version",
    "registry_number",
    "sender",
    "category",
    "position",
    "kind",
    "text",
    "proposed_wording",
    "argument",
    "decision",
    "reply",
    "changed_section",
    "status",
    "language",
    "choices",
    "importance",
    "change",
    "group",
    "copies",
    "first_of_group",
)
"""What the columns are called in JSON, in order."""


INSIDE = ("assigned_to", "due", "decided_by", "confirmed_by", "themes", "opinions", "discussion")
"""The columns that a report for internal use has besides, called as in JSON."""


def headings(report: Report, w: Wording) -> tuple[str, ...]:
    """What the columns are called for a reader, in the order of `KEYS` and then of `INSIDE`."""
    _ = w.gettext
    inside = (
        _("Assigned to"),
        _("Due"),
        _("Decided by"),
        _("Confirmed by"),
        _("Themes"),
        _("Opinions"),
        _("Discussion"),
    )
    return (*_open_headings(w), *(inside if holds(report.audience, Matter.WORK) else ()))


def _open_headings(w: Wording) -> tuple[str, ...]:
    _ = w.gettext
    return (
        _("Point"),
        _("Permalink"),
        _("Part"),
        _("Section number"),
        _("Section title"),
        _("Designation"),
        _("Question"),
        _("Quoted text"),
        _("Version"),
        _("Registry number"),
        _("Sender"),
        _("Category"),
        _("Position"),
        _("Type"),
        _("Comment"),
        _("Proposed wording"),
        _("Argument"),
        _("Decision"),
        _("Assessment"),
        _("Changed section"),
        _("Status"),
        _("Language"),
        _("Chosen"),
        _("Importance to the sender"),
        _("Proposed change"),
        _("Group of alike texts"),
        _("Texts in the group"),
        _("First of its group"),
    )


def rows(report: Report, w: Wording) -> Iterator[tuple[str, ...]]:
    """One row a point, in the report's order, with states in words."""
    has_inside = holds(report.audience, Matter.WORK)
    for placed in report.points():
        inside = _inside(placed.point.inside or Inside()) if has_inside else ()
        yield (*_row(placed, report.language, w), *inside)


def _row(placed: Placed, language: str, w: Wording) -> tuple[str, ...]:
    point, section, question = placed.point, placed.section, placed.question
    return (
        line(point.number),
        line(point.permalink),
        _part(placed, w),
        line(section.number) if section else "",
        line(section.title) if section else "",
        line(section.designation) if section else "",
        line(f"{question.number} {question.text}") if question else "",
        clean(point.quote),
        line(point.version),
        line(point.registry_number),
        line(point.sender),
        line(point.category),
        w.label(point.position),
        w.label(point.kind),
        clean(point.text),
        clean(point.proposed_wording),
        clean(point.argument),
        w.label(point.decision),
        clean(point.reply),
        line(point.changed_section),
        _status(placed, w),
        point.language or language,
        line("; ".join(point.choices)),
        line(point.importance),
        marked(point, w),
        line(point.group),
        str(point.copies or ""),
        w.gettext("Yes") if point.leads else "",
    )


def _inside(inside: Inside) -> tuple[str, ...]:
    return (
        line(inside.assignee),
        inside.due.isoformat() if inside.due else "",
        line(inside.decided_by),
        line(inside.confirmed_by),
        line("; ".join(inside.themes)),
        clean(told(inside.opinions)),
        clean(told(inside.discussion)),
    )


def _part(placed: Placed, w: Wording) -> str:
    _ = w.gettext
    if placed.outside_scope:
        return _("Outside the scope")
    if placed.question:
        return _("Question")
    return _("Section") if placed.section else _("General view")


def _status(placed: Placed, w: Wording) -> str:
    """Whether the point is assessed, and whether that has led to a change in the text."""
    _ = w.gettext
    if placed.point.unconfirmed:
        return _("Waits for a second person")
    if placed.point.changed_section:
        return _("Changed in the text")
    return _("Assessed") if placed.point.assessed else _("Not yet assessed")


def argument_headings(w: Wording) -> tuple[str, ...]:
    """What the columns of the arguments are called, in the order of `argument_rows`."""
    _ = w.gettext
    return (
        _("Argument"),
        _("What they say"),
        _("Their reasons"),
        _("Sections"),
        _("Theme"),
        _("Number of senders"),
        _("Out of"),
        _("Who says it"),
        _("Points"),
        _("Decision"),
        _("Assessment"),
    )


def argument_rows(report: Report, w: Wording) -> Iterator[tuple[str, ...]]:
    """One row an argument, with everyone who says it."""
    for each in report.arguments:
        yield _argued(each, w)


def _argued(argument: Argument, w: Wording) -> tuple[str, ...]:
    decided = argument.decision is not argument.decision.UNASSESSED
    return (
        line(argument.number),
        line(argument.view),
        clean(argument.summary),
        line("; ".join(argument.sections)),
        line(argument.theme),
        w.number(argument.count),
        w.number(argument.total),
        line(named(argument.names, argument.unnamed, w)),
        line(", ".join(argument.points)),
        w.label(argument.decision) if decided else "",
        clean(argument.reply),
    )
