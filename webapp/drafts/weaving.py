"""Texts in several languages woven into one row of blocks, in which each block keeps its key.

A writer edits one whole text a language, and a block is the same block in all of them. Pure.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind, BlockText

Known = Mapping[str, Sequence[uuid.UUID | None]]
"""By language the key of each text, or None where it is to be told by the words."""


@dataclass(frozen=True, slots=True)
class Former:
    """A block as it was: its key, what it is, and its text by language."""

    key: uuid.UUID
    kind: BlockKind
    texts: Mapping[str, str]


@dataclass(slots=True, eq=False)
class Woven:
    """A block as it will be. Without a key it is new."""

    key: uuid.UUID | None
    kind: BlockKind
    texts: dict[str, str] = field(default_factory=dict)

    def takes(self, part: "_Part", language: str) -> bool:
        """Say whether `part` can be this block's text in `language`."""
        if language in self.texts or self.kind is not part.text.kind:
            return False
        return self.key is None or part.key is None


@dataclass(frozen=True, slots=True)
class _Part:
    """One block of one language's text, and the key that it had before, if any."""

    key: uuid.UUID | None
    text: BlockText


def weave(
    former: Sequence[Former],
    texts: Mapping[str, Sequence[BlockText]],
    *,
    lead: str,
    known: Known | None = None,
) -> list[Woven]:
    """The blocks that `texts`, by language, make up; those continued from `former` keep their keys.

    The order is that of the language `lead`. What is new in two languages at the same place, and
    of the same kind, is one block. `known`: the key of each text in a language, where it is known
    otherwise than by its words; none is there twice.
    """
    known = known or {}
    row = [
        Woven(part.key, part.text.kind, {lead: part.text.text})
        for part in _parts(former, texts.get(lead, ()), lead, known.get(lead, ()))
    ]
    for language in texts:
        if language != lead:
            parts = _parts(former, texts[language], language, known.get(language, ()))
            row = _with(row, parts, language)
    return row


def _parts(
    former: Sequence[Former],
    texts: Sequence[BlockText],
    language: str,
    known: Sequence[uuid.UUID | None],
) -> list[_Part]:
    keys = list(known) or [None] * len(texts)
    before = [
        (each.key, each.texts[language])
        for each in former
        if each.texts.get(language) and each.key not in keys
    ]
    waiting = [place for place, key in enumerate(keys) if key is None]
    found = blocks.match(before, [texts[place].text for place in waiting])
    for place, key in zip(waiting, found, strict=True):
        keys[place] = key
    return [_Part(key, text) for key, text in zip(keys, texts, strict=True)]


def _with(row: list[Woven], parts: Sequence[_Part], language: str) -> list[Woven]:
    """The row with a further language's texts in it, each at its block or as one of its own."""
    places: list[Woven | None] = _known(row, parts, language)
    parts = _without_the_refused(row, parts, places)
    for first, last, slots in _gaps(row, places):
        waiting = [place for place in range(first, last) if places[place] is None]
        for index, slot in _pairs(waiting, slots, parts, language):
            slot.texts[language] = parts[index].text.text
            slot.key = slot.key or parts[index].key
            places[index] = slot
    return _with_the_rest(row, parts, places, language)


def _known(row: Sequence[Woven], parts: Sequence[_Part], language: str) -> list[Woven | None]:
    """Where each part belongs by its key. A figure and a text are never the same block."""
    by_key = {each.key: each for each in row if each.key}
    places: list[Woven | None] = []
    for part in parts:
        place = by_key.get(part.key) if part.key else None
        figures = {BlockKind.FIGURE} & {part.text.kind, *([place.kind] if place else [])}
        if place is not None and figures and place.kind is not part.text.kind:
            place = None
        if place is not None:
            place.texts[language] = part.text.text
        places.append(place)
    return places


def _without_the_refused(
    row: Sequence[Woven], parts: Sequence[_Part], places: Sequence[Woven | None]
) -> list[_Part]:
    """The parts, where one whose key another block has now has none, so that none has it twice."""
    taken = {each.key for each in row if each.key}
    return [
        _Part(None, part.text) if place is None and part.key in taken else part
        for part, place in zip(parts, places, strict=True)
    ]


def _gaps(
    row: Sequence[Woven], places: Sequence[Woven | None]
) -> Iterable[tuple[int, int, list[Woven]]]:
    """The runs of parts without a place, each with the blocks that stand in the same stretch."""
    order = {id(each): index for index, each in enumerate(row)}
    anchors = _rising([(n, order[id(place)]) for n, place in enumerate(places) if place])
    for (part, slot), (next_part, next_slot) in pairwise(
        [(-1, -1), *anchors, (len(places), len(row))]
    ):
        if next_part - part > 1 and next_slot - slot > 1:
            yield part + 1, next_part, list(row[slot + 1 : next_slot])


def _rising(anchors: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of anchors in which both numbers rise."""
    best: list[list[tuple[int, int]]] = []
    for anchor in anchors:
        before = [run for run in best if run[-1][1] < anchor[1]]
        best.append([*max(before, key=len, default=[]), anchor])
    return max(best, key=len, default=[])


def _pairs(
    waiting: Sequence[int], slots: Sequence[Woven], parts: Sequence[_Part], language: str
) -> list[tuple[int, Woven]]:
    """As many pairs of part and block as can be made without crossing, the earliest first."""
    size = [[0] * (len(slots) + 1) for _ in range(len(waiting) + 1)]

    def fits(i: int, j: int) -> bool:
        return parts[waiting[i]] is not None and slots[j].takes(parts[waiting[i]], language)

    for i in reversed(range(len(waiting))):
        for j in reversed(range(len(slots))):
            paired = size[i + 1][j + 1] + 1 if fits(i, j) else 0
            size[i][j] = max(paired, size[i + 1][j], size[i][j + 1])
    found, i, j = [], 0, 0
    while i < len(waiting) and j < len(slots):
        if fits(i, j) and size[i][j] == size[i + 1][j + 1] + 1:
            found.append((waiting[i], slots[j]))
            i, j = i + 1, j + 1
        elif size[i][j] == size[i][j + 1]:
            j += 1
        else:
            i += 1
    return found


def _with_the_rest(
    row: Sequence[Woven], parts: Sequence[_Part], places: Sequence[Woven | None], language: str
) -> list[Woven]:
    """The row, where each part without a place is a block of its own after the part before it."""
    taken = {each.key for each in row if each.key}
    result = list(row)
    before: Woven | None = None
    for part, place in zip(parts, places, strict=True):
        if place is None:
            key = part.key if part.key not in taken else None
            place = Woven(key, part.text.kind, {language: part.text.text})  # noqa: PLW2901 the part has a place now
            result.insert(0 if before is None else result.index(before) + 1, place)
        before = place
    return result
