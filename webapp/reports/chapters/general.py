"""Chapter 3: the general views."""

from collections.abc import Iterator

from webapp.reports.blocks import Block, Heading, Prose, Style, Table
from webapp.reports.chapters.arguments import Place, arguments
from webapp.reports.chapters.points import entries
from webapp.reports.chapters.standings import standings
from webapp.reports.outline import Report
from webapp.reports.participation import Group, Position
from webapp.reports.wording import Wording
from webapp.responses.plaintext import line


def general_views(report: Report, w: Wording) -> Iterator[Block]:
    """Chapter 3: positions overall, by category and sector, and the general statements."""
    _ = w.gettext
    yield Heading(1, _("General views"), "general-views")
    yield Heading(2, _("Positions"), "positions")
    if not report.positions.total:
        yield Prose(Style.NOTE, (_("There are no positions to show."),))
    yield from standings(report.positions, w)
    if report.by_category:
        yield _groups(_("Positions by category"), _("Category"), report.by_category, w=w)
    if report.by_sector:
        yield _groups(_("Positions by sector"), _("Sector"), report.by_sector, w=w)
    if report.general_arguments:
        yield Heading(2, _("Arguments"), "arguments")
        yield from arguments(report, report.general_arguments, Place("general", 3), w)
    yield Heading(2, _("Statements"), "statements")
    yield from entries(report.general_views, _("There are no general statements."), w)


def _groups(caption: str, what: str, groups: tuple[Group, ...], *, w: Wording) -> Table:
    _ = w.gettext
    shown = [p for p in Position if any(group.tally.count(p) for group in groups)]
    return Table(
        caption=caption,
        header=(what, *(w.short(position) for position in shown), _("Total")),
        rows=tuple(_group(group, shown, w) for group in groups),
        widths=(6, *(4 for _position in shown), 4),
        numeric=frozenset(range(1, len(shown) + 2)),
    )


def _group(group: Group, shown: list[Position], w: Wording) -> tuple[str, ...]:
    counts = (w.number(group.tally.count(position)) for position in shown)
    return (line(group.label), *counts, w.number(group.tally.total))
