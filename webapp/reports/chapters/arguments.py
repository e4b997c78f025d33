"""The arguments of a section, or those that stand in none: the view, who holds it, the answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from webapp.reports.blocks import Block, Heading, Prose, Style
from webapp.reports.chapters.standings import named
from webapp.reports.outline import Argument, Report
from webapp.reports.wording import Wording
from webapp.responses.plaintext import line, paragraphs, title


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the report arguments stand: what links to it begin with, and how deep it is."""

    anchor: str
    level: int


def arguments(report: Report, numbers: Sequence[str], place: Place, w: Wording) -> Iterator[Block]:
    """Each of the arguments with these numbers, in this order."""
    found = {each.number: each for each in report.arguments}
    for number in numbers:
        yield from _argument(found[number], place, w)


def _argument(argument: Argument, place: Place, w: Wording) -> Iterator[Block]:
    _ = w.gettext
    heading = f"{argument.number} {argument.view[:1].upper()}{argument.view[1:]}"
    yield Heading(place.level, title(heading), f"{place.anchor}-{argument.number}", listed=False)
    yield Prose(Style.BODY, (line(argument.sentence),))
    if argument.summary:
        yield Prose(Style.BODY, paragraphs(argument.summary), language=w.foreign(argument.language))
    count = {"count": w.number(argument.count), "total": w.number(argument.total)}
    label = _("Who says it (%(count)s of %(total)s):") % count
    yield Prose(Style.NAMES, (named(argument.names, argument.unnamed, w),), label=label)
    yield Prose(Style.NOTE, (_behind(argument, w),))
    if argument.decision is not argument.decision.UNASSESSED:
        yield Prose(Style.REPLY, paragraphs(argument.reply), label=w.assessed(argument))


def _behind(argument: Argument, w: Wording) -> str:
    _ = w.gettext
    said = _("Points %(numbers)s") % {"numbers": line(", ".join(argument.points))}
    if len(argument.sections) > 1:
        sections = w.listed([line(each) for each in argument.sections])
        stands = _("The argument stands in %(sections)s.") % {"sections": sections}
        return f"{said}. {stands}"
    return f"{said}."
