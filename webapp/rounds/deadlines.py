"""When a day ends, and what that means for an answer. Pure: the clock is an argument."""

from datetime import date, datetime, time, timedelta

from webapp.core.clock import STOCKHOLM

GRACE = timedelta(minutes=5)
"""What a form already being submitted at the deadline is given."""


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
