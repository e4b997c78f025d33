"""Counting the figures that an edition bears, out of the rows that it is compiled from. Pure.

Only what the report itself says is counted: a point that it leaves out is in no figure either.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from webapp.assessment.models import Origin, Point
from webapp.core import clock
from webapp.organisations.categories import Category, Sector
from webapp.reports import endorsing, hiding, outline, places, reacting
from webapp.reports.breakdown import PERSON, Figures, Group, Municipality
from webapp.reports.figures import DOCUMENT, STATEMENTS, Frozen, Said
from webapp.reports.material import Material
from webapp.reports.participation import Outcome, Position, Tally
from webapp.responses import naming, shown
from webapp.responses.models import Response
from webapp.responses.policy import is_late_still
from webapp.rounds.models import Invitation


def with_figures(report: outline.Report, material: Material) -> outline.Report:
    """The report with its figures."""
    return replace(report, figures=_Counting(report, material).figures())


class _Counting:
    """Holds what the figures are counted from."""

    def __init__(self, report: outline.Report, material: Material) -> None:
        self._report, self._material = report, material
        self._invitations = {row.id: row for row in material.invitations}
        self._answers = {
            self._invitations[row.invitation_id].counting.id: row
            for row in material.responses
            if row.invitation_id in self._invitations
        }
        self._withheld = {row.id for row in material.responses if shown.of(row).is_withheld}
        told = [row for row in material.responses if row.id not in self._withheld]
        self._beside = endorsing.beside(told)
        self._outside = {each.number for each in report.outside_scope}
        numbers = {placed.point.number for placed in report.points()}
        self._points = [each for each in material.points if str(each.number) in numbers]

    def figures(self) -> Frozen:
        """All of them."""
        groups = [*map(self._came, self._material.responses), *self._silent()]
        return Frozen.of(Figures(groups), self._municipalities(), self._parts())

    def _came(self, response: Response) -> Group:
        body, is_withheld = naming.body_of(response), response.id in self._withheld
        stranger = Category.OTHER.value if response.for_body else PERSON
        invitation = self._invitations.get(response.invitation_id or uuid.UUID(int=0))
        latest = self._answers.get(invitation.counting.id) if invitation else response
        return Group(
            body.category.value if body else stranger,
            body.sector if body else Sector.CIVIL,
            hiding.outcome(reacting.outcome(response), is_withheld=is_withheld),
            is_invited=invitation is not None,
            is_further=latest is not response,
            is_late=is_late_still(response),
            is_extended=self._is_extended(invitation),
            is_withheld=is_withheld,
            channel=response.channel,
            position=None if is_withheld else Position(response.stand.value),
            day=clock.local(response.submitted_at).date(),
        )

    def _silent(self) -> Iterator[Group]:
        for invitation in self._material.invitations:
            if invitation.counted_as_id is None and invitation.id not in self._answers:
                yield Group(
                    invitation.category.value,
                    invitation.sector,
                    Outcome.NO_ANSWER,
                    is_invited=True,
                    is_extended=self._is_extended(invitation),
                )

    def _is_extended(self, invitation: Invitation | None) -> bool:
        own = invitation.deadline if invitation else None
        return own is not None and own > self._material.round.deadline

    def _municipalities(self) -> Iterator[Municipality]:
        """Those that were invited and answered, by name; none whose answer is withheld."""
        said = Counter(point.response_id for point in self._points)
        for invitation in self._material.invitations:
            answer = self._answers.get(invitation.id)
            is_one = invitation.category is Category.MUNICIPALITY
            if is_one and answer is not None and answer.id not in self._withheld:
                yield Municipality(
                    invitation.name,
                    reacting.outcome(answer),
                    Position(answer.stand.value),
                    said[answer.words_id],
                )

    def _parts(self) -> Iterator[Said]:
        """What was said on each part on which anything was, in the report's order."""
        within, outside = Counter[str](), Counter[str]()
        senders: dict[str, set[uuid.UUID]] = defaultdict(set)
        for point in self._points:
            place = _place(point)
            if str(point.number) in self._outside:
                outside[place] += 1
                continue
            within[place] += 1
            senders[place] |= {point.response_id}
            senders[place] |= {each.id for each in self._beside.get(point.response_id, ())}
        for place, tally in self._stated().items():
            positions = {each.position: each.count for each in tally.taken} if tally else {}
            if within[place] or outside[place] or positions:
                said = within[place], len(senders[place]), outside[place]
                yield Said(place, *said, positions=positions)

    def _stated(self) -> Mapping[str, Tally | None]:
        sections = {each.place: each.positions for each in self._report.sections}
        questions = {each.place: each.positions for each in self._report.questions}
        return {STATEMENTS: None, DOCUMENT: None, **sections, **questions}


def _place(point: Point) -> str:
    if point.origin is Origin.COMMENT:
        return places.of_section(point.section_key) if point.section_key else DOCUMENT
    return places.of_question(point.answer.question_id) if point.answer else STATEMENTS
