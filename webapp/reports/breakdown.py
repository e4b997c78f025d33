"""The figures of a round, sorted by one thing at a time. Pure: rows are counted elsewhere.

They are a report's own figures: the same bodies, outcomes and positions, counted alike. What a
withheld answer says is in none of them; that it came in is.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from webapp.organisations.categories import Sector
from webapp.reports.participation import ANSWERED, Counts, Outcome, Position
from webapp.responses.models.kinds import Channel

PERSON = "person"
"""Beside the categories of bodies: private persons."""

INVITED, UNASKED = "invited", "unasked"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the figures are narrowed to. Empty and None: nothing."""

    category: str = ""
    sector: Sector | None = None
    who: str = ""
    """`INVITED` or `UNASKED`."""
    channel: Channel | None = None
    position: Position | None = None

    @property
    def of_answers(self) -> bool:
        """Whether something is asked for that only an answer has."""
        return self.channel is not None or self.position is not None


@dataclass(frozen=True, slots=True)
class Group:
    """How many are alike in all that is counted."""

    category: str
    sector: Sector
    outcome: Outcome
    is_invited: bool
    is_further: bool = False
    """A further answer of a body that is counted already."""
    is_late: bool = False
    is_extended: bool = False
    is_withheld: bool = False
    channel: Channel | None = None
    position: Position | None = None
    """None for who did not answer, and for what is withheld."""
    day: date | None = None
    """When it came in, as clocks in Stockholm part the days."""
    count: int = 1

    @property
    def is_answer(self) -> bool:
        """Whether something came in, of whatever form."""
        return self.outcome is not Outcome.NO_ANSWER

    def is_within(self, choice: Choice) -> bool:
        """Whether `choice` shows these."""
        wanted = (
            (choice.category, self.category),
            (choice.sector, self.sector),
            (choice.channel, self.channel),
            (choice.position, self.position),
            (choice.who, INVITED if self.is_invited else UNASKED),
        )
        return all(not value or value == own for value, own in wanted)


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one category, sector, channel …, or of all."""

    key: Any
    counts: Counts
    positions: Mapping[Position, int]
    """Only those that somebody takes, in the order of `Position`."""
    withheld: int
    """Answers whose position is not told."""

    @classmethod
    def of(cls, key: Any, groups: Iterable[Group]) -> "Row":
        """The figures over `groups`."""
        kept = [each for each in groups if each.count]
        taken: Counter[Position] = Counter()
        for each in kept:
            if each.position is not None:
                taken[each.position] += each.count
        return cls(
            key,
            _counts(kept),
            {position: taken[position] for position in Position if taken[position]},
            _sum(each for each in kept if each.is_withheld),
        )

    @property
    def stated(self) -> int:
        """How many answers the positions are of: M in "N of M"."""
        return sum(self.positions.values())

    @property
    def answers(self) -> int:
        """Everything that came in, withheld or not."""
        return self.stated + self.withheld


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a round, all of it or what is chosen."""

    groups: Sequence[Group]

    def within(self, choice: Choice) -> "Figures":
        """The figures of what `choice` shows."""
        return Figures([each for each in self.groups if each.is_within(choice)])

    @property
    def all(self) -> Row:
        """Everything together."""
        return Row.of(None, self.groups)

    def by(self, facet: str, order: Iterable[Any]) -> Sequence[Row]:
        """A row for each value of the facet that there is, in that order."""
        sorted_out = defaultdict(list)
        for each in self.groups:
            sorted_out[getattr(each, facet)].append(each)
        return [Row.of(key, sorted_out[key]) for key in order if key in sorted_out]

    def by_channel(self) -> Sequence[Row]:
        """A row for each way by which answers came."""
        return self.by("channel", Channel)

    @property
    def came(self) -> Mapping[date, int]:
        """How many answers came on each day on which any did."""
        came: Counter[date] = Counter()
        for each in self.groups:
            if each.day is not None:
                came[each.day] += each.count
        return came

    def days(self, span: "Span") -> "Days | None":
        """The answers day by day; None where none has come."""
        came = self.came
        return Days.of(came, span) if came else None


