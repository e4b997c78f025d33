"""The arguments of a round as a report has them: only what may be said of who holds them."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from webapp.assessment import voices
from webapp.assessment.models import Argument, Point
from webapp.core.rendering import language_of, localised
from webapp.drafts.models import Section
from webapp.reports import endorsing, outline
from webapp.reports.audience import Matter, holds
from webapp.reports.excerpts import heading
from webapp.reports.imprint import Imprint
from webapp.reports.material import Material


class Arguments:
    """The arguments that somebody holds of whom it may be said, in the language now spoken."""

    def __init__(self, material: Material, imprint: Imprint, *, total: int) -> None:
        self._language = imprint.language
        self._waiting = material.waiting
        self._disclosed = holds(imprint.audience, Matter.UNCONFIRMED)
        self._total = total
        self._sections = {each.key: each for each in material.sections}
        counted = {each.id for each in material.responses}
        self._beside = endorsing.beside(material.responses)
        self._points = {p.id: p for p in material.points if p.response_id in counted}
        self._of_point: dict[uuid.UUID, list[str]] = defaultdict(list)
        self._places: dict[uuid.UUID | None, list[outline.Argument]] = defaultdict(list)
        self.told = tuple(self._all(material.arguments, material.behind))

    def standing_in(self, section_key: uuid.UUID | None) -> tuple[str, ...]:
        """The numbers of those in a section, what most hold first; with None, of those in none."""
        there = self._places.get(section_key, [])
        return tuple(each.number for each in sorted(there, key=lambda each: -each.count))

    def of_point(self, point_id: uuid.UUID) -> str:
        """What a point is summed up in, an argument a line."""
        return "\n".join(self._of_point.get(point_id, ()))

    def _all(
        self,
        arguments: Sequence[Argument],
        behind: Mapping[uuid.UUID, Sequence[uuid.UUID]],
    ) -> Iterator[outline.Argument]:
        for each in arguments:
            # A point of an answer that a later one took the place of is no longer in the report.
            linked = [self._points[key] for key in behind.get(each.id, ()) if key in self._points]
            told = [point for point in linked if voices.may_be_told(point)]
            if told:
                yield self._argument(each, linked, told)

    def _argument(
        self, argument: Argument, linked: Sequence[Point], told: Sequence[Point]
    ) -> outline.Argument:
        found, sections = voices.of(told, self._beside), self._standing(argument)
        waits = any(point.id in self._waiting for point in linked)
        told_of = self._disclosed or not waits
        view = voices.masked(localised(argument.view, self._language), linked)
        said = outline.Argument(
            number=f"A{argument.number}",
            view=view,
            sentence=found.sentence(view),
            names=found.names(),
            unnamed=found.unnamed,
            total=self._total,
            points=tuple(str(point.number) for point in told),
            sections=tuple(heading(each, self._language) for each in sections),
            summary=voices.masked(localised(argument.summary, self._language), linked),
            theme=argument.theme.name if argument.theme else "",
            decision=_decision(argument) if told_of else outline.Decision.UNASSESSED,
            reply=voices.masked(argument.reply, linked) if told_of else "",
            unconfirmed=waits and self._disclosed,
            language=language_of(argument.summary, self._language),
        )
        for point in told:
            self._of_point[point.id].append(f"{said.number} {view}")
        keys: list[uuid.UUID | None] = [each.key for each in sections]
        for key in keys or [None]:
            self._places[key].append(said)
        return said

    def _standing(self, argument: Argument) -> Sequence[Section]:
        keys = set(argument.section_keys)
        return [each for key, each in self._sections.items() if key in keys]


def _decision(argument: Argument) -> outline.Decision:
    return outline.Decision(argument.decision or outline.Decision.UNASSESSED)
