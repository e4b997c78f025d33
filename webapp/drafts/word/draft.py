"""What is read out of a Word file: title, sections, blocks, pictures and an account of it all."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from webapp.drafts.blocks import BlockKind


class Outcome(StrEnum):
    """What became of a thing in the file."""

    KEPT = "kept"
    SIMPLIFIED = "simplified"
    DROPPED = "dropped"


class Finding(StrEnum):
    """A kind of thing met in the file; its value begins with what became of it."""

    HEADINGS = "kept.headings"
    PARAGRAPHS = "kept.paragraphs"
    LISTS = "kept.lists"
    TABLES = "kept.tables"
    QUOTES = "kept.quotes"
    IMAGES = "kept.images"
    CAPTIONS = "kept.captions"
    NOTES = "kept.notes"
    MERGED_CELLS = "kept.merged_cells"
    COMMENTS = "kept.comments"

    NO_HEADINGS = "simplified.no_headings"
    HEADINGS_GUESSED = "simplified.headings_guessed"
    HEADING_LEVELS_ADJUSTED = "simplified.heading_levels_adjusted"
    TYPED_NUMBERS_REMOVED = "simplified.typed_numbers_removed"
    IMAGES_WITHOUT_ALT = "simplified.images_without_alt"
    NOTES_BELOW = "simplified.notes_below"
    INSERTIONS_ACCEPTED = "simplified.tracked_insertions_accepted"
    DELETIONS_UNDONE = "simplified.tracked_deletions_undone"
    TEXT_BOXES = "simplified.text_boxes"
    LAYOUT_TABLES = "simplified.layout_tables"
    DIVIDED_CELLS = "simplified.divided_cells"
    CELLS_IN_LINE = "simplified.cells_in_line"
    CELL_IMAGES = "simplified.cell_images"
    NESTED_TABLES = "simplified.nested_tables"
    LIST_NUMBERING = "simplified.list_numbering"
    EQUATIONS = "simplified.equations"
    DIAGRAMS = "simplified.diagrams"
    CHARTS = "simplified.charts"
    INNER_LINKS = "simplified.inner_links"
    STRUCK_OUT = "simplified.struck_out"
    RAISED = "simplified.raised"

    DELETIONS = "dropped.tracked_deletions"
    INSERTIONS_REJECTED = "dropped.tracked_insertions"
    HEADERS_FOOTERS = "dropped.headers_footers"
    CONTENTS_LINES = "dropped.contents_lines"
    EMPTY_HEADINGS = "dropped.empty_headings"
    UNREADABLE_IMAGES = "dropped.unreadable_images"
    EXTERNAL_IMAGES = "dropped.external_images"
    EXTERNAL_REFERENCES = "dropped.external_references"
    UNSAFE_LINKS = "dropped.unsafe_links"
    SYMBOLS = "dropped.symbols"
    HUGE_IMAGES = "dropped.huge_images"
    EMPTY_CHARTS = "dropped.charts"
    EMBEDDED_FILES = "dropped.embedded_files"
    HIDDEN_TEXT = "dropped.hidden_text"
    PLACEHOLDERS = "dropped.placeholders"

    @property
    def outcome(self) -> Outcome:
        """What became of the things counted."""
        return Outcome(self.value.partition(".")[0])


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many of each kind were kept, simplified and dropped; kinds not met are left out."""

    counts: Mapping[Finding, int]

    def count(self, finding: Finding) -> int:
        """How many of a kind were met."""
        return self.counts.get(finding, 0)

    def of(self, outcome: Outcome) -> dict[Finding, int]:
        """The counts of what was kept, simplified or dropped, in the order of `Finding`."""
        return {each: self.counts[each] for each in Finding if self._has(each, outcome)}

    def as_json(self) -> dict[str, int]:
        """The counts by code, for keeping."""
        return {each.value: self.counts[each] for each in Finding if each in self.counts}

    def _has(self, finding: Finding, outcome: Outcome) -> bool:
        return finding in self.counts and finding.outcome is outcome


@dataclass(frozen=True, slots=True)
class WordImage:
    """A picture (PNG, JPEG, GIF or WebP, told by its content) and what it shows, in words."""

    data: bytes
    content_type: str
    alt: str
    decorative: bool

    @property
    def key(self) -> str:
        """The name of the picture in its block's text: the first half of its SHA-256, in hex."""
        return sha256(self.data).hexdigest()[:32]


class RemarkKind(StrEnum):
    """What stands in the margin: a comment, or a change that was tracked."""

    COMMENT = "comment"
    INSERTED = "inserted"
    DELETED = "deleted"
    REPLACED = "replaced"
    MOVED_HERE = "moved_here"
    MOVED_AWAY = "moved_away"


@dataclass(slots=True, eq=False)
class Remark:
    """A comment or a tracked change, with who made it and when, as the file says."""

    kind: RemarkKind
    author: str
    moment: datetime | None
    text: str = ""
    """What a comment says, or the words that a change took away."""
    quote: str = ""
    """The words that a comment is about, or that a change put in."""
    name: str = ""
    """A comment's id in the file."""
    reply_to: str = ""
    """The id of the comment that it answers."""
    is_resolved: bool = False


@dataclass(frozen=True, slots=True)
class Bag:
    """What comes along with a heading or a block."""

    hints: tuple[uuid.UUID, ...] = ()
    """The keys that it had, if the file was had from here."""
    falls_back: bool = False
    """Whether it was in another language than the rest of the file that was had from here."""
    remarks: tuple[Remark, ...] = ()

    def __add__(self, other: "Bag") -> "Bag":
        """Both bags in one."""
        return Bag(
            self.hints + other.hints,
            self.falls_back or other.falls_back,
            self.remarks + other.remarks,
        )


NOTHING: Final = Bag()
"""The bag of what comes alone."""


@dataclass(frozen=True, slots=True)
class WordBlock:
    """One block; a figure's text refers to its image by key."""

    kind: BlockKind
    text: str
    image: WordImage | None = None
    bag: Bag = NOTHING


@dataclass(frozen=True, slots=True)
class WordSection:
    """A heading and what stands under it. Only text before the first heading has no title."""

    level: int
    title: str | None
    blocks: tuple[WordBlock, ...]
    bag: Bag = NOTHING


@dataclass(frozen=True, slots=True)
class WordDraft:
    """A draft as read: sections in document order, each at most one level below the one before."""

    title: str | None
    language: str | None
    """The language that most of the text is marked as, in BCP 47, without region: sv."""
    sections: tuple[WordSection, ...]
    report: ImportReport
    tongues: Mapping[str, int] = field(default_factory=dict)
    """How many paragraphs are marked as being in each language, in BCP 47, without region."""
    remarks: tuple[Remark, ...] = ()
    """Those that stand nowhere in the text."""
    front: tuple[WordBlock, ...] = ()
    """What stands before the text in a file that was had from here, as plain words."""
