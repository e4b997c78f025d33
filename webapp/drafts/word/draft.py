"""What is read out of a Word file: title, sections, blocks, pictures and an account of it all."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

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

    NO_HEADINGS = "simplified.no_headings"
    HEADINGS_GUESSED = "simplified.headings_guessed"
    HEADING_LEVELS_ADJUSTED = "simplified.heading_levels_adjusted"
    TYPED_NUMBERS_REMOVED = "simplified.typed_numbers_removed"
    IMAGES_WITHOUT_ALT = "simplified.images_without_alt"
    NOTES_INLINED = "simplified.notes_inlined"
    INSERTIONS_ACCEPTED = "simplified.tracked_insertions_accepted"
    TEXT_BOXES = "simplified.text_boxes"
    LAYOUT_TABLES = "simplified.layout_tables"
    MERGED_CELLS = "simplified.merged_cells"
    NESTED_TABLES = "simplified.nested_tables"
    LIST_NUMBERING = "simplified.list_numbering"
    EQUATIONS = "simplified.equations"
    DIAGRAMS = "simplified.diagrams"

    DELETIONS = "dropped.tracked_deletions"
    COMMENTS = "dropped.comments"
    HEADERS_FOOTERS = "dropped.headers_footers"
    CONTENTS_LINES = "dropped.contents_lines"
    EMPTY_HEADINGS = "dropped.empty_headings"
    UNREADABLE_IMAGES = "dropped.unreadable_images"
    EXTERNAL_IMAGES = "dropped.external_images"
    EXTERNAL_REFERENCES = "dropped.external_references"
    UNSAFE_LINKS = "dropped.unsafe_links"
    SYMBOLS = "dropped.symbols"
    CHARTS = "dropped.charts"
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


@dataclass(frozen=True, slots=True)
class WordBlock:
    """One block; a figure's text refers to its image by key."""

    kind: BlockKind
    text: str
    image: WordImage | None = None


@dataclass(frozen=True, slots=True)
class WordSection:
    """A heading and what stands under it. Only text before the first heading has no title."""

    level: int
    title: str | None
    blocks: tuple[WordBlock, ...]


@dataclass(frozen=True, slots=True)
class WordDraft:
    """A draft as read: sections in document order, each at most one level below the one before."""

    title: str | None
    language: str | None
    """The language that most of the text is marked as, in BCP 47, without region: sv."""
    sections: tuple[WordSection, ...]
    report: ImportReport
