"""A text as Word knows it: a row of paragraphs and tables, none within another. Pure."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count

from webapp.drafts.paper.content import (
    Listing,
    Node,
    Paragraph,
    Picture,
    Quotation,
    Run,
    Table,
)
from webapp.drafts.paper.manuscript import Chapter, Passage


class Form(StrEnum):
    """What a paragraph is."""

    BODY = "body"
    HEADING = "heading"
    ITEM = "item"
    CONTINUED = "continued"
    """A further paragraph of an item in a list."""
    QUOTE = "quote"
    FIGURE = "figure"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph's place in a list: how deep, in which of the block's lists, how it counts."""

    depth: int
    listing: int
    start: int | None
    """The list's first number, or None where it has bullets."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    form: Form
    runs: tuple[Run, ...]
    level: int = 0
    """A heading's."""
    place: Place | None = None
    picture: Picture | None = None

    @property
    def text(self) -> str:
        """Its words; a note's are not among them."""
        return "".join(run.text for run in self.runs)


Item = Line | Table


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines of a heading or a block, which is known by its key."""

    key: uuid.UUID
    is_heading: bool
    language: str
    falls_back: bool
    items: tuple[Item, ...] = field(hash=False)


def stretches(chapters: Sequence[Chapter]) -> Iterator[Stretch]:
    """The headings and blocks of a text, in reading order."""
    for chapter in chapters:
        heading = Line(Form.HEADING, (Run(chapter.title),), level=chapter.level)
        yield Stretch(chapter.key, True, chapter.language, chapter.falls_back, (heading,))
        yield from map(_stretch, chapter.passages)


def _stretch(passage: Passage) -> Stretch:
    found = tuple(_Flattening().items(passage.nodes))
    return Stretch(passage.key, False, passage.language, passage.falls_back, found)


class _Flattening:
    """Takes a block's tree apart; its lists are told apart by numbers."""

    def __init__(self) -> None:
        self._numbers = count()

    def items(
        self, nodes: Sequence[Node], form: Form = Form.BODY, depth: int = -1
    ) -> Iterator[Item]:
        """The paragraphs and tables in the nodes, `depth` lists deep."""
        for node in nodes:
            if isinstance(node, Paragraph):
                place = Place(depth, -1, None) if depth >= 0 and form is not Form.QUOTE else None
                yield Line(Form.CONTINUED if place else form, node.runs, place=place)
            elif isinstance(node, Listing):
                yield from self._listing(node, depth + 1)
            elif isinstance(node, Quotation):
                yield from self.items(node.nodes, Form.QUOTE, depth)
            elif isinstance(node, Table):
                yield node
            else:
                yield from _figure(node)

    def _listing(self, listing: Listing, depth: int) -> Iterator[Item]:
        place = Place(depth, next(self._numbers), listing.start)
        for nodes in listing.items:
            first = nodes[0] if nodes else None
            is_text = isinstance(first, Paragraph)
            yield Line(Form.ITEM, first.runs if isinstance(first, Paragraph) else (), place=place)
            yield from self.items(nodes[1:] if is_text else nodes, depth=depth)


def _figure(picture: Picture) -> Iterator[Line]:
    yield Line(Form.FIGURE, (), picture=picture)
    if picture.caption:
        yield Line(Form.CAPTION, (Run(picture.caption),))
