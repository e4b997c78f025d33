"""What a consolidated response report (remissammanställning) says, as plain frozen values.

Whoever asks for a report fills these in; the compilers turn them into files. Nothing here knows a
database, a request or a file format. Texts are plain text whose paragraphs are separated by blank
lines. A sender is only ever a label: whether a private person is named was decided before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain

from webapp.reports.audience import Audience
from webapp.reports.figures import Frozen
from webapp.reports.inside import Inside
from webapp.reports.occasion import Occasion
from webapp.reports.participation import Behind, Body, Counts, Group, Outcome, Position, Tally
from webapp.reports.parts import EVERY, Part


class Decision(StrEnum):
    """What the authority decided on one point."""

    ACCOMMODATED = "accommodated"
    PARTLY = "partly"
    NOT_ACCOMMODATED = "not_accommodated"
    NOTED = "noted"
    OUT_OF_SCOPE = "out_of_scope"
    UNASSESSED = "unassessed"


class PointKind(StrEnum):
    """What sort of remark a point is, as in the ISO comment table."""

    GENERAL = "general"
    TECHNICAL = "technical"
    EDITORIAL = "editorial"


@dataclass(frozen=True, slots=True)
class Point:
    """One view, its sender and the answer; `language` is BCP 47, or "" for the report's."""

    number: str
    permalink: str
    sender: str
    category: str
    text: str
    kind: PointKind = PointKind.GENERAL
    position: Position | None = None
    quote: str = ""
    proposed_wording: str = ""
    decision: Decision = Decision.UNASSESSED
    reply: str = ""
    argument: str = ""
    changed_section: str = ""
    choices: tuple[str, ...] = ()
    """The words of what was chosen, where the point is the answer to such a question."""
    change: str = ""
    """What it does with the quoted words: replace, add, remove; empty where it does nothing."""
    importance: str = ""
    """How much it matters to its sender, in words."""
    registry_number: str = ""
    version: str = ""
    language: str = ""
    unconfirmed: bool = False
    """Whether the decision is proposed: it waits for a second person."""
    inside: Inside | None = None
    """What staff know of it among themselves, in a report for internal use."""
    person: bool = False
    """Whether its sender is a private person, who is not named, and no body."""
    copies: int = 0
    """How many points have the same text or nearly so, this one included; 0 where it is alone."""
    group: str = ""
    """The group of those points: G and the number of the first of them in this edition."""

    @property
    def assessed(self) -> bool:
        """Whether the authority has decided on the point."""
        return self.decision is not Decision.UNASSESSED

    @property
    def leads(self) -> bool:
        """Whether it is the first of its group in the edition."""
        return bool(self.group) and self.group == f"G{self.number}"


@dataclass(frozen=True, slots=True)
class Argument:
    """One view that several hold, summed up by the authority and answered once.

    `names` and `unnamed` are those who hold it, of `total` whose answers are in the report.
    """

    number: str
    view: str
    sentence: str
    """Who says what, with the first of them named."""
    names: tuple[str, ...]
    unnamed: int
    total: int
    points: tuple[str, ...]
    """The numbers of the points that say it."""
    sections: tuple[str, ...] = ()
    """The headings of the sections that it stands in; none where it is a general view."""
    summary: str = ""
    theme: str = ""
    decision: Decision = Decision.UNASSESSED
    reply: str = ""
    unconfirmed: bool = False
    """As in a point: whether the decision on any of its points waits for a second person."""
    language: str = ""
    """Of the summary."""

    @property
    def count(self) -> int:
        """How many hold it, named or not."""
        return len(self.names) + self.unnamed


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the proposal: what it said, who stands where, and the points made on it."""

    number: str
    title: str
    level: int
    designation: str = ""
    """What it is called by its kind: Goal 1, measure 1.3. Empty for running text."""
    excerpt: str = ""
    positions: Tally | None = None
    points: Sequence[Point] = ()
    place: str = ""
    """What it is known by, whatever its number and title (`places`)."""
    summary: str = ""
    """What the authority says of the points, in its own words."""
    arguments: tuple[str, ...] = ()
    """The numbers of the arguments that stand in it, what most hold first."""

    @property
    def heading(self) -> str:
        """Number and title, with the designation behind them unless the title begins with it."""
        name = f"{self.number} {self.title}".strip()
        said = self.title.casefold().startswith(self.designation.casefold())
        return name if said else f"{name} ({self.designation})"


@dataclass(frozen=True, slots=True)
class Option:
    """One option or step of a question, and who chose it: named senders, and how many others."""

    label: str
    names: tuple[str, ...] = ()
    unnamed: int = 0

    @property
    def count(self) -> int:
        """How many senders chose it, named or not."""
        return len(self.names) + self.unnamed


@dataclass(frozen=True, slots=True)
class Question:
    """One question asked beside the text, and the answers to it."""

    number: str
    text: str
    positions: Tally | None = None
    points: Sequence[Point] = ()
    options: tuple[Option, ...] = ()
    """What could be chosen, in order; empty where the question is answered in words alone."""
    choosers: int = 0
    """How many senders chose anything. Where several options can be chosen, they add up to more."""
    asked: tuple[str, ...] = ()
    """The groups of bodies that were asked; empty for everyone."""
    place: str = ""
    summary: str = ""
    """Both as in a section."""


@dataclass(frozen=True, slots=True)
class Own:
    """A paragraph before and after what one point alone changed in it."""

    before: str
    after: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change in the text, before and after, and the points that caused it."""

    section: str
    before: str
    after: str
    points: tuple[str, ...] = ()
    whose: tuple[str, ...] = ()
    """The sender of each of the points."""
    why: tuple[str, ...] = ()
    """The authority's reply to each of the points."""
    language: str = ""
    """Of the two wordings."""
    own: tuple[Own | None, ...] = ()
    """What each of the points changed alone; None where that cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment or answer as it stands in a full response; `heading` says on what."""

    heading: str
    text: str
    number: str = ""
    quote: str = ""
    proposed_wording: str = ""
    position: Position | None = None
    question: str = ""
    """The number of the question that it answers; empty for a comment."""
    choices: tuple[str, ...] = ()
    change: str = ""
    """As in a point."""


