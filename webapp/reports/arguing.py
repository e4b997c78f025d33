"""The arguments of a round as a report has them: only what may be said of who holds them."""

import uuid
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from webapp.assessment import voices
from webapp.assessment.models import Argument, Point
from webapp.assessment.voices import Voices
from webapp.core.rendering import language_of, localised
from webapp.drafts.models import Section
from webapp.reports import endorsing, outline
from webapp.reports.audience import Matter, holds
from webapp.reports.excerpts import heading
from webapp.reports.imprint import Imprint
from webapp.reports.material import Material
from webapp.reports.replies import Replies


class Arguments:
    """The arguments that somebody holds of whom it may be said, in the language now spoken."""

    def __init__(self, material: Material, imprint: Imprint, replies: Replies) -> None:
        self._language = imprint.language
        self._waiting = material.waiting
        self._disclosed = holds(imprint.audience, Matter.UNCONFIRMED)
        self._replies = replies
        self._sections = {each.key: each for each in material.sections}
        self._beside = endorsing.beside(replies.joined)
        self._of_point: dict[uuid.UUID, str] = {}
        self._places: dict[uuid.UUID | None, list[outline.Argument]] = defaultdict(list)
        self.told = tuple(self._all(material.arguments, material.behind))

    def standing_in(self, section_key: uuid.UUID | None) -> tuple[str, ...]:
        """The numbers of those in a section, what most hold first; with None, of those in none."""
        there = self._places.get(section_key, [])
        return tuple(each.number for each in sorted(there, key=lambda each: -each.count))

    def of_point(self, point_id: uuid.UUID) -> str:
        """What a point is summed up in, an argument a line."""
        return self._of_point.get(point_id, "")

    def _all(
        self, arguments: Sequence[Argument], behind: Iterable[tuple[uuid.UUID, Point]]
    ) -> Iterator[outline.Argument]:
        found = {
            argument_id: self._behind(point for _id, point in points)
            for argument_id, points in groupby(behind, itemgetter(0))
        }
        for each in arguments:
            if each.id in found and found[each.id][0].points:
                yield self._argument(each, *found.pop(each.id))

    def _behind(self, points: Iterable[Point]) -> tuple["_Behind", Voices]:
        # A point of an answer that a later one took the place of is no longer in the report.
        counted = (point for point in points if self._replies.find(point.response_id))
        found = _Behind(counted, self._waiting)
        return found, voices.of(found.told(), self._beside)

    def _argument(self, argument: Argument, found: "_Behind", said: Voices) -> outline.Argument:
        sections = self._standing(argument)
        told_of = self._disclosed or not found.waits
        hidden = [self._replies[each].shown for each in found.senders]
        view = voices.hidden(localised(argument.view, self._language), hidden)
        made = outline.Argument(
            number=f"A{argument.number}",
            view=view,
            sentence=said.sentence(view),
            names=said.names(),
            unnamed=said.unnamed,
            total=len(self._replies.told),
            points=tuple(found.points.values()),
            sections=tuple(heading(each, self._language) for each in sections),
            summary=voices.hidden(localised(argument.summary, self._language), hidden),
            theme=argument.theme.name if argument.theme else "",
            decision=_decision(argument) if told_of else outline.Decision.UNASSESSED,
            reply=voices.hidden(argument.reply, hidden) if told_of else "",
            unconfirmed=found.waits and self._disclosed,
            language=language_of(argument.summary, self._language),
        )
        line = f"{made.number} {view}"  # One text, however many points it is of.
        for point_id in found.points:
            before = self._of_point.get(point_id)
            self._of_point[point_id] = f"{before}\n{line}" if before else line
        keys: list[uuid.UUID | None] = [each.key for each in sections]
        for key in keys or [None]:
            self._places[key].append(made)
        return made

    def _standing(self, argument: Argument) -> Sequence[Section]:
        keys = set(argument.section_keys)
        return [each for key, each in self._sections.items() if key in keys]


def _decision(argument: Argument) -> outline.Decision:
    return outline.Decision(argument.decision or outline.Decision.UNASSESSED)


class _Behind:
    """The points behind an argument, of which no more is kept than their numbers."""

    def __init__(self, points: Iterable[Point], waiting: Container[uuid.UUID]) -> None:
        self._points = points
        self._waiting = waiting
        self.waits = False
        """Whether the decision on any of them waits for a second person."""
        self.senders: dict[uuid.UUID, None] = {}
        """Whose they are, each once, in order."""
        self.points: dict[uuid.UUID, str] = {}
        """The numbers of those that may be told."""

    def told(self) -> Iterator[Point]:
        """Those of whom anyone may know what they say."""
        for point in self._points:
            self.waits = self.waits or point.id in self._waiting
            self.senders[point.response_id] = None
            if voices.may_be_told(point):
                self.points[point.id] = str(point.number)
                yield point
