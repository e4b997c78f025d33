"""Telling staff of the points that are theirs: when they get them, and when they are late."""

from datetime import date, datetime, time, timedelta
from itertools import groupby

from webapp.assessment import emails, queries
from webapp.assessment.models import Assignment
from webapp.core import clock
from webapp.notifications import queries as preferences
from webapp.notifications import service as notifications
from webapp.notifications.models import Frequency
from webapp.notifications.topics import Topic
from webapp.rounds.holidays import is_working_day

GATHERING = timedelta(minutes=3)
"""How long points wait to be told of, so that those given after them go in the same e-mail."""

MORNING, NOON = time(7, 30), time(12)
"""Between them, on working days, people are told of what is late."""

LONG = timedelta(days=7)
"""After so many days, whoever gave the points is told, too: at most once a week."""


def tell() -> None:
    """Queue the e-mails that are due. It can be done at any time and again: each leaves once."""
    at = clock.now()
    tell_assigned(at)
    local = clock.local(at)
    if is_working_day(local.date()) and MORNING <= local.time() < NOON:
        tell_overdue(local.date())


def tell_assigned(at: datetime) -> int:
    """Tell each person of the points that they were given and that are still to be assessed.

    Returns how many e-mails.
    """
    found = queries.untold(at - GATHERING)
    left = [each for each in found if each.point.decision is None]
    letters = [
        emails.points_assigned(list(group), at)
        for _key, group in groupby(sorted(left, key=_place), key=_place)
    ]
    for each in found:
        each.told_at = at
    return notifications.queue(*letters)


def tell_overdue(today: date) -> int:
    """Tell who is late of it, once a day, and who gave the points, once a week."""
    found = queries.overdue(today)
    people = queries.people({each.assignee_id for each in found} | {e.assigner_id for e in found})
    letters = []
    for user in people.values():
        late = [each for each in found if each.assignee_id == user.id]
        given = [
            each
            for each in found
            if each.assigner_id == user.id != each.assignee_id and each.since <= today - LONG
        ]
        wanted = late and preferences.frequency(user.email, Topic.OVERDUE_POINTS)
        if wanted and wanted is not Frequency.NONE:
            letters.append(emails.points_overdue(user, late, today))
        if given:
            letters.append(emails.points_long_overdue(user, given, people, today))
    return notifications.queue(*letters)


def _place(assignment: Assignment) -> tuple[str, str]:
    return str(assignment.assignee_id), str(assignment.point.round_id)
