"""Tasks of rounds: one service call each."""

import uuid

from webapp.core.background import Task
from webapp.rounds import service
from workers.base import sweep, task, transaction


@task(Task.OPEN_ROUND)
def open_round(round_id: uuid.UUID) -> None:
    """Open a round whose time has come, unless it is open already."""
    service.open_due(round_id)


@task(Task.SEND_INVITATIONS)
def send_invitations(round_id: uuid.UUID) -> None:
    """Write the e-mail of every invitation that has none, each batch in its own transaction."""
    latest = None
    while True:
        with transaction():
            latest = service.invite_some(round_id, after=latest)
        if latest is None:
            return


@task(Task.TELL_ALL)
def tell_all(notice_id: uuid.UUID) -> None:
    """Write the e-mails about a line of a round's log, each batch in its own transaction."""
    latest = None
    while True:
        with transaction():
            latest = service.tell_some(notice_id, after=latest)
        if latest is None:
            return


@task(Task.TELL_OF_MEETING)
def tell_of_meeting(meeting_id: uuid.UUID) -> None:
    """Write the e-mails about a meeting, each batch in its own transaction."""
    latest = None
    while True:
        with transaction():
            latest = service.tell_some_of_meeting(meeting_id, after=latest)
        if latest is None:
            return


@task(Task.SEND_REMINDERS)
def send_reminders(run_id: uuid.UUID) -> None:
    """Write the e-mails of one reminder, each batch in its own transaction."""
    more = True
    while more:
        with transaction():
            more = service.remind_some(run_id)


@sweep(Task.SWEEP_REMINDERS)
def sweep_reminders() -> None:
    """Begin the reminders whose hour has come."""
    service.remind()


@sweep(Task.SWEEP_ROUNDS)
def sweep_rounds() -> None:
    """Do what is due by the clock, and what a lost message left."""
    service.sweep()