@dataclass(frozen=True, slots=True)
class FullResponse:
    """One response unabridged, for the annex; `notice` says what is masked or withheld, and why."""

    sender: str
    category: str
    registry_number: str = ""
    position: Position | None = None
    submitted_at: datetime | None = None
    outcome: Outcome = Outcome.FINAL
    late: bool = False
    notice: str = ""
    statement: str = ""
    remarks: tuple[Remark, ...] = ()
    attachments: tuple[str, ...] = ()
    read_by_staff: bool = False
    quote: str = ""
    """The sentence that the position was read out of."""
    language: str = ""
    behind: Behind | None = None
    """The decision behind it; None where nothing is known of that."""
    number: str = ""
    """Of the point that the statement is; empty where it is none."""


@dataclass(frozen=True, slots=True)
class Report:
    """One numbered edition of a response report, complete; `language` is BCP 47."""

    title: str
    edition: int
    language: str
    compiled_at: datetime
    occasion: Occasion
    counts: Counts
    invited: tuple[Body, ...]
    unasked: tuple[Body, ...]
    positions: Tally
    permalink: str = ""
    foreword: str = ""
    summary: str = ""
    by_category: tuple[Group, ...] = ()
    by_sector: tuple[Group, ...] = ()
    general_views: Sequence[Point] = ()
    general_arguments: tuple[str, ...] = ()
    """The numbers of the arguments that stand in no section."""
    arguments: tuple[Argument, ...] = ()
    sections: tuple[Section, ...] = ()
    questions: tuple[Question, ...] = ()
    outside_scope: Sequence[Point] = ()
    changes: tuple[Change, ...] = ()
    responses: Sequence[FullResponse] = ()
    parts: tuple[Part, ...] = EVERY
    """What the formats that are read as a text hold, in this order; those of data hold all."""
    audience: Audience = Audience.PUBLIC
    """Whom it is for: nothing stands in it that they may not read."""
    figures: Frozen | None = None
    """All its figures; None in a report that is not compiled from a round."""
    schema: str = ""
    """The address of the schema that its data follow."""

    def __post_init__(self) -> None:
        """Refuse a report whose parts contradict each other."""
        if self.compiled_at.tzinfo is None:
            raise ValueError("the time of compilation lacks a time zone")
        if self.edition < 1:
            raise ValueError("editions are numbered from 1")
        if self.counts != Counts.of(self.invited, self.unasked):
            raise ValueError("the counts differ from the table of bodies")
        for groups in filter(None, (self.by_category, self.by_sector)):
            if sum(group.tally.total for group in groups) != self.positions.total:
                raise ValueError("the groups do not add up to the positions overall")
        if self.figures and self.figures.all.counts != self.counts:
            raise ValueError("the figures differ from the counts")
        if self.figures and self.figures.all.stated != self.positions.total:
            raise ValueError("the figures differ from the positions overall")

    @property
    def point_count(self) -> int:
        """How many points there are, none of which is read for it."""
        in_sections = sum(len(each.points) for each in self.sections)
        in_answers = sum(len(each.points) for each in self.questions)
        rest = len(self.general_views) + len(self.outside_scope)
        return in_sections + in_answers + rest

    def points(self) -> "Iterator[Placed]":
        """Every point in the report's order, with the part of the proposal it belongs to."""
        return chain(
            (Placed(point) for point in self.general_views),
            (Placed(point, section=part) for part in self.sections for point in part.points),
            (Placed(point, question=part) for part in self.questions for point in part.points),
            (Placed(point, outside_scope=True) for point in self.outside_scope),
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """A point and where it stands in the report; with none of the rest set it is a general view."""

    point: Point
    section: Section | None = None
    question: Question | None = None
    outside_scope: bool = False
