"""Putting the authority's own texts into a report, with figures and lists that are counted.

The figures are read off the very report that the texts are put into, so that they cannot come to
say anything else than its tables do.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from webapp.reports import placeholders
from webapp.reports.chapters.standings import names_of
from webapp.reports.outline import Decision, Point, Question, Report, Section
from webapp.reports.participation import Outcome, Position, Tally, alphabetical
from webapp.reports.placeholders import Placeholder
from webapp.reports.places import FOREWORD, SUMMARY
from webapp.reports.wording import Wording
from webapp.responses import masking

_LED_TO_CHANGE = frozenset({Decision.ACCOMMODATED, Decision.PARTLY})

Values = Mapping[Placeholder, str]


def with_texts(report: Report, texts: Mapping[str, str], w: Wording) -> Report:
    """The report with the texts, by place, filled in."""
    if not any(texts.values()):
        return report
    whole = values(report, w)

    def of(part: Section | Question) -> str:
        if part.place not in texts:
            return ""
        return said(texts[part.place], {**whole, **values_here(part, w)}, w)

    return replace(
        report,
        foreword=said(texts.get(FOREWORD, ""), whole, w),
        summary=said(texts.get(SUMMARY, ""), whole, w),
        sections=tuple(replace(part, summary=of(part)) for part in report.sections),
        questions=tuple(replace(part, summary=of(part)) for part in report.questions),
    )


def text_in(report: Report, place: str) -> str:
    """What the report says in a place."""
    whole = {FOREWORD: report.foreword, SUMMARY: report.summary}
    part = _part(report, place)
    return whole.get(place, "") if part is None else part.summary


def values_in(report: Report, place: str, w: Wording) -> Values:
    """What each placeholder says that can stand in a place."""
    part = _part(report, place)
    return {**values(report, w), **(values_here(part, w) if part else {})}


def _part(report: Report, place: str) -> Section | Question | None:
    parts: Iterable[Section | Question] = (*report.sections, *report.questions)
    return next((part for part in parts if part.place == place), None)


def said(text: str, known: Values, w: Wording) -> str:
    """One text filled in. A personal identity number is never left in it."""
    safe = masking.masked(text, (), w.gettext("[masked]"))
    return placeholders.filled(safe, known.get)


def values(report: Report, w: Wording) -> Values:
    """What each placeholder of the whole report says."""
    counts, occasion = report.counts, report.occasion
    decisions = [placed.point.decision for placed in report.points()]
    silent = [each.label for each in report.invited if each.outcome is Outcome.NO_ANSWER]
    numbers = {
        Placeholder.INVITED: counts.invited,
        Placeholder.ANSWERS: counts.answered,
        Placeholder.FINAL: counts.final,
        Placeholder.PRELIMINARY: counts.preliminary,
        Placeholder.NO_COMMENTS: counts.no_comments,
        Placeholder.ABSTAINED: counts.abstained,
        Placeholder.SILENT: counts.no_answer,
        Placeholder.UNASKED: counts.unasked,
        Placeholder.POINTS: report.point_count,
        Placeholder.ACCOMMODATED: _among(decisions, _LED_TO_CHANGE.__contains__),
        Placeholder.NOT_ACCOMMODATED: decisions.count(Decision.NOT_ACCOMMODATED),
        Placeholder.CHANGES: len(report.changes),
        Placeholder.DAYS: occasion.days,
        Placeholder.MANY_ENDORSE: report.positions.count(Position.ENDORSE),
        Placeholder.MANY_IN_PART: report.positions.count(Position.ENDORSE_IN_PART),
        Placeholder.MANY_OBJECT: report.positions.count(Position.OPPOSE),
    }
    words = {
        Placeholder.FIRST_DAY: w.date(occasion.opened_on),
        Placeholder.LAST_DAY: w.date(occasion.deadline),
        Placeholder.WHO_ENDORSE: _who(report.positions, Position.ENDORSE, w),
        Placeholder.WHO_IN_PART: _who(report.positions, Position.ENDORSE_IN_PART, w),
        Placeholder.WHO_OBJECT: _who(report.positions, Position.OPPOSE, w),
        Placeholder.WHO_SILENT: _names(silent, 0, w),
    }
    return {**_numbers(numbers, w), **words}


def values_here(part: Section | Question, w: Wording) -> Values:
    """What each placeholder of one section or question says."""
    decisions = [point.decision for point in part.points]
    numbers = {
        Placeholder.POINTS_HERE: len(part.points),
        Placeholder.ACCOMMODATED_HERE: _among(decisions, _LED_TO_CHANGE.__contains__),
    }
    return {
        **_numbers(numbers, w),
        Placeholder.WHO_SPOKE_HERE: _speakers(part.points, w),
        Placeholder.WHO_ENDORSE_HERE: _who(part.positions, Position.ENDORSE, w),
        Placeholder.WHO_OBJECT_HERE: _who(part.positions, Position.OPPOSE, w),
    }


def _numbers(numbers: Mapping[Placeholder, int], w: Wording) -> Values:
    return {each: w.number(number) for each, number in numbers.items()}


def _among(decisions: Iterable[Decision], wanted: Callable[[Decision], bool]) -> int:
    return sum(map(wanted, decisions))


def _who(tally: Tally | None, position: Position, w: Wording) -> str:
    for standing in tally.taken if tally else ():
        if standing.position is position:
            return _names(standing.names, standing.unnamed, w)
    return _names((), 0, w)


def _speakers(points: Sequence[Point], w: Wording) -> str:
    """Whose points they are, each once. Private persons share a label, and are counted."""
    persons = {point.registry_number or point.number for point in points if point.person}
    bodies = {point.sender for point in points if not point.person}
    return _names(alphabetical(bodies), len(persons), w)


def _names(names: Sequence[str], unnamed: int, w: Wording) -> str:
    return names_of(tuple(names), unnamed, w) or w.gettext("nobody")
