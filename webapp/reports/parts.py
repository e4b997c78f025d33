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


EVERY = tuple(Part)


def known(names: Iterable[str]) -> tuple[Part, ...]:
    """The parts that the names say, in their order and each once; every part where none is said."""
    found = [Part(each) for each in dict.fromkeys(names) if each in set(Part)]
    return tuple(found) or EVERY
