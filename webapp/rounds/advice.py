"""Last days to answer that can be recommended, seen from the day of opening. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from webapp.rounds import deadlines, holidays
from webapp.rounds.deadlines import Caution

TUESDAY, THURSDAY = 1, 3
FURTHEST = timedelta(days=365)


class Pace(StrEnum):
    """How much time is given."""

    SHORT = "short"
    USUAL = "usual"


WEEKS = {Pace.SHORT: 6, Pace.USUAL: 13}
"""Weeks in which people are at work: six at the least, and the three months that are usual."""

AT_REST = (((6, 23), (8, 14)), ((12, 20), (12, 31)), ((1, 1), (1, 7)))
"""From and until which days of the year an office answers little, and no last day should be."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a last day means for those who answer."""

    day: date
    weeks: int
    """Whole weeks from the opening."""
    working_days: int
    board_meetings: int
    """For how many meetings of a board there surely is time."""
    cautions: list[Caution]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A last day that can be recommended."""

    pace: Pace
    outlook: Outlook


def outlook(opens: date, last_day: date) -> Outlook:
    """What `last_day` means in a round that opens on `opens`."""
    return Outlook(
        day=last_day,
        weeks=max((last_day - opens).days, 0) // 7,
        working_days=deadlines.working_days(opens, last_day),
        board_meetings=deadlines.sure_meetings(opens, last_day),
        cautions=deadlines.cautions(opens=opens, last_day=last_day),
    )


def proposals(opens: date) -> list[Proposal]:
    """The first good last day at each pace.

    It comes when there were enough weeks with people at work, is a Tuesday, Wednesday or Thursday
    that is a working day, and lies in no holiday period, nor just after Easter.
    """
    return [Proposal(pace, outlook(opens, _first(opens, WEEKS[pace]))) for pace in Pace]


def _first(opens: date, weeks: int) -> date:
    return next(day for day in _after_weeks(opens, weeks) if _is_good(day))


def _after_weeks(opens: date, weeks: int) -> Iterator[date]:
    """The days on which at least `weeks` weeks with people at work have passed."""
    passed = 0
    for ahead in range(1, FURTHEST.days):
        day = opens + timedelta(days=ahead)
        passed += not _is_at_rest(day)
        if passed >= weeks * 7:
            yield day


def _is_good(day: date) -> bool:
    just_after_easter = Caution.EASTER in deadlines.cautions(opens=day, last_day=day)
    in_week = TUESDAY <= day.weekday() <= THURSDAY and holidays.is_working_day(day)
    return in_week and not _is_at_rest(day) and not just_after_easter


def _is_at_rest(day: date) -> bool:
    here = (day.month, day.day)
    return any(first <= here <= last for first, last in AT_REST)
