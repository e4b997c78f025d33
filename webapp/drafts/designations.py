"""What readers and reports call a section by its kind: Goal 1, measure 1.3; Strength area 4.

The number is the one that the title gives, such as “Goal 2: …”; else sections of a kind are counted
in reading order. What stands under a goal is counted within it. Pure.
"""

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from webapp.drafts.models import SectionKind


class Heading(Protocol):
    """What a section must have to be called something."""

    key: uuid.UUID
    kind: SectionKind
    level: int
    title: dict[str, str]


@dataclass(frozen=True, slots=True)
class Designation:
    """What a section is called: its kind, its number, and the number of the goal it is under."""

    kind: SectionKind
    number: str
    goal: str = ""


_WORDS: Final = {
    SectionKind.GOAL: r"(?:övergripande\s+|overall\s+)?(?:delmål|mål|goal|objective)",
    SectionKind.MEASURE: r"(?:insats|åtgärd|measure|action)",
    SectionKind.STRENGTH_AREA: r"(?:styrkeområde|specialiseringsområde|strength\s+area)",
    SectionKind.INDICATOR: r"(?:indikator|indicator)",
}
_NUMBERED: Final = {
    kind: re.compile(rf"{words}\s+(\d{{1,3}}(?:\.\d{{1,3}})*)\b", re.IGNORECASE)
    for kind, words in _WORDS.items()
}
_WITHIN_GOALS: Final = {SectionKind.MEASURE, SectionKind.INDICATOR}


def of(row: Iterable[Heading]) -> Mapping[uuid.UUID, Designation]:
    """What each section is called, by key, for a version's sections in reading order.

    Running text is called nothing. A vision has no number.
    """
    return dict(_named(row))


def _named(row: Iterable[Heading]) -> Iterator[tuple[uuid.UUID, Designation]]:
    counts: Counter[tuple[SectionKind, str]] = Counter()
    goals: list[tuple[int, str]] = []
    for section in row:
        goals = [goal for goal in goals if goal[0] < section.level]
        kind = section.kind
        if kind is SectionKind.PLAIN:
            continue
        goal = goals[-1][1] if goals and kind in _WITHIN_GOALS else ""
        counts[kind, goal] += 1
        number = _number(section, goal, counts[kind, goal])
        if kind is SectionKind.GOAL:
            goals.append((section.level, number))
        yield section.key, Designation(kind, number, goal)


def _number(section: Heading, goal: str, count: int) -> str:
    if section.kind is SectionKind.VISION:
        return ""
    own = _own_number(section)
    if own and (not goal or "." in own):
        return own
    return f"{goal}.{own or count}" if goal else str(count)


def _own_number(section: Heading) -> str:
    pattern = _NUMBERED[section.kind]
    found = (pattern.match(title) for title in section.title.values())
    return next((each[1] for each in found if each), "")
