"""Counting the figures that an edition bears, out of what its report is put together from. Pure.

Only what the report itself says is counted: a point that it leaves out is in no figure either.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from webapp.assessment.models import Origin, Point
from webapp.core import clock
from webapp.organisations.categories import Category
from webapp.reports import outline, places, reacting
from webapp.reports.breakdown import Figures, Group, Municipality
from webapp.reports.figures import DOCUMENT, STATEMENTS, Frozen, Said
from webapp.reports.material import Material
from webapp.reports.participation import Outcome, Position, Tally
from webapp.reports.replies import Replies
from webapp.rounds.models import Invitation


class Told:
    """On which parts senders said how much, noted point by point as the report takes them in."""

    def __init__(self, replies: Replies) -> None:
        """Nothing is told yet."""
        self._speakers = replies.together.speakers
        self.by_response = Counter[uuid.UUID]()
        """How many points each response has."""
        self.within, self.outside = Counter[str](), Counter[str]()
        self.senders: dict[str, set[uuid.UUID]] = defaultdict(set)

    def note(self, point: Point, *, is_outside: bool) -> None:
        """Count a point that the report takes in, within its scope or outside of it."""
        place = _place(point)
        self.by_response[point.response_id] += 1
        if is_outside:
            self.outside[place] += 1
        else:
            self.within[place] += 1
            self.senders[place].update(self._speakers(point.response_id))


def with_figures(
    report: outline.Report, material: Material, replies: Replies, told: Told
) -> outline.Report:
    """The report with its figures."""
    groups = [*_came(replies), *_silent(material, replies)]
    municipalities = _municipalities(material.invitations, replies, told)
    return replace(report, figures=Frozen.of(Figures(groups), municipalities, _parts(report, told)))


def _came(replies: Replies) -> Iterator[Group]:
    """What came, answer by answer."""
    for each in replies:
        row = each.row
        yield Group(
            each.category,
            each.body_sector,
            row.outcome,
            is_invited=each.invitation_id is not None,
            is_further=not replies.is_latest(each),
            is_late=row.late,
            is_extended=row.extended_to is not None,
            is_withheld=row.withheld,
            channel=each.channel,
            position=row.position,
            day=clock.local(each.submitted_at).date(),
        )


def _silent(material: Material, replies: Replies) -> Iterator[Group]:
    for each in material.invitations:
        if each.counted_as_id is None and replies.latest(each.id) is None:
            yield Group(
                each.category.value,
                each.sector,
                Outcome.NO_ANSWER,
                is_invited=True,
                is_extended=reacting.extension(each, material.round) is not None,
            )


def _municipalities(
    invitations: Iterable[Invitation], replies: Replies, told: Told
) -> Iterator[Municipality]:
    """Those that were invited and answered, by name; none whose answer is withheld."""
    for each in invitations:
        answer = replies.latest(each.id)
        if each.category is Category.MUNICIPALITY and answer and not answer.row.withheld:
            points = told.by_response[answer.words_id]
            yield Municipality(each.name, answer.row.outcome, Position(answer.stand.value), points)


def _parts(report: outline.Report, told: Told) -> Iterator[Said]:
    """What was said on each part on which anything was, in the report's order."""
    for place, tally in _stated(report).items():
        positions = {each.position: each.count for each in tally.taken} if tally else {}
        within, outside = told.within[place], told.outside[place]
        if within or outside or positions:
            yield Said(place, within, len(told.senders[place]), outside, positions=positions)


def _stated(report: outline.Report) -> Mapping[str, Tally | None]:
    sections = {each.place: each.positions for each in report.sections}
    questions = {each.place: each.positions for each in report.questions}
    return {STATEMENTS: None, DOCUMENT: None, **sections, **questions}


def _place(point: Point) -> str:
    if point.origin is Origin.COMMENT:
        return places.of_section(point.section_key) if point.section_key else DOCUMENT
    return places.of_question(point.answer.question_id) if point.answer else STATEMENTS
