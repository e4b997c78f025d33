"""Five thousand bodies, a mail server that fails at random, and workers killed at random.

Three of a hundred mailboxes do not exist, one of a hundred is away; what the server says of them
comes back into a maildir. The server refuses, hangs up and falls silent; the workers are killed in
the middle. In the end every body has exactly its e-mail. The one thing that may happen is a second
copy of what the server had taken when the worker died before it could note it.
"""

import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, update

from tests.bench.postman import AWAY, RETURNED, postman, taken
from tests.factories.rounds import RoundFactory
from tests.workers.test_killed_worker import count, standalone, wait_until, worker
from webapp.core import clock
from webapp.core.background import Task, enqueue, messenger
from webapp.core.database import session, uuid7
from webapp.core.transactions import commit
from webapp.notifications import service
from webapp.notifications.models import Email, EmailStatus, IncomingMail, MailKind, Occasion
from webapp.organisations.models import Category, Organisation, Sector
from webapp.rounds import emails
from webapp.rounds.models import Invitation, Round

__all__ = ["standalone"]

BODIES = int(os.environ.get("STORM_BODIES", "5000"))
KILLS = 5
FAULTS = 0.01
"""Of the commands that the server gets; a message takes four."""

INVITATIONS = Email.occasion == Occasion.INVITATION


def invite(round_: Round) -> None:
    shared = {"category": Category.OTHER, "sector": Sector.NOT_STATED, "language": "sv"}
    bodies = [
        {
            "id": uuid7(), "created_at": clock.now(), "name": f"Remissinstans {number}",
            "email": f"body{number}@body{number % 500}.example", **shared,
        }
        for number in range(BODIES)
    ]  # fmt: skip
    session.execute(insert(Organisation), [{**each, "note": ""} for each in bodies])
    lines = [
        {**each, "id": uuid7(), "organisation_id": each["id"], "round_id": round_.id}
        for each in bodies
    ]
    session.execute(insert(Invitation), lines)


def let_time_pass() -> None:
    """Ten minutes and every wait are over: what lost workers had and what was put off is due."""
    past = clock.now() - service.LOST_AFTER - timedelta(seconds=1)
    for status, moment in (
        (EmailStatus.SENDING, {"claimed_at": past}),
        (EmailStatus.QUEUED, {"next_attempt_at": past}),
    ):
        session.execute(update(Email).where(Email.status == status).values(**moment))
    service.sweep()
    commit()


def killed_in_the_middle(environ, log: Path, chance: random.Random) -> set[str]:
    """Let a worker work for a while and kill it; the addresses that it had taken by then."""
    with worker(environ, log) as process:
        before = count(Email.status == EmailStatus.SENT)
        wait_until(
            lambda: count(Email.status == EmailStatus.SENT) > before + 20, "the worker to begin"
        )
        time.sleep(chance.uniform(0.2, 1.5))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    session.rollback()
    in_flight = select(Email.address).where(Email.status == EmailStatus.SENDING)
    return set(session.scalars(in_flight))


def settled() -> bool:
    """Whether nothing waits; what does is due at once, as if its time had come."""
    if count(Email.status.in_((EmailStatus.QUEUED, EmailStatus.SENDING))) == 0:
        return True
    late = clock.now() - timedelta(seconds=30)
    put_off = (Email.status == EmailStatus.QUEUED) & (Email.next_attempt_at > clock.now())
    session.execute(update(Email).where(put_off).values(next_attempt_at=late))
    service.sweep()
    commit()
    time.sleep(0.5)
    return False


def read_what_came_back() -> bool:
    """Ask for a reading of the mailbox; whether all that can come back has."""
    messenger.send_task(Task.READ_MAILBOXES, queue=Task.READ_MAILBOXES.queue, retry=False)
    time.sleep(1)
    session.rollback()
    known = session.scalar(select(func.count(IncomingMail.email_id.distinct()))) or 0
    return known == (RETURNED + AWAY) * BODIES // 100


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.usefixtures("real_messages")
def test_every_body_has_exactly_its_email(standalone, tmp_path, capsys):
    _app, environ = standalone
    maildir, log, taken_log = tmp_path / "maildir", tmp_path / "worker.log", tmp_path / "taken"
    for name in ("tmp", "new", "cur"):
        (maildir / name).mkdir(parents=True)
    chance = random.Random(20_360_214)  # noqa: S311 - faults, not secrets
    server = ("--faults", str(FAULTS), "--silence", "1.5", "--maildir", str(maildir))
    with postman(taken_log, *server) as port:
        environ |= {
            "SMTP_URL": f"smtp://127.0.0.1:{port}?timeout=0.7",
            "MAIL_PER_SECOND": "0",
            "MAIL_RETURNS_TO": "bounce@remiss.example",
            "MAILBOX_URLS": f"maildir://{maildir}",
        }
        round_ = RoundFactory()
        invite(round_)
        commit()
        in_flight: set[str] = set()
        for _ in range(KILLS):
            # The fan-out too is begun again wherever it was broken off.
            enqueue(Task.SEND_INVITATIONS, round_.id)
            let_time_pass()
            in_flight |= killed_in_the_middle(environ, log, chance)
        enqueue(Task.SEND_INVITATIONS, round_.id)
        let_time_pass()
        with worker(environ, log):
            wait_until(lambda: count(INVITATIONS) == BODIES, "a row for every body", 300)
            wait_until(settled, "nothing to wait", 300)
            wait_until(read_what_came_back, "every report to be read", 120)
            for _ in range(BODIES * RETURNED // 100 // 50 + 1):
                emails.tell_of_undelivered()
                commit()
            wait_until(settled, "the contact person to be told", 120)

    invited = [each for each in taken(taken_log) if each.recipient.startswith("body")]
    got = Counter(each.recipient for each in invited)
    copies = sum(got.values()) - BODIES
    with capsys.disabled():
        print(f"\n{BODIES} bodies, {KILLS} kills: {copies} second copies")  # noqa: T201 - asked for
    assert len(got) == BODIES
    assert {address for address, times in got.items() if times > 1} <= in_flight
    assert copies <= KILLS * 2 * 10  # Two processes, and each notes ten at a time.
    assert len({each.message_id for each in invited}) == BODIES

    back = BODIES * RETURNED // 100
    assert count(INVITATIONS, Email.status == EmailStatus.BOUNCED) == back
    assert count(INVITATIONS, Email.status == EmailStatus.SENT) == BODIES - back
    assert count(Email.reported_at.is_not(None)) == back
    told = Email.occasion == Occasion.UNDELIVERED
    assert count(told) == count(told, Email.status == EmailStatus.SENT) > 0
    kinds = dict(
        session.execute(
            select(IncomingMail.kind, func.count(IncomingMail.email_id.distinct())).group_by(
                IncomingMail.kind
            )
        ).all()
    )
    assert kinds == {MailKind.BOUNCE: back, MailKind.AUTO_REPLY: BODIES * AWAY // 100}
