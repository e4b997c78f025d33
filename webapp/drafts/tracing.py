"""Where the text of each block of a version stands in a later one: by key and by words. Pure.

Neither is trusted alone. A key may have been lost, when a text was pasted elsewhere or came back
in another file, and then its words are looked for. A key may carry other words than it did, and
then its text is not said to stand there. A like text that stood in both versions is not where
another one went.
"""

import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.comparing import ABlock, ASection
from webapp.drafts.likeness import Index, Text

_ALIKE: Final = 48.0
"""From here a text continues another; see `matching`."""
_SURE: Final = 58.0
_FAINT: Final = 25.0
"""Below this, what has a text's key says something else."""
_HELD: Final = 67.0
_HELD_BEFORE: Final = 50.0
_SHORTEST: Final = 2
"""Words that a text must have to be looked for as a piece of another."""

_RUN: Final = 5
"""Words side by side that are taken for what is left of a text, if they weigh enough together."""
_RUN_WEIGHT: Final = 12.0


class Doubt(StrEnum):
    """Why a person should look."""

    FAINT = "faint"
    """The wordings are so different that it may be another text."""
    SEVERAL = "several"
    """The same words stand in several places."""
    REPLACED = "replaced"
    """What has its key now says something else."""
    LANGUAGE = "language"
    """It stands in another language only."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A block where it stands in a version, with its text in one language made ready."""

    section: ASection
    block: ABlock
    place: int
    plain: str
    text: Text
    picture: str | None

    def says_the_same(self, other: "Spot") -> bool:
        """Say whether a reader sees the same words, and the same picture."""
        return self.text.text == other.text.text and self.picture == other.picture


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a text stands now, in order; nowhere when it is gone.

    `instead`: what has its key, or stands in its place in another language, and is not it.
    """

    spots: tuple[Spot, ...] = ()
    doubt: Doubt | None = None
    instead: Spot | None = None


class Tracer:
    """The texts of two versions in one language."""

    def __init__(
        self, former: Sequence[ASection], later: Sequence[ASection], language: str
    ) -> None:
        self._language = language
        self._later = later
        self.before = {spot.block.key: spot for spot in spots(former, language)}
        self.after = {spot.block.key: spot for spot in spots(later, language)}
        self._row = list(self.after.values())
        self._traces: dict[uuid.UUID, Trace] = {}

    def trace(self, key: uuid.UUID) -> Trace:
        """What became of the former block with this key, which must have a text."""
        if key not in self._traces:
            self._traces[key] = self._found(self.before[key])
        return self._traces[key]

    def _found(self, was: Spot) -> Trace:
        own = self.after.get(was.block.key)
        if own and own.says_the_same(was):
            return Trace((own,))
        equal = self._equal.get(was.block.key)
        if equal:
            return Trace((equal,), self._several(was, own))
        return self._edited(was, own) or self._elsewhere(was) or self._gone(was, own)

    def _edited(self, was: Spot, own: Spot | None) -> Trace | None:
        if own and self._continues(was, own):
            return Trace(self._with_parts(was, own))
        if heir := self._heirs.get(was.block.key):
            faint = was.text.likeness(heir.text) < _SURE
            return Trace(self._with_parts(was, heir), Doubt.FAINT if faint else None)
        return None

    def _elsewhere(self, was: Spot) -> Trace | None:
        if found := _ordered((*self._holders(was), *self._parts(was))):
            return Trace(found)
        remnant = self._remnant(was)
        return Trace((remnant,), Doubt.FAINT) if remnant else None

    def _gone(self, was: Spot, own: Spot | None) -> Trace:
        if own and was.text.likeness(own.text) >= _FAINT:
            return Trace((own,), Doubt.FAINT)
        if own:
            return Trace(doubt=Doubt.REPLACED, instead=own)
        for section in self._later:
            for block in section.blocks:
                if block.key == was.block.key and (text := next(_said(block), "")):
                    return Trace(doubt=Doubt.LANGUAGE, instead=_spot(section, block, 0, text))
        return Trace()

    def _continues(self, was: Spot, own: Spot) -> bool:
        if was.picture is not None and was.picture == own.picture:
            return True
        return was.text.likeness(own.text) >= _ALIKE or was.text.shared(own.text) >= _HELD

    @cached_property
    def _free(self) -> set[uuid.UUID]:
        """The later blocks that are not a former one's, whatever key they have."""
        return {
            key
            for key, spot in self.after.items()
            if key not in self.before
            or not (
                self._continues(self.before[key], spot)
                or spot.text.likeness(self.before[key].text) >= _FAINT
            )
        }

    @cached_property
    def _twins(self) -> dict[tuple[str, str | None], list[Spot]]:
        """The free blocks by what they say."""
        found: dict[tuple[str, str | None], list[Spot]] = defaultdict(list)
        for spot in self._row:
            if spot.block.key in self._free:
                found[spot.text.text, spot.picture].append(spot)
        return found

    @cached_property
    def _equal(self) -> dict[uuid.UUID, Spot]:
        """The free block with the very words of each former one that its key does not lead to."""
        waiting = {words: list(spots) for words, spots in self._twins.items()}
        found: dict[uuid.UUID, Spot] = {}
        for key, was in self.before.items():
            own, like = self.after.get(key), waiting.get((was.text.text, was.picture))
            if like and not (own and own.says_the_same(was)):
                nearest = min(like, key=lambda spot: _distance(was, spot))
                like.remove(nearest)
                found[key] = nearest
        return found

    def _several(self, was: Spot, own: Spot | None) -> Doubt | None:
        if own and self._continues(was, own):
            return Doubt.SEVERAL
        twins = self._twins[was.text.text, was.picture]
        homes = {spot.section.key for spot in twins}
        return Doubt.SEVERAL if len(homes) > 1 and was.section.key not in homes else None

    @cached_property
    def _heirs(self) -> dict[uuid.UUID, Spot]:
        """The free block that is likest each former one that stands nowhere, one to one."""
        free = self._free - {spot.block.key for spot in self._equal.values()}
        astray = [
            was
            for key, was in self.before.items()
            if key not in self._equal
            and not ((own := self.after.get(key)) and self._continues(was, own))
        ]
        pairs = [
            (score, -_distance(was, spot)[1], was.block.key, spot)
            for was in astray
            for spot in self._near(was)
            if spot.block.key in free and (score := was.text.likeness(spot.text)) >= _ALIKE
        ]
        found: dict[uuid.UUID, Spot] = {}
        for _score, _nearness, key, spot in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
            if key not in found and spot.block.key in free:
                found[key] = spot
                free.remove(spot.block.key)
        return found

    def _with_parts(self, was: Spot, main: Spot) -> tuple[Spot, ...]:
        return _ordered((main, *(spot for spot in self._parts(was) if spot is not main)))

    def _parts(self, was: Spot) -> list[Spot]:
        """The free blocks that were cut out of it."""
        taken = {spot.block.key for spot in (*self._equal.values(), *self._heirs.values())}
        return [
            spot
            for spot in self._near(was)
            if spot.block.key in self._free - taken and _holds(was, spot)
        ]

    def _holders(self, was: Spot) -> list[Spot]:
        """The block that it was put into: the one that holds most of it, and did not before."""
        found = [
            spot
            for spot in self._near(was)
            if _holds(spot, was)
            and not (
                (former := self.before.get(spot.block.key))
                and former is not was
                and (_holds(former, was) or was.text.held_by(former.text) >= _HELD_BEFORE)
            )
        ]
        return sorted(found, key=lambda spot: -was.text.held_by(spot.text))[:1]

    def _remnant(self, was: Spot) -> Spot | None:
        """The block with most words side by side of it, where that was not so before."""
        runs = [(spot, was.text.longest_run(spot.text)) for spot in self._near(was)]
        telling = [
            (Text(run).weight, -spot.place, spot)
            for spot, run in runs
            if len(run.split()) >= _RUN and run not in self._said_before(spot)
        ]
        best = max(telling, key=lambda each: each[:2], default=None)
        return best[2] if best and best[0] >= _RUN_WEIGHT else None

    def _said_before(self, spot: Spot) -> str:
        former = self.before.get(spot.block.key)
        return former.text.longest_run(spot.text) if former else ""

    def _near(self, was: Spot) -> list[Spot]:
        return [self._row[place] for place in sorted(self._index.near(was.text))]

    @cached_property
    def _index(self) -> Index:
        return Index([spot.text for spot in self._row])


