"""Writing reminders when their day has come: each once, to those whom it then concerns."""

import uuid
from datetime import date, datetime, timedelta

from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.core.database import Localised, session, uuid7
from webapp.notifications import queries as preferences
from webapp.notifications import service as notifications
from webapp.notifications.models import Frequency
from webapp.notifications.topics import Topic
from webapp.rounds import emails, policy, queries, reminders
from webapp.rounds.models import EmailIntro, ReminderRun, Round, RunStatus
from webapp.rounds.reminders import Reminder
from webapp.rounds.service.locks import lock

MONDAY = 0
LOST_AFTER = timedelta(minutes=10)


def remind() -> None:
    """Begin what is due, once for each reminder, round and day; and go on with what was lost.

    A clock that stood still for a day is caught up with; what is older than that is marked as
    stale, and never leaves.
    """
    at = clock.now()
    if notifications.hours().is_quiet(at):
        return
    tell_of_week(at)
    for round_ in queries.reminding_rounds():
        begun = queries.run_days(round_.id)
        for day in _days(at):
            for kind in Reminder:
                if (kind, day) not in begun and policy.leaves(round_, kind, day):
                    _begin(round_, kind, day, at)
    session.flush()
    for run_id in queries.lost_runs(at - LOST_AFTER):
        enqueue(Task.SEND_REMINDERS, run_id)


def tell_of_week(at: datetime) -> None:
    """On Mondays, tell those who run open rounds how these stand: each person once a week."""
    if clock.local(at).weekday() != MONDAY:
        return
    for user, rounds in queries.running_by_owner().items():
        if preferences.frequency(user.email, Topic.WEEKLY_STATUS) is not Frequency.NONE:
            notifications.queue(emails.weekly(user, rounds, at))


def remind_some(run_id: uuid.UUID) -> bool:
    """Write the next e-mails of a run; False when there are no more.

    It can be broken off and begun again at any time: a body that has had a reminder that day is
    passed by.
    """
    run = session.get_one(ReminderRun, run_id)
    round_ = queries.get(run.round_id)
    # One at a time for a round: two reminders never meet at one body.
    lock(round_)
    session.refresh(run)
    if run.status not in (RunStatus.DUE, RunStatus.RUNNING):
        return False
    if notifications.hours().is_stale(run.day, clock.now()):
        run.status, run.done_at = RunStatus.STALE, clock.now()
        return False
    run.status, run.claimed_at = RunStatus.RUNNING, clock.now()
    return _write_some(run, round_)


def switch(round_: Round, kind: Reminder, *, on: bool, actor: User) -> None:
    """Let a reminder of the round leave, or not."""
    lock(round_)
    others = [each for each in round_.reminders_off if each != kind]
    round_.reminders_off = others if on else [*others, kind.value]
    action = "rounds.reminder_on" if on else "rounds.reminder_off"
    record(action, subject=round_.id, actor=actor, kind=kind.value)


def introduce(round_: Round, occasion: str, text: Localised, actor: User) -> None:
    """Let the round's e-mails on one occasion begin with `text`; nothing where it is empty."""
    lock(round_)
    found = queries.intro(round_.id, occasion)
    if found is None:
        found = EmailIntro(round_id=round_.id, occasion=occasion)
        session.add(found)
    found.text = text
    session.flush()
    record("rounds.introduce", subject=round_.id, actor=actor, occasion=occasion)


def _days(at: datetime) -> list[date]:
    """The days whose reminders should have left by now, and are not forgotten."""
    today = clock.local(at).date()
    days = (today - timedelta(days=back) for back in range(reminders.DAYS_BACK))
    return [day for day in days if notifications.hours().moment_of(day) <= at]


def _begin(round_: Round, kind: Reminder, day: date, at: datetime) -> None:
    if not _concerns_anyone(round_, kind, day):
        return
    status = RunStatus.STALE if notifications.hours().is_stale(day, at) else RunStatus.DUE
    if kind in round_.reminders_off:
        status = RunStatus.OFF
    values = {"id": uuid7(), "created_at": at, "round_id": round_.id, "written": 0}
    named = {"kind": kind.value, "day": day, "status": status}
    session.execute(insert(ReminderRun).values(values | named).on_conflict_do_nothing())


def _concerns_anyone(round_: Round, kind: Reminder, day: date) -> bool:
    if kind is Reminder.UNPUBLISHED:
        end = policy.last_day(round_, None)
        return policy.is_over(round_, clock.now()) and reminders.day_of(kind, end) == day
    if kind is Reminder.THANKS and not policy.is_over(round_, clock.now()):
        return False
    return bool(queries.audience(round_, kind, day, limit=1))


def _write_some(run: ReminderRun, round_: Round) -> bool:
    kind = Reminder(run.kind)
    if kind is Reminder.UNPUBLISHED:
        run.written = notifications.queue(emails.unpublished(run.id, round_))
        run.status, run.done_at = RunStatus.DONE, clock.now()
        return False
    found = queries.audience(round_, kind, run.day, after=run.latest_id, limit=emails.BATCH)
    if not found:
        run.status, run.done_at = RunStatus.DONE, clock.now()
        return False
    run.written += notifications.queue(*emails.reminders_to(round_, kind, found, run.id))
    run.latest_id = found[-1].id
    return True
