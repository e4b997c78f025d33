"""The tree of sections, held as a row in reading order where each has a level.

It moves things in lists and writes nothing. A section's branch is the section and all that lies
under it.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from webapp.core.errors import DomainError, NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import numbering

DEEPEST = 6
"""HTML has six levels of headings, and a reader loses count long before."""


class Node(Protocol):
    """What a section must have to stand in the tree."""

    key: uuid.UUID
    parent_key: uuid.UUID | None
    level: int
    ordinal: int
    number: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a branch can be moved to: right after the section `after`, at `level`.

    Without `after` it comes first.
    """

    after: uuid.UUID | None
    level: int


class Step(StrEnum):
    """A way to move a section, with all that lies under it."""

    UP = "up"
    DOWN = "down"
    PROMOTE = "promote"
    DEMOTE = "demote"


N = TypeVar("N", bound=Node)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section goes: after the section `after`, or last within it; without it, last."""

    after: uuid.UUID | None = None
    within: bool = False


def index(row: Sequence[Node], key: uuid.UUID) -> int:
    """Where in the row the section with this key stands.

    Raises:
        NotFoundError: it is gone, or never was.
    """
    found = next((n for n, node in enumerate(row) if node.key == key), None)
    if found is None:
        raise NotFoundError(_l("There is no such section in this version."))
    return found


def target(row: Sequence[Node], place: Place) -> tuple[int, int]:
    """The index and the level of a new section at `place`."""
    if place.after is None:
        return len(row), 1
    before = index(row, place.after)
    return _end(row, before), min(row[before].level + place.within, DEEPEST)


def branch(row: Sequence[N], start: int) -> Sequence[N]:
    """The section at `start` and all that lies under it."""
    return row[start : _end(row, start)]


def settle(row: Sequence[Node]) -> None:
    """Give each section its level, place, number and parent, as the order and the levels say."""
    levels = numbering.normalised(node.level for node in row)
    path: list[uuid.UUID] = []
    for ordinal, (node, level, number) in enumerate(
        zip(row, levels, numbering.numbers(levels), strict=True)
    ):
        path = path[: level - 1]
        node.level, node.ordinal, node.number = level, ordinal, number
        node.parent_key = path[-1] if path else None
        path.append(node.key)


def steps(row: Sequence[Node], start: int) -> frozenset[Step]:
    """The ways that the section at `start` can be moved."""
    deepest = max(node.level for node in branch(row, start))
    possible = {
        Step.UP: _sibling_before(row, start) is not None,
        Step.DOWN: _sibling_after(row, start) is not None,
        Step.PROMOTE: row[start].level > 1,
        Step.DEMOTE: _sibling_before(row, start) is not None and deepest < DEEPEST,
    }
    return frozenset(step for step, can in possible.items() if can)


def moved(row: Sequence[N], start: int, step: Step) -> list[N]:
    """The row after the section at `start` took a step, which must be one of `steps`.

    A promoted section comes after its former parent's branch, so that its former siblings stay
    where they are. A demoted one becomes the last under the sibling before it.
    """
    nodes, rest = list(branch(row, start)), [*row[:start], *row[_end(row, start) :]]
    if step is Step.DEMOTE:
        for node in nodes:
            node.level += 1
        return list(row)
    if step is Step.PROMOTE:
        parent = _parent(row, start)
        target = _end(row, parent) - len(nodes)
        for node in nodes:
            node.level -= 1
    elif step is Step.UP:
        target = _sibling_before(row, start) or 0
    else:
        target = _end(row, _sibling_after(row, start) or start) - len(nodes)
    return [*rest[:target], *nodes, *rest[target:]]


def spots(row: Sequence[Node], start: int) -> Iterator[Spot]:
    """The places that the branch at `start` can be moved to, in reading order.

    None of them takes another section from under its parent, and none makes the tree too deep.
    """
    nodes, rest = branch(row, start), [*row[:start], *row[_end(row, start) :]]
    height = max(node.level for node in nodes) - row[start].level
    for place in range(len(rest) + 1):
        shallowest = rest[place].level if place < len(rest) else 1
        deepest = min(rest[place - 1].level + 1 if place else 1, DEEPEST - height)
        for level in range(shallowest, deepest + 1):
            yield Spot(rest[place - 1].key if place else None, level)


def placed(row: Sequence[N], start: int, spot: Spot) -> list[N]:
    """The row after the branch at `start` was moved to `spot`.

    Raises:
        DomainError: it cannot stand there.
        NotFoundError: the section that it was to follow is gone.
    """
    nodes, rest = list(branch(row, start)), [*row[:start], *row[_end(row, start) :]]
    place = index(rest, spot.after) + 1 if spot.after else 0
    if spot not in spots(row, start):
        raise DomainError(_l("The section cannot stand there. Choose another place."))
    rise = spot.level - nodes[0].level
    for node in nodes:
        node.level += rise
    return [*rest[:place], *nodes, *rest[place:]]


def _end(row: Sequence[Node], start: int) -> int:
    level = row[start].level
    following = range(start + 1, len(row))
    return next((place for place in following if row[place].level <= level), len(row))


def _parent(row: Sequence[Node], start: int) -> int:
    return next(place for place in reversed(range(start)) if row[place].level < row[start].level)


def _sibling_before(row: Sequence[Node], start: int) -> int | None:
    for place in reversed(range(start)):
        if row[place].level <= row[start].level:
            return place if row[place].level == row[start].level else None
    return None


def _sibling_after(row: Sequence[Node], start: int) -> int | None:
    place = _end(row, start)
    return place if place < len(row) and row[place].level == row[start].level else None
