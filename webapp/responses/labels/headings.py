"""A section's heading in the text that is read, and where links find it."""

import uuid
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from webapp.core.rendering import localised


class Section(Protocol):
    """What a section must have to be found in the text."""

    key: uuid.UUID
    level: int
    number: str
    title: dict[str, str]

    @property
    def source_language(self) -> str:
        """The language that the others are translated from."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading. `anchor` finds the section and `own_anchor` the heading itself.

    Readers are given the number in links, for it is unique within a version. The key lives on from
    version to version, and permanent links lead to it.
    """

    level: int
    """That of its element: 2 to 6, below the page's own."""
    depth: int
    """How far in the table of contents has it: 1 to 4."""
    anchor: str
    own_anchor: str
    title: Markup
    plain: str
    """The title as text alone, with its number."""


def heading(section: Section, title: Markup, tag: str) -> Heading:
    """The section's heading in the language `tag`, in which `title` is its title as HTML."""
    said = localised(section.title, tag, section.source_language)
    return Heading(
        level=min(section.level + 1, 6),
        depth=min(section.level, 4),
        anchor=section_anchor(section),
        own_anchor=f"s-{section.key}" if section.number else f"s-{section.key}-h",
        title=title,
        plain=f"{section.number} {said}".strip(),
    )


def section_anchor(section: Section) -> str:
    """Where links within the text find a section."""
    return f"s-{section.number or section.key}"
