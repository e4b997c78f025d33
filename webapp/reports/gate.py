"""What is left before a round can be reported. Pure: it is counted elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Matter(StrEnum):
    """What can be left, in the order in which it is best seen to."""

    LETTERS = "letters"
    UNOPENED = "unopened"
    LEFT = "left"
    OVERDUE = "overdue"
    ASKED = "asked"
    UNREASONED = "unreasoned"
    CONTRADICTED = "contradicted"
    WAITS = "waits"
    LATE = "late"
    DISOWNED = "disowned"
    SECRECY = "secrecy"
    APPROVALS = "approvals"


MUST = frozenset(
    {
        Matter.UNOPENED,
        Matter.LEFT,
        Matter.UNREASONED,
        Matter.WAITS,
        Matter.LATE,
        Matter.SECRECY,
    }
)
"""What must be seen to before the report is published; the rest should be. Where the round's rule
is that its report needs an approver, that must be, too.
"""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is left, or not: how many of it there are."""

    matter: Matter
    count: int
    must: bool
    """Whether it must be seen to before the report is published."""

    @property
    def stops(self) -> bool:
        """Whether it keeps the report from being published."""
        return bool(self.count) and self.must


@dataclass(frozen=True, slots=True)
class Gate:
    """Everything that can be left of a round."""

    items: Sequence[Item]
    before_approvers: Sequence[Any] = ()
    """The editions that approvers were asked about and have not answered, one for each request."""

    @property
    def stopping(self) -> int:
        """How many kinds of things keep the report from being published."""
        return sum(item.stops for item in self.items)

    @property
    def is_clear(self) -> bool:
        """Whether nothing at all is left."""
        return not any(item.count for item in self.items)
