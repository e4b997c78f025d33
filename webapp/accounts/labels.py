"""What people read for what they can choose to be told of."""

from collections.abc import Mapping
from typing import Any

from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications.models import Frequency
from webapp.notifications.topics import Topic

TOPICS: Mapping[Topic, Any] = {
    Topic.NEW_RESPONSES: _l("New answers in the rounds that you are contact person for"),
    Topic.WEEKLY_STATUS: _l("How your open rounds stand, each Monday"),
    Topic.OVERDUE_POINTS: _l("Points that are yours to assess and are late"),
}

FREQUENCIES: Mapping[Frequency, Any] = {
    Frequency.EACH: _l("An e-mail for each"),
    Frequency.DIGEST: _l("Gathered, once each working day"),
    Frequency.NONE: _l("None"),
}

WEEKLY: Mapping[Frequency, Any] = {
    Frequency.EACH: _l("Yes, each Monday"),
    Frequency.NONE: _l("None"),
}

DAILY: Mapping[Frequency, Any] = {
    Frequency.EACH: _l("Yes, each working day in the morning"),
    Frequency.NONE: _l("None"),
}

WORDS: Mapping[Topic, Mapping[Frequency, Any]] = {
    Topic.NEW_RESPONSES: FREQUENCIES,
    Topic.WEEKLY_STATUS: WEEKLY,
    Topic.OVERDUE_POINTS: DAILY,
}
"""What each choice of a topic means."""
