"""Sending e-mails, one turn a task, and reading what comes in."""

import logging
import time
import uuid
from collections.abc import Iterator, Sequence

from flask import current_app

from webapp.core.background import Task
from webapp.notifications import mailboxes, service
from webapp.notifications.models import Email
from workers.base import sweep, task, transaction

log = logging.getLogger(__name__)

TURN_SECONDS = 5
"""How long a turn takes new e-mails; then other tasks have theirs."""

PAUSE_SECONDS = 0.1
"""How long a turn waits where the pace lets nothing leave."""

NOTED_TOGETHER = 10
"""The most that may be sent twice, should a worker die."""


@task(Task.SEND_EMAIL)
def send_email(_email_id: uuid.UUID) -> None:
    """Send what is due, which the e-mail that this was asked for is among unless it is sent."""
    turn = service.Turn()
    until = time.monotonic() + TURN_SECONDS
    while not turn.is_over and time.monotonic() < until:
        with transaction():
            taken = service.claim()
        if taken:
            _send(turn, taken, until)
        elif service.more_waits():
            time.sleep(PAUSE_SECONDS)
        else:
            return
    if not turn.is_over:
        service.ask_for_more()


@sweep(Task.SWEEP_EMAILS)
def sweep_emails() -> None:
    """Ask again for what is due or was left by a lost worker."""
    service.sweep()


@sweep(Task.READ_MAILBOXES)
def read_mailboxes() -> None:
    """Keep what came in, each message in a transaction of its own, and mark it as seen."""
    for url in current_app.config["MAILBOXES"]:
        try:
            for message in mailboxes.unread(url):
                with transaction():
                    service.keep(message.data)
                message.mark_seen()
        except OSError as error:
            log.warning("mailbox not read: %s", error)


def _send(turn: service.Turn, taken: Sequence[Email], until: float) -> None:
    for some in _parts(taken):
        if turn.is_over or time.monotonic() > until:
            with transaction():
                service.give_back(some)
            continue
        with transaction():
            written = [service.write(email) for email in some]
        with transaction():
            service.note([turn.hand_over(each) for each in written])


def _parts(taken: Sequence[Email]) -> Iterator[Sequence[Email]]:
    for start in range(0, len(taken), NOTED_TOGETHER):
        yield taken[start : start + NOTED_TOGETHER]
