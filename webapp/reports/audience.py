"""Whom an edition of the report is for, and what it holds for them. Pure; nothing else says so.

The three stand in an order: what the public may read, the board may, and what the board may read,
staff may. What nobody may read in any report is in the table too, so that it is seen to be so.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from webapp.reports.parts import EVERY, Part


class Audience(StrEnum):
    """Whom an edition is for."""

    PUBLIC = "public"
    BOARD = "board"
    INTERNAL = "internal"


class Matter(StrEnum):
    """What a report can hold, or leave out."""

    OWN_TEXTS = "own_texts"
    STATISTICS = "statistics"
    RESPONSES = "responses"
    REASONS = "reasons"
    """The decisions that stand, and why."""
    UNCONFIRMED = "unconfirmed"
    """The decisions that wait for a second person, and why."""
    WORK = "work"
    """Whose a point is, by when, who decided, and its themes."""
    OPINIONS = "opinions"
    DISCUSSION = "discussion"
    MASKED = "masked"
    WITHHELD = "withheld"
    PERSONS = "persons"
    """The names of private persons, also of those who let their answers be published with them."""


_PUBLIC: Final = frozenset({Matter.OWN_TEXTS, Matter.STATISTICS, Matter.RESPONSES, Matter.REASONS})
_BOARD: Final = _PUBLIC | {Matter.UNCONFIRMED}
_INTERNAL: Final = _BOARD | {Matter.WORK, Matter.OPINIONS, Matter.DISCUSSION}

HELD: Final[Mapping[Audience, frozenset[Matter]]] = {
    Audience.PUBLIC: _PUBLIC,
    Audience.BOARD: _BOARD,
    Audience.INTERNAL: _INTERNAL,
}

NEVER: Final = frozenset(Matter) - _INTERNAL
"""What is in no report, whoever it is for."""

USUAL: Final[Mapping[Audience, tuple[Part, ...]]] = {
    Audience.PUBLIC: EVERY,
    Audience.BOARD: (
        Part.FOREWORD,
        Part.SUMMARY,
        Part.CHANGES,
        Part.GENERAL_VIEWS,
        Part.SECTIONS,
        Part.OUTSIDE_SCOPE,
        Part.HOW_IT_WAS_DONE,
    ),
    Audience.INTERNAL: (
        Part.SUMMARY,
        Part.GENERAL_VIEWS,
        Part.SECTIONS,
        Part.OUTSIDE_SCOPE,
        Part.CHANGES,
        Part.HOW_IT_WAS_DONE,
        Part.RESPONSES,
    ),
}
"""The parts of a report that is not long, in order."""

LONG: Final = 2_000
"""The number of points above which a report would be too long with each of them in it twice."""


def usual(audience: Audience, points: int) -> tuple[Part, ...]:
    """The parts that are offered, in order. Whoever compiles may choose others."""
    parts = USUAL[audience]
    if points <= LONG:
        return parts
    return tuple(Part.REFERENCES if part is Part.RESPONSES else part for part in parts)


def holds(audience: Audience, matter: Matter) -> bool:
    """Whether an edition for them may hold the matter."""
    return matter in HELD[audience]


def may_be_published(audience: Audience) -> bool:
    """Whether an edition for them may be put before everyone."""
    return audience is Audience.PUBLIC


def may_leave_the_house(audience: Audience) -> bool:
    """Whether an edition for them may be in a package that others than staff read."""
    return audience is not Audience.INTERNAL
