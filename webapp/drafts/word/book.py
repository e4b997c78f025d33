"""What a document's paragraphs are read with, and what a paragraph is found to hold."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp.drafts.word.charts import Chart
from webapp.drafts.word.draft import Bag, Finding, Remark, WordBlock, WordImage
from webapp.drafts.word.names import Element
from webapp.drafts.word.package import Package, Part
from webapp.drafts.word.prose import Run
from webapp.drafts.word.remarks import Margin
from webapp.drafts.word.styles import Styles


@dataclass(slots=True)
class Flow:
    """A paragraph's content, in the order it is read."""

    runs: list[Run] = field(default_factory=list)
    images: list[WordImage] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    diagrams: list[list[str]] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    marks: list[tuple[str, uuid.UUID]] = field(default_factory=list)
    """The hidden marks of a file that was had from here: what each marks, and a key."""
    remarks: list[Remark] = field(default_factory=list)
    tongues: Counter[str] = field(default_factory=Counter)
    """How many letters are in each language, in BCP 47, without region."""

    def bag(self, mark: str) -> Bag:
        """What comes along with a block, `mark` b, or a heading, `mark` s."""
        hints = tuple(key for kind, key in self.marks if kind == mark)
        return Bag(hints, any(kind == "f" for kind, _ in self.marks), tuple(self.remarks))

    def go_on_from(self, other: "Flow") -> None:
        """Take over the text of the flow before, of which this is the rest, and its marks."""
        for name in ("runs", "marks", "remarks"):
            before = getattr(other, name)
            setattr(self, name, before + getattr(self, name))
            setattr(other, name, [])
        self.tongues += other.tongues

    def take_beside(self, other: "Flow") -> None:
        """Take over what stands beside the text in another flow."""
        self.images += other.images
        self.boxes += other.boxes
        self.diagrams += other.diagrams
        self.charts += other.charts
        self.remarks += other.remarks


@dataclass(frozen=True, slots=True)
class Notes:
    """The part with a document's footnotes or endnotes, and each of them by its id."""

    part: Part
    by_id: Mapping[str, Element]


@dataclass(frozen=True, slots=True)
class Book:
    """What every paragraph of a document is read with."""

    package: Package
    part: Part
    styles: Styles
    notes: Mapping[str, Notes]
    """Footnotes and endnotes, by which of the two they are."""
    tally: Counter[Finding]
    margin: Margin
    front: list[WordBlock] = field(default_factory=list)
    """What is met before the text that a file had from here holds, as plain words."""
