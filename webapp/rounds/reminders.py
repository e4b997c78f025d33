"""Which reminders there are, and on which day each leaves. Pure: the clock is an argument.

A reminder leaves on a working day at the installation's hour on the wall in Stockholm, whatever the
clocks do that night (`notifications.hours`). One that could not leave then leaves later, for a day
and a half; after that it is stale, and never leaves.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from webapp.notifications.models import Occasion
from webapp.rounds import holidays

DAYS_BACK = 3
"""How many days back it is looked for what was missed."""

FURTHEST = 130
"""How many days there are at the most between what a reminder counts from and its own day."""


class Reminder(StrEnum):
    """What is written to bodies, or to the contact person, when its day has come."""

    HEADS_UP = "heads_up"
    LAST_DAY = "last_day"
    ONE_WEEK = "one_week"
    FOUR_WEEKS = "four_weeks"
    NOT_OPENED = "not_opened"
    STILL_CAN = "still_can"
    THANKS = "thanks"
    UNPUBLISHED = "unpublished"


BEFORE = (Reminder.LAST_DAY, Reminder.ONE_WEEK, Reminder.FOUR_WEEKS)
"""Those that count back from a body's own last day. The most urgent is first."""

OCCASIONS: Mapping[Reminder, Occasion] = {
    Reminder.HEADS_UP: Occasion.HEADS_UP,
    Reminder.LAST_DAY: Occasion.REMINDER_LAST_DAY,
    Reminder.ONE_WEEK: Occasion.REMINDER_ONE_WEEK,
    Reminder.FOUR_WEEKS: Occasion.REMINDER_FOUR_WEEKS,
    Reminder.NOT_OPENED: Occasion.NOT_OPENED,
    Reminder.STILL_CAN: Occasion.STILL_CAN,
    Reminder.THANKS: Occasion.THANKS,
    Reminder.UNPUBLISHED: Occasion.UNPUBLISHED,
}

TO_BODIES = tuple(each for each in Reminder if each is not Reminder.UNPUBLISHED)
"""Those that go to invited bodies; a body gets one of them a day at the most."""


def day_of(kind: Reminder, counted_from: date) -> date:
    """The day on which `kind` leaves.

    Args:
        kind: which reminder.
        counted_from: the body's own last day; for `HEADS_UP` the day when the round is to open,
            for `NOT_OPENED` the day of its invitation, for `THANKS` and `UNPUBLISHED` the round's
            last day.
    """
    if kind is Reminder.FOUR_WEEKS:
        return holidays.last_working_day(counted_from - timedelta(weeks=4))
    if kind in (Reminder.ONE_WEEK, Reminder.HEADS_UP):
        return holidays.last_working_day(counted_from - timedelta(weeks=1))
    if kind is Reminder.LAST_DAY:
        return holidays.last_working_day(counted_from)
    later = {Reminder.NOT_OPENED: 7, Reminder.UNPUBLISHED: 84}.get(kind, 1)
    return holidays.next_working_day(counted_from + timedelta(days=later))


def counted_from(kind: Reminder, day: date) -> Sequence[date]:
    """The days that `kind` counts from when it leaves on `day`: the inverse of `day_of`."""
    near = (day + timedelta(days=n) for n in range(-FURTHEST, FURTHEST))
    return [each for each in near if day_of(kind, each) == day]
