"""Which former text each new text continues: exact first, then by likeness, one to one. Pure.

Where a text was cut in two, the part with most of it continues it; where two were put together,
the whole continues the larger. What the rest came from, or went into, is known as kinship.
"""

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from webapp.drafts.likeness import Index, Text

# Likeness from which a text is taken to continue another; see `likeness` for what was measured.
# Less is asked of what stands between the same unchanged neighbours as before, and least of the
# only one that stands there.
_LIKE_ENOUGH: Final = 48.0
_LIKE_ENOUGH_IN_PLACE: Final = 44.0
_LIKE_ENOUGH_ALONE: Final = 37.0
_IN_PLACE_BONUS: Final = 12.0
# A text that was cut to less than half, or grew to more than twice its length, is known by how much
# of the smaller stands in the larger.
_HELD_ENOUGH: Final = 67.0
# Of what stands between the same neighbours, each is compared with so many on each side.
_REACH: Final = 10


@dataclass(frozen=True, slots=True, order=True)
class _Pair:
    """A new and a former text that may be the same block; the greatest is the likeliest."""

    score: float
    nearness: int
    new: int
    old: int


def origins(
    before: Sequence[str],
    after: Sequence[str],
    *,
    marks: tuple[Sequence[str | None], Sequence[str | None]] | None = None,
) -> dict[int, int]:
    """The index in `after` of each continued text, with its index in `before`.

    `marks`: for each text of either what it is known by whatever its words, such as a picture.
    """
    anchors = _in_order(before, after)
    found = anchors | _equal(before, after, anchors)
    if marks is not None:
        found |= _equal(*marks, found)
    taken = set(found.values())
    for pair in sorted(_likely(before, after, anchors, found), reverse=True):
        if pair.new not in found and pair.old not in taken:
            found[pair.new] = pair.old
            taken.add(pair.old)
    return found


def kinship(
    before: Sequence[str], after: Sequence[str], found: Mapping[int, int]
) -> dict[int, list[int]]:
    """Which former texts besides its origin each new text holds much of, or is a piece of.

    A new text without an origin that was cut out of a former one has that one; a text that others
    were put into has these. `found`: what `origins` says.
    """
    taken = set(found.values())
    former, index = _indexed(before)
    kin: dict[int, list[int]] = {}
    for new, text in enumerate(map(Text, after)):
        near = sorted(index.near(text) - {found.get(new)})
        held = [
            old
            for old in near
            if (old not in taken or new not in found)
            and before[old] != after[new]
            and text.shared(former[old]) >= _HELD_ENOUGH
        ]
        if held:
            kin[new] = held
    return kin


def _indexed(texts: Sequence[str]) -> tuple[list[Text], Index]:
    made = [Text(text) for text in texts]
    return made, Index(made)


def _in_order(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    runs = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {run.b + step: run.a + step for run in runs for step in range(run.size)}


def _equal(
    before: Sequence[str | None], after: Sequence[str | None], found: Mapping[int, int]
) -> dict[int, int]:
    """Those of `after` not yet found that are among those of `before` not yet taken, in order."""
    taken = set(found.values())
    waiting: dict[str | None, deque[int]] = defaultdict(deque)
    for old, text in enumerate(before):
        if old not in taken and text is not None:
            waiting[text].append(old)
    return {
        new: waiting[text].popleft()
        for new, text in enumerate(after)
        if new not in found and waiting[text]
    }


def _likely(
    before: Sequence[str],
    after: Sequence[str],
    anchors: Mapping[int, int],
    found: Mapping[int, int],
) -> Iterator[_Pair]:
    taken = set(found.values())
    old_left = [old for old in range(len(before)) if old not in taken]
    new_left = [new for new in range(len(after)) if new not in found]
    old_gaps, new_gaps = _gaps(old_left, anchors.values()), _gaps(new_left, anchors)
    former, index = _indexed([before[old] for old in old_left])
    stretches = _stretches(old_gaps)
    crowd = Counter(old_gaps), Counter(new_gaps)
    for rank, new in enumerate(new_left):
        text, gap = Text(after[new]), new_gaps[rank]
        first = rank - bisect_left(new_gaps, gap)
        beside = stretches[gap][max(0, first - _REACH) : first + _REACH + 1]
        alone = crowd[0][gap] == crowd[1][gap] == 1
        for place in index.near(text) | set(beside):
            in_place = old_gaps[place] == gap
            asked = _LIKE_ENOUGH_IN_PLACE if in_place else _LIKE_ENOUGH
            score = text.likeness(former[place])
            if (
                score >= (_LIKE_ENOUGH_ALONE if in_place and alone else asked)
                or text.shared(former[place]) >= _HELD_ENOUGH
            ):
                nearness = -abs(place - rank)
                yield _Pair(score + in_place * _IN_PLACE_BONUS, nearness, new, old_left[place])


def _gaps(left: Sequence[int], anchors: Iterable[int]) -> list[int]:
    """For each of the texts that are left between which unchanged neighbours it stands."""
    row = sorted(anchors)
    return [bisect_left(row, each) for each in left]


def _stretches(gaps: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for place, gap in enumerate(gaps):
        found[gap].append(place)
    return found
