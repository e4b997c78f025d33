"""Which comments of two versions of an answer are one and the same, reworded. Pure.

In a section with few comments each is compared with each. Where they are many, each is compared
with at most `MOST` others: those on the same words of the text, and those that share its rarest
words. So the time that it takes grows with the comments, and not with their square.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import product
from typing import Any, Final

from rapidfuzz.distance import Indel

ALIKE: Final = 0.4
"""The share of words in common below which two comments are two, and not one reworded."""

SAME_WORDS: Final = 0.2
"""What it counts for that two comments are on the same words of the text."""

FEW: Final = 1_000
"""So many pairs in one section are all compared."""

MOST: Final = 24
"""Comments that one is compared with where there are more pairs than that."""

_RAREST: Final = 12
"""Words of a comment by which others are looked for."""

Pair = tuple[Any, Any]


def pairs(left: Iterable[Any], came: Iterable[Any], *, few: int = FEW) -> Iterator[Pair]:
    """The comments of each side that are the same one reworded: the likest two first.

    Each is in one pair at most, with one on the same section that is at least as like as `ALIKE`.
    """
    likely = [(likeness(*pair), *pair) for pair in worth_comparing(left, came, few=few)]
    taken: set[int] = set()
    for how_like, one, other in sorted(likely, key=lambda each: -each[0]):
        if how_like >= ALIKE and not taken & {id(one), id(other)}:
            taken |= {id(one), id(other)}
            yield one, other


def likeness(one: Any, other: Any) -> float:
    """How like two comments are: the share of their words that they have in common, in order.

    By word and not by letter: any two sentences of one language have half their letters alike.
    """
    bonus = SAME_WORDS if any(_place(one)) and _place(one) == _place(other) else 0.0
    return float(Indel.normalized_similarity(_words(one), _words(other))) + bonus


def worth_comparing(left: Iterable[Any], came: Iterable[Any], *, few: int) -> Iterator[Pair]:
    """The pairs that are compared: in a section with at most `few` pairs, all of them."""
    there = _by_section(left)
    for key, later in _by_section(came).items():
        former = there.get(key, [])
        all_of_them = len(former) * len(later) <= few
        yield from product(former, later) if all_of_them else _neighbours(former, later)


def _by_section(comments: Iterable[Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for each in comments:
        found[each.section_key].append(each)
    return found


def _neighbours(former: Sequence[Any], later: Sequence[Any]) -> Iterator[Pair]:
    """Each of the later ones with the few of the former that it is most likely to be."""
    index: dict[Hashable, list[int]] = defaultdict(list)
    for number, each in enumerate(former):
        for trait in _traits(each):
            index[trait].append(number)
    for number, each in enumerate(later):
        shared = sorted((trait for trait in _traits(each) if trait in index), key=_rarity(index))
        weights: dict[int, float] = defaultdict(float)
        # Where many share a word, those that stand at about the same place in order are looked at.
        at = number / len(later)
        for trait in shared[:_RAREST]:
            for found in _about(index[trait], at):
                weights[found] += 1 / len(index[trait])
        for found in nlargest(MOST, weights, key=weights.__getitem__):
            yield former[found], each


def _rarity(index: dict[Hashable, list[int]]) -> Any:
    return lambda trait: (len(index[trait]), str(trait))


def _about(numbers: Sequence[int], at: float) -> Sequence[int]:
    """At most `MOST` of the numbers, around the place `at` of the whole (0 to 1)."""
    start = max(0, min(round(at * len(numbers)) - MOST // 2, len(numbers) - MOST))
    return numbers[start : start + MOST]


def _traits(comment: Any) -> set[Hashable]:
    """What a comment is found by: its words, and the words of the text that it is on."""
    place = _place(comment)
    words = set(_words(comment)) or {""}
    return {*words, place} if any(place) else {*words}


def _place(comment: Any) -> tuple[Any, str]:
    return comment.block_key, comment.quote


def _words(comment: Any) -> list[str]:
    return [*comment.text.split(), *comment.proposed_wording.split()]
