"""What one can choose to be told of, and how often. All other e-mails must be sent.

Only these carry a way to unsubscribe (RFC 2369, RFC 8058). Pure.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum

from webapp.core import clock
from webapp.core.clock import STOCKHOLM
from webapp.notifications.models import Frequency, Occasion

DIGEST_HOUR = time(7, 30)
"""When a digest leaves, on the wall in Stockholm."""

EVENING, MORNING = time(20), time(7)
"""Between them, and at weekends, nothing leaves by itself that can wait."""

SATURDAY = 5


class Topic(StrEnum):
    """What one can choose to be told of."""

    NEW_RESPONSES = "new_responses"
    WEEKLY_STATUS = "weekly_status"
    OVERDUE_POINTS = "overdue_points"


OCCASIONS: Mapping[Occasion, Topic] = {
    Occasion.NEW_RESPONSE: Topic.NEW_RESPONSES,
    Occasion.NEW_RESPONSES: Topic.NEW_RESPONSES,
    Occasion.WEEKLY_STATUS: Topic.WEEKLY_STATUS,
    Occasion.POINTS_OVERDUE: Topic.OVERDUE_POINTS,
}
"""The e-mails of each topic."""

CHOICES: Mapping[Topic, tuple[Frequency, ...]] = {
    Topic.NEW_RESPONSES: (Frequency.EACH, Frequency.DIGEST, Frequency.NONE),
    Topic.WEEKLY_STATUS: (Frequency.EACH, Frequency.NONE),
    Topic.OVERDUE_POINTS: (Frequency.EACH, Frequency.NONE),
}
"""What can be chosen; the first is what holds where nothing is chosen."""


def default(topic: Topic) -> Frequency:
    """How often one is told of `topic` who has chosen nothing."""
    return CHOICES[topic][0]


def next_digest(at: datetime) -> datetime:
    """When the next digest leaves after the moment `at`: on a weekday."""
    day = clock.local(at).date()
    moment = datetime.combine(day, DIGEST_HOUR, tzinfo=STOCKHOLM)
    while moment <= at or moment.weekday() >= SATURDAY:
        day += timedelta(days=1)
        moment = datetime.combine(day, DIGEST_HOUR, tzinfo=STOCKHOLM)
    return moment


def is_quiet(at: datetime) -> bool:
    """Say whether what can wait waits at the moment `at`: at night, and at weekends."""
    local = clock.local(at)
    return local.weekday() >= SATURDAY or not MORNING <= local.time() < EVENING
