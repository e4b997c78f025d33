"""The running blocks that a report's text is made of, which every page-like compiler sets.

Strings in blocks are clean (see `plaintext`): they may hold any printable character, so each
compiler escapes them for its own format. A paragraph may hold newlines, which are line breaks.
"""

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """What a piece of text is, which decides how it looks."""

    BODY = "body"
    NAMES = "names"
    NOTE = "note"
    EXCERPT = "excerpt"
    QUOTE = "quote"
    PROPOSAL = "proposal"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: who reports, on what, and the facts that identify the edition."""

    authority: str
    kind: str
    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4; levels are never skipped. `listed`: it stands in the contents.

    One of level 1 gets the chapter's number where the report is put together, if it is `numbered`.
    """

    level: int
    text: str
    anchor: str
    new_page: bool = False
    listed: bool = True
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs of one style; `label` is set in bold before the first.

    `language`: BCP 47, where it is another than the report's. `pieces`: in place of paragraphs, one
    text whose parts are the same, gone or new.
    """

    style: Style
    paragraphs: tuple[str, ...]
    label: str = ""
    language: str = ""
    pieces: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list whose order says nothing."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class References:
    """Points that stand elsewhere in the report: the number of each, and what it is on.

    `text` says the same in running words, where pages are turned and not followed.
    """

    label: str
    items: tuple[tuple[str, str], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; `widths` are shares, `numeric` the columns set to the right."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Senders:
    """Who sent one text: the number of each point and its sender, `anonymous` where that is empty.

    `text` says the same in running words, where nothing can be folded up.
    """

    summary: str
    items: tuple[tuple[str, str], ...]
    anonymous: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One point or remark: a line saying who and what, then its parts in reading order.

    With `point` it is where the point itself stands; elsewhere its number refers to that place.
    """

    head: str
    meta: str
    parts: tuple[Prose | Senders, ...]
    number: str = ""
    permalink: str = ""
    point: bool = False


Block = Cover | Heading | Prose | Bullets | References | Table | Entry
