"""Which days are working days in Sweden. Pure: from the year alone."""

from datetime import date, timedelta
from functools import cache

MONDAY, FRIDAY, SATURDAY = 0, 4, 5

_FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
"""Month and day. The eves of Christmas and New Year are no public holidays by law, yet no one
works on them."""

_FROM_EASTER = (-2, 0, 1, 39, 49)
"""Good Friday, Easter Day, Easter Monday, Ascension Day and Whit Sunday, in days from Easter."""


def is_working_day(day: date) -> bool:
    """Say whether people are at work in Sweden on `day` (lagen 1989:253 om allmänna helgdagar)."""
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def last_working_day(day: date) -> date:
    """`day` if it is a working day, else the nearest one before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def next_working_day(day: date) -> date:
    """`day` if it is a working day, else the nearest one after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def easter(year: int) -> date:
    """Easter Day in the Gregorian calendar (Meeus, Jones and Butcher's algorithm)."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (century - (8 * century + 13) // 25 - leaps + 19 * golden + 15) % 30
    shift = (golden + 11 * moon) // 319
    quarter, left = divmod(in_century, 4)
    weekday = (2 * rest + 2 * quarter - left - moon + shift + 32) % 7
    month = (moon - shift + weekday + 90) // 25
    return date(year, month, (moon - shift + weekday + month + 19) % 32)


@cache
def _holidays(year: int) -> frozenset[date]:
    days = {date(year, month, day) for month, day in _FIXED}
    days |= {easter(year) + timedelta(days=distance) for distance in _FROM_EASTER}
    # Midsummer Eve is the Friday between 19 and 25 June.
    days.add(_first(FRIDAY, since=date(year, 6, 19)))
    return frozenset(days)


def _first(weekday: int, *, since: date) -> date:
    return since + timedelta(days=(weekday - since.weekday()) % 7)
