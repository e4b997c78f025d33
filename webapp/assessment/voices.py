"""Whose a view is: the senders behind points, as anyone may see them, in words.

What is said here of a sender is what the report says, so all of it comes through `shown`: one that
is withheld is not among them, nor one whose words on the matter are masked whole, for to name it
would tell what it said. A private person is only counted.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from webapp.assessment.models import Point
from webapp.core.rendering import listed, ngettext
from webapp.organisations.models import Category
from webapp.responses import naming, shown
from webapp.responses.models import Response
from webapp.responses.shown import Shown
from webapp.responses.speaking import Speaker

IN_FULL = 3
"""So many senders are named in a sentence. Of more, the first two are, and the rest counted."""

_SWEDISH = str.maketrans("åäéü", "äåey")


class Order(StrEnum):
    """In what order bodies are named."""

    CATEGORY = "category"
    ALPHABET = "alphabet"


@dataclass(frozen=True, slots=True)
class Voice:
    """A sender that may be named."""

    label: str
    group: str
    rank: int
    """The place of its category among the categories."""

    @property
    def alphabetical(self) -> tuple[str, str]:
        """Where it stands in the alphabet, as Swedish has it."""
        return self.label.lower().translate(_SWEDISH), self.label


@dataclass(frozen=True, slots=True)
class Voices:
    """The senders behind some points. `hidden`: how many hold it of whom nothing may be said."""

    named: Sequence[Voice] = ()
    unnamed: int = 0
    hidden: int = 0

    @property
    def count(self) -> int:
        """How many of them the report counts."""
        return len(self.named) + self.unnamed

    def names(self, order: Order = Order.CATEGORY) -> tuple[str, ...]:
        """Every name, in the order asked for."""
        return tuple(each.label for each in sorted(self.named, key=_KEYS[order]))

    def groups(self) -> Mapping[str, Sequence[str]]:
        """The names by category."""
        found: dict[str, list[str]] = {}
        for each in sorted(self.named, key=_KEYS[Order.CATEGORY]):
            found.setdefault(each.group, []).append(each.label)
        return found

    def sentence(self, view: str, order: Order = Order.CATEGORY) -> str:
        """Who says what: *Umeå kommun, Länsstyrelsen och 4 till anser att målen kan mätas*."""
        if not self.count:
            return ""
        return ngettext(
            "%(names)s says that %(view)s.",
            "%(names)s say that %(view)s.",
            self.count,
            names=self._brief(order),
            view=view.rstrip(" ."),
        )

    def _brief(self, order: Order) -> str:
        names = list(self.names(order))
        if self.unnamed and len(names) < IN_FULL:
            persons = ngettext("%(num)s private person", "%(num)s private persons", self.unnamed)
            return listed([*names, persons])
        if self.count <= IN_FULL:
            return listed(names)
        rest = self.count - IN_FULL + 1
        others = ngettext("%(num)s other", "%(num)s others", rest)
        return listed([*names[: IN_FULL - 1], others])


@dataclass(frozen=True, slots=True)
class Said:
    """A point without what is not asked of it: whose it is, and its words. As `Point`, plainly.

    `part`: the part of the response that it is in.
    """

    response: Speaker
    part: str
    texts: Sequence[str]

    @property
    def response_id(self) -> uuid.UUID:
        """The response that it is in."""
        return self.response.id


_KEYS: Mapping[Order, Callable[[Voice], Any]] = {
    Order.CATEGORY: lambda voice: (voice.rank, voice.alphabetical),
    Order.ALPHABET: lambda voice: voice.alphabetical,
}


def of(
    points: Iterable[Point | Said],
    beside: Mapping[uuid.UUID, Sequence[Response]] = MappingProxyType({}),
) -> Voices:
    """The senders behind the points, each once, in the language now spoken.

    `beside`: of joint answers, the responses of the other bodies whose view each point is too.
    """
    senders: dict[uuid.UUID, Voice | None] = {}
    said: set[uuid.UUID] = set()
    for point in points:
        others = beside.get(point.response_id, ())
        for each in (point.response, *others):
            if each.id not in senders:
                senders[each.id] = _told(each)
        if may_be_told(point):
            withheld = {each.id for each in others if shown.of(each).is_withheld}
            said |= {point.response_id, *(each.id for each in others)} - withheld
    told = [voice for sender, voice in senders.items() if sender in said]
    return Voices(
        named=[voice for voice in told if voice],
        unnamed=sum(voice is None for voice in told),
        hidden=len(senders) - len(said),
    )


def may_be_told(point: Point | Said) -> bool:
    """Whether anyone may know what the point says: neither withheld nor masked from end to end."""
    left = shown.of(point.response)
    if isinstance(point, Said):
        return any(left.tells(text, point.part) for text in point.texts)
    part = shown.part_of(point.comment or point.answer)
    return any(left.tells(text, part) for text in _texts(point))


def masked(text: str, points: Iterable[Point]) -> str:
    """Staff's own text on what these points say, without the words that are masked in any."""
    each_once: dict[uuid.UUID, Shown] = {p.response_id: shown.of(p.response) for p in points}
    return hidden(text, each_once.values())


def hidden(text: str, responses: Iterable[Shown]) -> str:
    """The same, of the responses that the points are in."""
    for left in responses:
        if not left.is_withheld:
            text = left.text(text)
    return text


def _texts(point: Point) -> Iterator[str]:
    source = point.remark or point.answer
    yield source.text if source else point.response.statement
    if point.remark:
        yield point.remark.proposed_wording


def _told(response: Response | Speaker) -> Voice | None:
    sender = naming.in_report(response, shown.of(response))
    if not sender.named:
        return None
    body = naming.body_of(response)
    categories = list(Category)
    rank = categories.index(body.category) if body else len(categories)
    return Voice(sender.label, sender.group, rank)
