"""The list of a round's arguments: what is asked for, and how it is put in groups. Pure."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.assessment.models import Argument, Theme
from webapp.drafts.models import Section

ROWS = 40
"""So many rows fill a page; the group that they end in is shown whole."""


class Grouping(StrEnum):
    """By what the list of arguments is grouped."""

    SECTION = "section"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to. Empty and None: everything."""

    words: str = ""
    section: uuid.UUID | None = None
    theme: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """By how many points and by how many senders an argument is said."""

    points: int = 0
    bodies: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """An argument to choose among: its name, and what it says."""

    id: uuid.UUID
    number: int
    view: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """An argument in the list."""

    argument: Argument
    shared: Shared


@dataclass(frozen=True, slots=True)
class Group:
    """The arguments of one section or under one theme, most shared first. None: of none."""

    of: Section | Theme | None
    rows: Sequence[Row]


def grouped(
    rows: Sequence[Row], by: Grouping, sections: Mapping[uuid.UUID, Section]
) -> Sequence[Group]:
    """The groups that have something in them: sections as in the text, or themes by name.

    An argument that stands in several sections is listed in each.
    """
    found: dict[Section | Theme | None, list[Row]] = {}
    for row in rows:
        places = (
            _sections(row.argument, sections) if by is Grouping.SECTION else [row.argument.theme]
        )
        for place in places:
            found.setdefault(place, []).append(row)
    order = list(_order(found, by, sections))
    return [Group(of, most_shared(found[of])) for of in order if of in found]


def most_shared(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows with what most senders say first."""
    return sorted(rows, key=lambda row: (-row.shared.bodies, row.argument.number))


def page(groups: Sequence[Group], after: int) -> tuple[Sequence[Group], int | None]:
    """The groups behind the first `after`, as many as fill a page; and where the next begins."""
    shown: list[Group] = []
    for group in groups[max(after, 0) :]:
        if sum(len(each.rows) for each in shown) >= ROWS:
            return shown, max(after, 0) + len(shown)
        shown.append(group)
    return shown, None


def _sections(argument: Argument, sections: Mapping[uuid.UUID, Section]) -> list[Section | None]:
    known = [sections[key] for key in argument.section_keys if key in sections]
    return [*known] if known else [None]


def _order(
    found: Mapping[Section | Theme | None, Sequence[Row]],
    by: Grouping,
    sections: Mapping[uuid.UUID, Section],
) -> Iterator[Section | Theme | None]:
    if by is Grouping.SECTION:
        yield from sections.values()
    else:
        themes = [each for each in found if isinstance(each, Theme)]
        yield from sorted(themes, key=lambda theme: theme.name.casefold())
    yield None
