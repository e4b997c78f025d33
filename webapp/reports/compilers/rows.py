"""The points as rows: the columns that the workbook and CSV share; and the arguments as rows."""

from collections.abc import Iterator
from functools import cache

from webapp.reports.audience import Matter, holds
from webapp.reports.chapters.among_staff import told
from webapp.reports.chapters.proposals import marked
from webapp.reports.chapters.standings import named
from webapp.reports.compilers import columns
from webapp.reports.inside import Inside
from webapp.reports.outline import (
    Argument,
    Decision,
    Placed,
    Point,
    PointKind,
    Question,
    Report,
    Section,
)
from webapp.reports.participation import Position
from webapp.reports.wording import Wording
from webapp.responses.plaintext import clean, line

KEYS = tuple(each.name for each in columns.OPEN)
"""What the columns are called in JSON, in order."""


def headings(report: Report, w: Wording) -> tuple[str, ...]:
    """What the columns are called for a reader, in order."""
    has_inside = holds(report.audience, Matter.WORK)
    found = (*columns.OPEN, *(columns.INSIDE if has_inside else ()))
    return tuple(w.gettext(each.heading) for each in found)


def rows(report: Report, w: Wording) -> Iterator[tuple[str, ...]]:
    """One row a point, in the report's order, with states in words."""
    has_inside = holds(report.audience, Matter.WORK)
    made = _Rows(report.language, w)
    for placed in report.points():
        inside = _inside(placed.point.inside or Inside()) if has_inside else ()
        yield (*made.place(placed), *made.said(placed.point), *inside)


class _Rows:
    """Writes the rows. There may be 100,000, so what many of them say is found once."""

    def __init__(self, language: str, w: Wording) -> None:
        self._language, self._w = language, w
        self._gettext = cache(w.gettext)
        self._positions = {each: w.label(each) for each in (None, *Position)}
        self._kinds = {each: w.label(each) for each in PointKind}
        self._decisions = {each: w.label(each) for each in Decision}
        self._last: Section | Question | None = None
        self._where: tuple[str, ...] = ("",) * 4

    def place(self, placed: Placed) -> tuple[str, ...]:
        """Which point it is, and what it is about."""
        part = placed.section or placed.question
        if part is not self._last:
            self._last, self._where = part, _where(placed)
        point = placed.point
        return (line(point.number), line(point.permalink), self._part(placed), *self._where)

    def said(self, point: Point) -> tuple[str, ...]:
        """Who says what in it, and what became of it."""
        return (
            clean(point.quote),
            line(point.version),
            line(point.registry_number),
            line(point.sender),
            line(point.category),
            self._positions[point.position],
            self._kinds[point.kind],
            clean(point.text),
            clean(point.proposed_wording),
            clean(point.argument),
            self._decisions[point.decision],
            clean(point.reply),
            line(point.changed_section),
            self._status(point),
            point.language or self._language,
            line("; ".join(point.choices)),
            line(point.importance),
            marked(point, self._w),
            line(point.group),
            str(point.copies or ""),
            self._gettext(columns.YES) if point.leads else "",
        )

    def _part(self, placed: Placed) -> str:
        _ = self._gettext
        if placed.outside_scope:
            return _(columns.OUTSIDE)
        if placed.question:
            return _(columns.QUESTION)
        return _(columns.SECTION if placed.section else columns.GENERAL)

    def _status(self, point: Point) -> str:
        """Whether the point is assessed, and whether that has led to a change in the text."""
        _ = self._gettext
        if point.unconfirmed:
            return _(columns.WAITS)
        if point.changed_section:
            return _(columns.CHANGED)
        return _(columns.ASSESSED if point.assessed else columns.LEFT)


def _where(placed: Placed) -> tuple[str, ...]:
    """What the part is called that a point is on: of a section three names, or a question."""
    section, question = placed.section, placed.question
    asked = line(f"{question.number} {question.text}") if question else ""
    names = (section.number, section.title, section.designation) if section else ("", "", "")
    return (*map(line, names), asked)


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
