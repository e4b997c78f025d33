"""The parts that a report is put together of, in the order of a Swedish remissammanställning."""

from collections.abc import Iterable
from enum import StrEnum


class Part(StrEnum):
    """One part of a report."""

    FOREWORD = "foreword"
    SUMMARY = "summary"
    HOW_IT_WAS_DONE = "how_it_was_done"
    GENERAL_VIEWS = "general_views"
    SECTIONS = "sections"
    OUTSIDE_SCOPE = "outside_scope"
    CHANGES = "changes"
    RESPONSES = "responses"
    REFERENCES = "references"
    """The responses without the words that other parts hold: those it refers to, by number."""


OFFERED = tuple(Part)

EVERY: tuple[Part, ...] = tuple(part for part in Part if part is not Part.REFERENCES)
"""What a whole report holds, everything once but the words of the points."""

WORD_FOR_WORD = frozenset({Part.GENERAL_VIEWS, Part.SECTIONS, Part.OUTSIDE_SCOPE})
"""The parts in which, between them, each point stands."""


def holds_every_point(parts: Iterable[Part]) -> bool:
    """Whether each point stands word for word in some of the parts, beside the responses."""
    return set(parts) >= WORD_FOR_WORD


def known(names: Iterable[str]) -> tuple[Part, ...]:
    """The parts that the names say, in their order and each once; every part where none is said."""
    found = [Part(each) for each in dict.fromkeys(names) if each in set(Part)]
    return tuple(found) or EVERY
