"""The numbers that readers see before a section's title: 1, 1.1, 1.2, 2."""

from collections.abc import Iterable


def numbers(levels: Iterable[int]) -> list[str]:
    """The number of each section, given every section's level (from 1) in reading order.

    A level that is skipped counts as one, so that a number never holds a nought.
    """
    counts: list[int] = []
    result: list[str] = []
    for level in levels:
        counts = (counts + [0] * level)[:level]
        counts[-1] += 1
        counts = [max(1, count) for count in counts]
        result.append(".".join(map(str, counts)))
    return result


def normalised(levels: Iterable[int]) -> list[int]:
    """The levels, beginning at 1 and never deeper than one below the section before."""
    path: list[int] = []
    result: list[int] = []
    for level in levels:
        while path and path[-1] >= level:
            path.pop()
        path.append(level)
        result.append(len(path))
    return result