def spots(sections: Sequence[ASection], language: str) -> Iterator[Spot]:
    """The blocks that have a text in the language, in reading order."""
    place = 0
    for section in sections:
        for block in section.blocks:
            if text := block.text.get(language, ""):
                yield _spot(section, block, place, text)
            place += 1


def _spot(section: ASection, block: ABlock, place: int, text: str) -> Spot:
    plain = even(blocks.plain(text) or text)
    picture = blocks.figure_key(text) if block.kind is BlockKind.FIGURE else None
    return Spot(section, block, place, plain, Text(plain), picture)


def even(text: str) -> str:
    """The text without what a reader does not see: ways to write a letter, soft hyphens."""
    return unicodedata.normalize("NFC", text).replace("\N{SOFT HYPHEN}", "")


def _said(block: ABlock) -> Iterator[str]:
    return (text for text in block.text.values() if text)


def _ordered(found: Sequence[Spot]) -> tuple[Spot, ...]:
    unique = {spot.block.key: spot for spot in found}
    return tuple(sorted(unique.values(), key=lambda spot: spot.place))


def _holds(larger: Spot, smaller: Spot) -> bool:
    """Say whether the larger holds the smaller: as it is, or most of it word beside word."""
    words = smaller.text.text.rstrip(".:;, ")
    if len(words.split()) >= _SHORTEST and words in larger.text.text:
        return True
    return smaller.text.held_by(larger.text) >= _HELD


def _distance(was: Spot, spot: Spot) -> tuple[bool, int]:
    return spot.section.key != was.section.key, abs(spot.place - was.place)
