"""How far a point has come, and what the list of a round's points can be narrowed to. Pure."""

import uuid
from dataclasses import dataclass
from enum import StrEnum


class PointStatus(StrEnum):
    """How far the weighing of a point has come."""

    UNOPENED = "unopened"
    LEFT = "left"
    WAITS = "waits"
    DECIDED = "decided"
    UNREASONED = "unreasoned"
    ASKED = "asked"
    OVERDUE = "overdue"
    CONTRADICTED = "contradicted"


STAGES = (PointStatus.LEFT, PointStatus.WAITS, PointStatus.DECIDED)
"""Of the statuses: those of which exactly one holds for each point."""


MARKS = ("\x02", "\x03")
"""What stands around a word that was sought, in a line's words. No text that came in holds it."""

UNASSIGNED = "nobody"
"""Of the one whose a point is: that it is nobody's."""

NO_ARGUMENT = "none"
"""Of the argument that a point is summed up in: that it is in none."""

PERSON = "person"
"""Beside the categories of bodies: private persons."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for. Empty and None: everything."""

    words: str = ""
    sender: str = ""
    part: str = ""
    category: str = ""
    position: str = ""
    kind: str = ""
    origin: str = ""
    status: PointStatus | None = None
    assignee: uuid.UUID | str = ""
    theme: uuid.UUID | None = None
    argument: uuid.UUID | str = ""
    alike: uuid.UUID | None = None
    """A group of texts that are alike."""
