"""Reminding of the final answer that a preliminary one awaits: once, before the day it is decided.

It is asked for by the clock. It can be broken off, be late or run twice: an e-mail is one for each
answer and address, and what was to be said before a day is not said after it.
"""

from datetime import timedelta
from typing import Final

from webapp.core import clock
from webapp.notifications import service as notifications
from webapp.responses import emails, queries

DAYS_BEFORE: Final = 3
"""So many days before the body decides, it is reminded of the final answer."""

LETTERS_A_SWEEP: Final = 200


def remind() -> int:
    """Write the reminders that are due; returns how many answers they are about."""
    at = clock.now()
    hours = notifications.hours()
    if hours.is_quiet(at) or at < hours.moment_of(clock.local(at).date()):
        return 0
    today = clock.local(at).date()
    midnight = clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    until = today + timedelta(days=DAYS_BEFORE)
    found = queries.to_remind(today, until, midnight, limit=LETTERS_A_SWEEP)
    for response in found:
        notifications.queue(*emails.finals_awaited(response))
    return len(found)
