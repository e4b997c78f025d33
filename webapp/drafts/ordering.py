"""Two orders of things: one row of both, and what must move from one to the other. Pure."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

K = TypeVar("K")


def interleaved(former: Sequence[K], later: Sequence[K]) -> list[K]:
    """All of both: the order of `later`, and what is in `former` alone after what it followed."""
    kept = set(later)
    gone_after: dict[K | None, list[K]] = defaultdict(list)
    last: K | None = None
    for key in former:
        if key in kept:
            last = key
        else:
            gone_after[last].append(key)
    row = list(gone_after[None])
    for key in later:
        row.append(key)
        row += gone_after.get(key, ())
    return row


def out_of_order(before: Sequence[K], after: Sequence[K]) -> set[K]:
    """As few of them as possible that must be moved to bring one order into the other.

    Those that stay are a longest increasing subsequence, found by patience sorting. It is sought
    from the end, so that of two that changed places the one that went up is said to be moved.
    """
    place = {key: -number for number, key in enumerate(after)}
    row = [key for key in reversed(before) if key in place]
    piles: list[int] = []
    tops: list[int] = []
    below: list[int] = []
    for number, key in enumerate(row):
        pile = bisect_left(piles, place[key])
        below.append(tops[pile - 1] if pile else -1)
        piles[pile : pile + 1] = [place[key]]
        tops[pile : pile + 1] = [number]
    staying: set[K] = set()
    number = tops[-1] if tops else -1
    while number >= 0:
        staying.add(row[number])
        number = below[number]
    return set(row) - staying
