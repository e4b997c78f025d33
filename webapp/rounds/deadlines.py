"""When a day ends, what that means for an answer, and which last days deserve a second thought.

Pure: the clock is an argument.
"""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from webapp.core.clock import STOCKHOLM
from webapp.rounds import holidays

GRACE = timedelta(minutes=5)
"""What a form already being submitted at the deadline is given."""

SHORTEST = timedelta(weeks=6)
"""Less time than this and many boards cannot decide on an answer; three months is usual."""


PREPARATION = timedelta(weeks=3)
"""What an office needs to write an answer and have it on the agenda of its board."""

EASTER_MATTERS = timedelta(days=13)
"""Easter within so short a time before the last day takes days that the answer needs."""

JULY = 7


class Caution(StrEnum):
    """Why a last day that is allowed may still be a bad one."""

    SHORT = "short"
    SUMMER = "summer"
    CHRISTMAS = "christmas"
    EASTER = "easter"
    BOARD = "board"
    DAY_OFF = "day_off"


def end_of(day: date) -> datetime:
    """The first moment that is no longer `day` in Stockholm, in UTC-aware local time.

    A day ends 23:59:59 on the wall clock; in the nights when the clocks change a day is 23 or
    25 hours long, which is why this goes by the wall and not by adding hours.
    """
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=STOCKHOLM)


def is_late(*, submitted: datetime, last_day: date, review_opened: datetime | None = None) -> bool:
    """Say whether an answer that arrived at `submitted` is late for `last_day`.

    Args:
        submitted: the server's time when the answer arrived.
        last_day: the body's own last day.
        review_opened: when the review page with the submit button was served; if that was in
            time, the answer has five minutes' grace.
    """
    end = end_of(last_day)
    if submitted < end:
        return False
    in_time = review_opened is not None and review_opened < end
    return not (in_time and submitted < end + GRACE)


def on_the_wall(wall: datetime) -> datetime | None:
    """The moment when clocks in Stockholm show `wall`, which has no zone.

    None where they never show it, in the night when they go forward. Where they show it twice,
    in the night when they go back, it is the first of the two.
    """
    moment = wall.replace(tzinfo=STOCKHOLM, fold=0)
    shown = moment.astimezone(UTC).astimezone(STOCKHOLM).replace(tzinfo=None)
    return moment if shown == wall else None


def cautions(*, opens: date, last_day: date) -> list[Caution]:
    """Why a round from `opens` to `last_day` may get few or hasty answers. Empty is well."""
    found = {
        Caution.SHORT: last_day - opens < SHORTEST,
        Caution.SUMMER: _overlaps(opens, last_day, since=(7, 1), until=(7, 31)),
        Caution.CHRISTMAS: _overlaps(opens, last_day, since=(12, 24), until=(12, 31))
        or _overlaps(opens, last_day, since=(1, 1), until=(1, 6)),
        Caution.EASTER: _overlaps_easter(last_day - EASTER_MATTERS, last_day),
        Caution.BOARD: sure_meetings(opens, last_day) == 0 and last_day - opens >= SHORTEST,
        Caution.DAY_OFF: not holidays.is_working_day(last_day),
    }
    return [caution for caution, holds in found.items() if holds]


def sure_meetings(opens: date, last_day: date) -> int:
    """How many board meetings there are surely time for, on whatever day of the month they are.

    Boards of Swedish municipalities and regions meet once a month, but not in July. What counts
    is the whole months between what an answer takes to prepare and the last day.
    """
    first = opens + PREPARATION
    month = _next_month(first.replace(day=1)) if first.day > 1 else first
    count = 0
    while _next_month(month) <= last_day + timedelta(days=1):
        count += month.month != JULY
        month = _next_month(month)
    return count


def working_days(opens: date, last_day: date) -> int:
    """How many working days there are from `opens` to `last_day`, both with it."""
    days = (opens + timedelta(days=n) for n in range((last_day - opens).days + 1))
    return sum(map(holidays.is_working_day, days))


def _next_month(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _overlaps_easter(first: date, last: date) -> bool:
    """Say whether any day from Palm Sunday to Easter Monday is among those."""
    return any(
        first <= easter + timedelta(days=1) and easter - timedelta(days=7) <= last
        for easter in map(holidays.easter, {first.year, last.year})
    )


def _overlaps(first: date, last: date, *, since: tuple[int, int], until: tuple[int, int]) -> bool:
    """Say whether the days from `first` to `last` hold any from `since` to `until` of a year."""
    return any(
        first <= date(year, *until) and date(year, *since) <= last
        for year in range(first.year, last.year + 1)
    )
