"""Reading how the answers of a round came in over time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from webapp.core import clock
from webapp.core.database import day_of, session
from webapp.rounds import policy, rate, standing
from webapp.rounds.models import Invitation, ReminderRun, Round
from webapp.rounds.reminders import TO_BODIES, Reminder


def response_rate(round_: Round, invited: int, at: datetime) -> rate.Rate | None:
    """How many of the `invited` had answered on each day until `at`; None before the opening."""
    if round_.opened_at is None or not invited:
        return None
    opened, today = clock.local(round_.opened_at).date(), clock.local(at).date()
    return rate.of_days(
        rate.Span(opened, policy.last_day(round_, None), today),
        invited,
        answered=_answered(round_),
        reminders=_reminders(round_),
    )


def _answered(round_: Round) -> Mapping[date, int]:
    moment = func.coalesce(Invitation.first_answered_at, Invitation.answered_at)
    day = day_of(moment).label("day")
    statement = (
        select(day, func.count())
        .where(Invitation.round_id == round_.id, Invitation.answered_as.is_not(None))
        .where(standing.counts(), moment.is_not(None))
        .group_by(day)
    )
    return dict(session.execute(statement).all())


def _reminders(round_: Round) -> Mapping[date, Sequence[Reminder]]:
    """The reminders to bodies that became any e-mails."""
    statement = (
        select(ReminderRun.day, ReminderRun.kind)
        .where(ReminderRun.round_id == round_.id, ReminderRun.written > 0)
        .order_by(ReminderRun.day, ReminderRun.kind)
    )
    found = defaultdict(list)
    for day, kind in session.execute(statement):
        if kind in {each.value for each in TO_BODIES}:
            found[day].append(Reminder(kind))
    return found
