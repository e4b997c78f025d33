"""How many of the invited had answered on each day of a round. Pure: rows are counted elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from webapp.rounds.reminders import Reminder

WIDTH = 1_000
"""How wide the curve's own field is; its height is 100, one for each per cent."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a round, as clocks in Stockholm part the days."""

    day: date
    answered: int
    """Bodies that answered for the first time on it."""
    in_all: int
    """Bodies that had answered when it ended, or by now."""
    reminders: tuple[Reminder, ...] = ()
    is_last: bool = False
    """Whether it is the last day to answer."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The days of a round from its opening, and to how many it was sent."""

    invited: int
    days: tuple[Day, ...]
    last_day: date

    @property
    def ends(self) -> date:
        """The last day that the chart has room for."""
        return max(self.last_day, self.days[-1].day)

    def percent(self, count: int) -> int:
        """`count` in per cent of the invited, rounded."""
        return round(100 * count / self.invited) if self.invited else 0

    @property
    def answered(self) -> int:
        """How many have answered by now."""
        return self.days[-1].in_all

    @property
    def notable(self) -> Sequence[Day]:
        """The days on which something happened, with the first and the latest."""
        ends = (self.days[0], self.days[-1])
        return [
            each for each in self.days
            if each.answered or each.reminders or each.is_last or each in ends
        ]  # fmt: skip

    def across(self, day: date) -> float:
        """Where a day's end is from the left, in per cent; the day before the opening is at 0."""
        first = self.days[0].day
        return 100 * ((day - first).days + 1) / ((self.ends - first).days + 1)

    @property
    def path(self) -> str:
        """The curve in steps, as the points of an SVG polyline in a field of `WIDTH` by 100."""
        return " ".join(self._points())

    def _points(self) -> Iterator[str]:
        none = replace(self.days[0], in_all=0)
        yield "0,100"
        for before, after in pairwise([none, *self.days]):
            yield self._point(after, before)
            yield self._point(after, after)

    def _point(self, across: Day, up: Day) -> str:
        share = 100 * up.in_all / self.invited if self.invited else 0
        return f"{self.across(across.day) * WIDTH / 100:.1f},{100 - share:.2f}"


@dataclass(frozen=True, slots=True)
class Span:
    """The time that a round is looked at over."""

    first: date
    """The day on which it opened."""
    last_day: date
    """The last day to answer."""
    today: date


def of_days(
    span: Span,
    invited: int,
    *,
    answered: Mapping[date, int],
    reminders: Mapping[date, Sequence[Reminder]],
) -> Rate:
    """The rate from the opening until today, or until the last that came in.

    Args:
        span: the time that is looked at.
        invited: to how many the round was sent.
        answered: how many bodies answered for the first time on each day.
        reminders: which reminders left on each day.
    """
    # An answer that was registered later may have arrived before the opening was noted.
    first = min([span.first, *answered])
    until = max([first, *answered, min(span.today, span.last_day)])
    in_all = 0
    days = []
    for number in range((until - first).days + 1):
        day = first + timedelta(days=number)
        in_all += answered.get(day, 0)
        sent = tuple(reminders.get(day, ()))
        days.append(
            Day(day, answered.get(day, 0), in_all, reminders=sent, is_last=day == span.last_day)
        )
    return Rate(invited, tuple(days), span.last_day)
