"""The board of a round's points: what its columns are, and in which order they stand. Pure."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from webapp.assessment.statuses import Choice


class By(StrEnum):
    """What the points are put in columns by."""

    DECISION = "decision"
    ASSIGNEE = "assignee"
    THEME = "theme"
    PART = "part"
    SENDER = "sender"


UNDECIDED = "undecided"
"""The column of what has no decision; the others are called by the decision."""

NO_THEME = "none"

MOVABLE = (By.DECISION, By.ASSIGNEE, By.THEME)
"""By these a point can be moved from one column to another."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Which columns are looked at: from which on, or one alone behind one of its points."""

    start: int = 0
    alone: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True)
class Sight:
    """What is looked at: the points of a round that are asked for, in columns."""

    round_id: uuid.UUID
    by: By
    choice: Choice
    part: Any = None
    """The part of the material that they are of; None for all."""
    spot: Spot = field(default_factory=Spot)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how many points are in it, and the first of them."""

    key: str
    name: str
    count: int
    lines: Sequence[Any] = ()
    more: int | None = None
    """The number behind which the next points stand; None where there are no more."""

    @property
    def mark(self) -> str:
        """What it is called in the page."""
        return f"column-{hashlib.sha256(self.key.encode()).hexdigest()[:10]}"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many points are in each column; of ten thousand columns, in the first alone."""

    points: Mapping[str, int]
    beside: int = 0
    """How many columns are behind the page's, and left out."""


@dataclass(frozen=True, slots=True)
class Names:
    """What columns are called, in the order that they stand in.

    Those in `always` stand also where nothing is in them.
    """

    known: Mapping[str, Any]
    always: frozenset[str] = field(default_factory=frozenset)


def ordered(names: Names, counts: Mapping[str, int]) -> Sequence[str]:
    """The key of each column that something is in, or that always stands; those unnamed by number.

    Keys alone, for there may be a column for each of thousands of senders.
    """
    known = [key for key in names.known if key in counts or key in names.always]
    others = sorted(counts.keys() - names.known.keys())
    return [*known, *sorted(others, key=counts.__getitem__, reverse=True)]


def columns(names: Names, counts: Mapping[str, int], keys: Iterable[str]) -> Sequence[Column]:
    """The columns of these keys, still empty."""
    return [Column(key, str(names.known.get(key, key)), counts.get(key, 0)) for key in keys]