@dataclass(frozen=True, slots=True)
class Span:
    """The time that a round is looked at over."""

    first: date
    """The day on which it opened."""
    last_day: date
    """The last day to answer."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a round."""

    day: date
    count: int
    in_all: int
    is_last: bool = False
    """Whether it is the last day to answer."""
    is_after: bool = False
    """Whether the time to answer was over."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a round, from Monday to Sunday."""

    monday: date
    in_time: int
    """How many came in it, on or before the last day to answer."""
    after: int
    """How many came in it after that."""
    in_all: int
    """How many had come when it ended."""

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Days:
    """The answers day by day, with what a chart of them needs."""

    days: Sequence[Day]
    most: int

    @classmethod
    def of(cls, came: Mapping[date, int], span: Span) -> "Days":
        """Every day from the opening until the last to answer, or to the last answer."""
        first = min([span.first, *came])
        until = max([span.last_day, *came])
        in_all = 0
        days = []
        for number in range((until - first).days + 1):
            day = first + timedelta(days=number)
            in_all += came.get(day, 0)
            is_last, is_after = day == span.last_day, day > span.last_day
            days.append(Day(day, came.get(day, 0), in_all, is_last=is_last, is_after=is_after))
        return cls(days, max(came.values()))

    @property
    def notable(self) -> Sequence[Day]:
        """The days on which something came, and the last day to answer."""
        return [each for each in self.days if each.count or each.is_last]

    @property
    def in_time(self) -> int:
        """How many came on or before the last day to answer."""
        return sum(each.count for each in self.days if not each.is_after)

    @property
    def on_the_last(self) -> int:
        """How many came on the last day to answer."""
        return sum(each.count for each in self.days if each.is_last)

    @property
    def after(self) -> int:
        """How many came after the last day to answer."""
        return sum(each.count for each in self.days if each.is_after)

    @property
    def weeks(self) -> Sequence[Week]:
        """The same week by week, those without answers among them."""
        found: dict[date, list[Day]] = defaultdict(list)
        for each in self.days:
            found[each.day - timedelta(days=each.day.weekday())].append(each)
        return [
            Week(
                monday,
                in_time=sum(each.count for each in days if not each.is_after),
                after=sum(each.count for each in days if each.is_after),
                in_all=days[-1].in_all,
            )
            for monday, days in found.items()
        ]

    def across(self, place: int) -> float:
        """Where the day in that place begins, in per cent from the left."""
        return 100 * place / len(self.days)

    @property
    def end(self) -> float:
        """Where the last day to answer ends, in per cent from the left."""
        return self.across(next(i for i, each in enumerate(self.days) if each.is_last) + 1)


@dataclass(frozen=True, slots=True)
class Part:
    """What came in on one part: a section, a question, the statements, or the whole document."""

    origin: str
    key: uuid.UUID | str | None
    points: int = 0
    """That the report has under the part; neither outside the scope nor withheld."""
    senders: int = 0
    """Whose those are."""
    outside: int = 0
    """Outside the scope."""
    withheld: int = 0
    """Of withheld answers: counted, and no more said of them."""
    positions: Mapping[Position, int] = field(default_factory=dict)
    """Stated on the part itself, one for each sender."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """What one municipality did; none is named whose answer is withheld."""

    name: str
    outcome: Outcome
    position: Position | None
    points: int


def _counts(groups: Sequence[Group]) -> Counts:
    bodies = [each for each in groups if each.is_invited and not each.is_further]
    did: Counter[Outcome] = Counter()
    for each in bodies:
        did[each.outcome] += each.count
    return Counts(
        invited=did.total(),
        answered=sum(did[outcome] for outcome in ANSWERED),
        final=did[Outcome.FINAL],
        preliminary=did[Outcome.PRELIMINARY],
        no_comments=did[Outcome.NO_COMMENTS],
        abstained=did[Outcome.ABSTAINED],
        no_answer=did[Outcome.NO_ANSWER],
        late=_sum(each for each in bodies if each.is_late),
        extended=_sum(each for each in bodies if each.is_extended),
        unasked=_sum(each for each in groups if not each.is_invited),
    )


def _sum(groups: Iterable[Group]) -> int:
    return sum(each.count for each in groups)
