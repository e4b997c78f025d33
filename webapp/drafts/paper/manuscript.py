"""What a version says on paper, in one language: front page, chapters, texts, pictures. Pure.

What is not written in the language is shown in another one, and says so.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.paper.content import Node, read


class ABlock(Protocol):
    """What a block must have to be set on paper."""

    key: uuid.UUID
    kind: BlockKind
    text: dict[str, str]


class ASection(Protocol):
    """What a section must have to be set on paper."""

    key: uuid.UUID
    level: int
    number: str
    title: dict[str, str]

    @property
    def blocks(self) -> Sequence[ABlock]:
        """Its blocks, in order."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block in the language asked for, or in another one that it falls back to."""

    key: uuid.UUID
    language: str
    falls_back: bool
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section: its numbered heading, and its blocks."""

    key: uuid.UUID
    level: int
    number: str
    title: str
    language: str
    falls_back: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """What stands on the first page and along the edges of the others."""

    title: str
    authority: str
    kind: str
    """Which version it is, and whether it is a draft."""
    date: str
    notes: tuple[str, ...] = ()
    """What a reader should know beforehand, a sentence each."""
    contents: str = "Contents"
    """The heading of the list of contents."""

    @property
    def facts(self) -> str:
        """The line below the title."""
        return " · ".join(filter(None, [self.kind, self.date]))

    @property
    def running(self) -> str:
        """What stands at the top of every page."""
        return " · ".join(filter(None, [self.title, self.kind, self.date]))


@dataclass(frozen=True, slots=True)
class Manuscript:
    """All that is needed to write a version as a file; the same manuscript, the same file."""

    language: str
    front: Front
    moment: datetime
    chapters: tuple[Chapter, ...]
    pictures: Mapping[str, bytes]
    """The bytes of each picture, by its key."""
    first: int = 1
    """What the first chapter is counted as."""


def chapters(row: Sequence[ASection], languages: Sequence[str]) -> tuple[Chapter, ...]:
    """The sections in the first of `languages`, or where they lack that in the next that they have.

    A block that says nothing in any of them is left out.
    """
    return tuple(_chapter(section, languages) for section in row)


def order_of_languages(wanted: str, source: str, languages: Sequence[str]) -> list[str]:
    """The language asked for, then the one that the text is written in first, then the others."""
    return list(dict.fromkeys([wanted, source, *languages]))


def pictures_shown(
    row: Sequence[ASection], languages: Sequence[str]
) -> Iterator[tuple[str, uuid.UUID, str]]:
    """Each picture that the chapters show: its key, its block's, and in which language."""
    for block in (block for section in row for block in section.blocks):
        tag = _spoken(block.text, languages)
        if tag and block.kind is BlockKind.FIGURE and (key := blocks.figure_key(block.text[tag])):
            yield key, block.key, tag


def _chapter(section: ASection, languages: Sequence[str]) -> Chapter:
    tag = _spoken(section.title, languages) or languages[0]
    return Chapter(
        section.key,
        section.level,
        section.number,
        " ".join(section.title.get(tag, "").split()) or "–",
        tag,
        tag != languages[0],
        tuple(_passages(section, languages)),
    )


def _passages(section: ASection, languages: Sequence[str]) -> Iterator[Passage]:
    for block in section.blocks:
        tag = _spoken(block.text, languages)
        if tag:
            yield Passage(block.key, tag, tag != languages[0], read(block.text[tag]))


def _spoken(texts: Mapping[str, str], languages: Sequence[str]) -> str | None:
    return next((tag for tag in languages if texts.get(tag, "").strip()), None)
