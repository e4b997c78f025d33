"""How far a section is written in a language: title and every block, some of it, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How far a section is written in one language."""

    WRITTEN = "written"
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many blocks a section has, and how many of them have a text in each language."""

    blocks: int
    written: Mapping[str, int]


NOTHING = Coverage(0, {})


def state(title: Mapping[str, str], covered: Coverage, tag: str) -> State:
    """How far a section with this title is written in the language `tag`."""
    written = covered.written.get(tag, 0)
    if title.get(tag) and written == covered.blocks:
        return State.WRITTEN
    return State.PARTLY if title.get(tag) or written else State.MISSING
