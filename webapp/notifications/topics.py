"""What one can choose to be told of, and how often. All other e-mails must be sent.

Only these carry a way to unsubscribe (RFC 2369, RFC 8058). Pure.
"""

from collections.abc import Mapping
from enum import StrEnum

from webapp.notifications.models import Frequency, Occasion


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
