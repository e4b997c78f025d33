"""Who took part in a round, what each did and where they stand: the countable side of a report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final


class Position(StrEnum):
    """Where a sender stands, relative to the proposal."""

    ENDORSE = "endorse"
    ENDORSE_IN_PART = "endorse_in_part"
    NEITHER = "neither"
    OPPOSE = "oppose"
    NO_COMMENTS = "no_comments"
    ABSTAIN = "abstain"
    NOT_STATED = "not_stated"


class Outcome(StrEnum):
    """What a body did; exactly one holds for each."""

    FINAL = "final"
    PRELIMINARY = "preliminary"
    NO_COMMENTS = "no_comments"
    ABSTAINED = "abstained"
    NO_ANSWER = "no_answer"


class Considered(StrEnum):
    """What was decided about a late answer."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


_LAST: Final = str.maketrans("åäö", "{|}")  # Which come after z, in this order.


def alphabetical(names: Iterable[str]) -> list[str]:
    """Names as a Swedish list has them: å, ä and ö last, and capitals like other letters."""
    return sorted(names, key=lambda name: (name.casefold().translate(_LAST), name))


@dataclass(frozen=True, slots=True)
class Behind:
    """The decision behind a body's answer, as the body told of it; what is not known is empty."""

    by: str = ""
    """`board`, `committee` or `delegated`."""
    body: str = ""
    on: date | None = None
    paragraph: str = ""
    number: str = ""
    """The body's own registry number."""
    rapporteur: str = ""


ANSWERED = (Outcome.FINAL, Outcome.PRELIMINARY)


@dataclass(frozen=True, slots=True)
class Body:
    """One invited or unasked sender, and what it did."""

    label: str
    category: str
    outcome: Outcome
    position: Position | None = None
    sector: str = ""
    registry_number: str = ""
    submitted_at: datetime | None = None
    late: bool = False
    extended_to: date | None = None
    read_by_staff: bool = False
    """Whether the position was read out of a letter that states none."""
    considered: Considered | None = None
    """What was decided about a late answer; None where nothing is, or it was not late."""
    reason: str = ""
    """Why a late answer is not considered in full."""
    behind: Behind | None = None
    """The decision behind the answer; None where nothing is known of it."""
    together: tuple[str, ...] = ()
    """The other bodies whose answer it is, where they answered jointly."""
    withheld: bool = False
    """Whether what it answered is secret; then its position is not told."""

    def __post_init__(self) -> None:
        """Refuse a row that contradicts itself."""
        if self.outcome is Outcome.NO_ANSWER and (self.late or self.submitted_at or self.position):
            raise ValueError(f"{self.label} did not answer, yet has an answer's particulars")
        if self.submitted_at and self.submitted_at.tzinfo is None:
            raise ValueError(f"{self.label}: the time of submission lacks a time zone")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were invited and what they did; unasked senders are counted apart."""

    invited: int
    answered: int
    final: int
    preliminary: int
    no_comments: int
    abstained: int
    no_answer: int
    late: int
    extended: int
    unasked: int

    def __post_init__(self) -> None:
        """Refuse counts that do not add up."""
        if min(self.invited, self.unasked, self.late, self.extended) < 0:
            raise ValueError("a count cannot be negative")
        if self.answered != self.final + self.preliminary:
            raise ValueError("final and preliminary answers do not add up to the answers")
        if self.invited != self.reacted + self.no_answer:
            raise ValueError("what the invited bodies did does not add up to the invited bodies")
        if self.late > self.reacted or self.extended > self.invited:
            raise ValueError("more are late or extended than there are")

    @property
    def reacted(self) -> int:
        """Invited bodies that let themselves be heard: answered, no comments or abstained."""
        return self.answered + self.no_comments + self.abstained

    @classmethod
    def of(cls, invited: "tuple[Body, ...]", unasked: "tuple[Body, ...]") -> "Counts":
        """Counts the rows, so that the numbers and the table cannot disagree."""
        did = [body.outcome for body in invited]
        return cls(
            invited=len(invited),
            answered=sum(outcome in ANSWERED for outcome in did),
            final=did.count(Outcome.FINAL),
            preliminary=did.count(Outcome.PRELIMINARY),
            no_comments=did.count(Outcome.NO_COMMENTS),
            abstained=did.count(Outcome.ABSTAINED),
            no_answer=did.count(Outcome.NO_ANSWER),
            late=sum(body.late for body in invited),
            extended=sum(body.extended_to is not None for body in invited),
            unasked=len(unasked),
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """Who takes one position: named senders, and how many private persons who are not named."""

    position: Position
    names: tuple[str, ...] = ()
    unnamed: int = 0

    @property
    def count(self) -> int:
        """How many senders take the position, named or not."""
        return len(self.names) + self.unnamed


@dataclass(frozen=True, slots=True)
class Tally:
    """The positions taken on one thing; `total`, M in "N of M", is the sum of them."""

    total: int
    standings: tuple[Standing, ...]

    def __post_init__(self) -> None:
        """Refuse a position listed twice, and a total that is not the sum."""
        positions = [standing.position for standing in self.standings]
        if len(set(positions)) != len(positions):
            raise ValueError("a position is listed twice")
        if self.total != sum(standing.count for standing in self.standings):
            raise ValueError("the positions do not add up to the total")

    @property
    def taken(self) -> list[Standing]:
        """The positions that somebody takes, in the order that `Position` lists them."""
        order = list(Position)
        taken = [standing for standing in self.standings if standing.count]
        return sorted(taken, key=lambda standing: order.index(standing.position))

    def count(self, position: Position) -> int:
        """How many take `position`; zero if nobody does."""
        return sum(s.count for s in self.standings if s.position is position)


@dataclass(frozen=True, slots=True)
class Group:
    """The positions of one category (municipality, agency …) or sector (academia, business …)."""

    label: str
    tally: Tally
