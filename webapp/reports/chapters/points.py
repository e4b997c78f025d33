"""Chapters 4 and 5: the points by section and question, and those outside the scope."""

from collections.abc import Iterator, Sequence

from webapp.reports.blocks import Block, Entry, Heading, Prose, Style
from webapp.reports.campaigns import Campaign, gathered
from webapp.reports.chapters.among_staff import among_staff
from webapp.reports.chapters.arguments import Place, arguments
from webapp.reports.chapters.campaigns import campaign
from webapp.reports.chapters.choices import choices
from webapp.reports.chapters.own import text
from webapp.reports.chapters.proposals import proposed, quoted
from webapp.reports.chapters.standings import standings
from webapp.reports.outline import Point, Question, Report, Section
from webapp.reports.wording import Wording
from webapp.responses.plaintext import line, paragraphs, title

DEEPEST = 4
"""Headings below this level would look like text."""


def by_section_and_question(report: Report, w: Wording) -> Iterator[Block]:
    """Chapter 4: each section in the document's order, then each question."""
    _ = w.gettext
    yield Heading(1, _("Views by section and question"), "sections", new_page=True)
    level = 1
    for number, section in enumerate(report.sections, 1):
        level = max(2, min(section.level + 1, level + 1, DEEPEST))
        yield Heading(level, title(section.heading), f"section-{number}")
        place = Place(f"section-{number}", min(level + 1, DEEPEST))
        yield from _section(report, section, place, w)
    for number, question in enumerate(report.questions, 1):
        yield Heading(2, _asked(question, w), f"question-{number}")
        if question.asked:
            named = w.listed([line(each) for each in question.asked])
            yield Prose(Style.NOTE, (_("Asked of: %(groups)s.") % {"groups": named},))
        yield from text(question.summary, label=_("Summary:"))
        yield from choices(question, w)
        yield from standings(question.positions, w)
        yield from entries(question.points, _("Nobody answered this question in words."), w)


def _section(report: Report, section: Section, place: Place, w: Wording) -> Iterator[Block]:
    _ = w.gettext
    yield from text(section.summary, label=_("Summary:"))
    if (section.points or section.arguments) and section.excerpt:
        label = _("What the proposal said:")
        yield Prose(Style.EXCERPT, paragraphs(section.excerpt), label=label)
    yield from standings(section.positions, w)
    if section.arguments:
        yield from arguments(report, section.arguments, place, w)
        yield Heading(place.level, _("Point by point"), f"{place.anchor}-points", listed=False)
    yield from entries(section.points, _("There are no points on this section."), w)


def _asked(question: Question, w: Wording) -> str:
    _ = w.gettext
    text = _("Question %(number)s: %(text)s")
    return line(text % {"number": question.number, "text": question.text})


def outside_scope(report: Report, w: Wording) -> Iterator[Block]:
    """Chapter 5: what was said that the round did not ask about."""
    _ = w.gettext
    yield Heading(1, _("Views outside the scope"), "outside-scope")
    yield from entries(report.outside_scope, _("No point lay outside the scope of the round."), w)


def entries(points: Sequence[Point], otherwise: str, w: Wording) -> Iterator[Block]:
    """The points, or the sentence `otherwise` if there are none."""
    if not points:
        yield Prose(Style.NOTE, (otherwise,))
    for each in gathered(points):
        yield campaign(each, w) if isinstance(each, Campaign) else _entry(each, w)


def _entry(point: Point, w: Wording) -> Entry:
    _ = w.gettext
    chosen = "; ".join(map(line, point.choices))
    importance = _("to the sender: %(importance)s") % {"importance": point.importance.lower()}
    argument = _("argument %(numbers)s") % {"numbers": _numbers(point)}
    meta = (
        line(point.category),
        w.label(point.kind),
        line(importance) if point.importance else "",
        line(argument) if point.argument else "",
        w.label(point.position),
        chosen,
        _copies(point, w),
    )
    return Entry(
        head=line(point.sender),
        meta=" · ".join(filter(None, meta)),
        parts=tuple(_parts(point, w)),
        number=line(point.number),
        permalink=line(point.permalink),
        point=True,
    )


def _numbers(point: Point) -> str:
    """The numbers alone of the arguments that the point is summed up in."""
    return ", ".join(each.split(" ", 1)[0] for each in point.argument.split("\n"))


def _copies(point: Point, w: Wording) -> str:
    if point.copies < 2:  # noqa: PLR2004 - one alone is like no other
        return ""
    return w.gettext("one of %(num)s with the same text, or nearly") % {"num": point.copies}


def _parts(point: Point, w: Wording) -> Iterator[Prose]:
    yield from quoted(point)
    if point.text:
        yield Prose(Style.BODY, paragraphs(point.text), language=w.foreign(point.language))
    yield from proposed(point, point.language, w)
    yield Prose(Style.REPLY, paragraphs(point.reply), label=w.assessed(point))
    if point.inside:
        yield from among_staff(point.inside, w)
