"""A worker killed in the middle of five hundred invitations: every body has its mail in the end."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

import config
from tests.brokers import empty
from tests.conftest import ROOT
from tests.databases import fresh_database
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.core.database import db, session
from webapp.core.transactions import commit
from webapp.factory import create_app
from webapp.notifications import service
from webapp.notifications.models import Email, EmailStatus

BODIES = 500
LONGEST_WAIT_SECONDS = 90


@pytest.fixture
def standalone(
    server_url: str, migrated: str, broker: str, settings: config.Settings, tmp_path: Path
) -> Iterator[tuple[Flask, dict[str, str]]]:
    """An application with a database and a broker of its own, as a worker process sees it."""
    empty(broker)
    with fresh_database(server_url, migrated) as database_url:
        environ = {
            "DATABASE_URL": database_url,
            "REDIS_URL": broker,
            "SMTP_URL": settings.smtp_url,
            "SECRET_KEY": settings.secret_key,
            "PUBLIC_URL": settings.public_url,
            "STORAGE_URL": str(tmp_path / "files"),
            "MAIL_PER_SECOND": "400",
            "MAIL_DOMAIN_PER_SECOND": "0",
            "LOG_FORMAT": "text",
            "YTTRA_DEMO": "1",
        }
        app = create_app(config.read(environ))
        with app.app_context():
            yield app, environ
            session.remove()
            db.engine.dispose()


@contextmanager
def worker(
    environ: dict[str, str], log: Path, *, queues: str = "default,mail", processes: int = 2
) -> Iterator[subprocess.Popen[bytes]]:
    """A real worker with its processes, in a process group of its own."""
    command = [
        sys.executable, "-m", "celery", "--app", "workers.app", "worker",
        "--queues", queues, "--concurrency", str(processes), "--loglevel", "warning",
    ]  # fmt: skip
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - the command stands above
            command, cwd=ROOT, env={**os.environ, **environ}, stdout=output, stderr=output,
            start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            # The whole group, at once: how gently a worker stops is not what is tried here, and
            # one that holds messages back for its rate limit may take its time.
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def wait_until(
    reached: Callable[[], bool], what: str, seconds: float = LONGEST_WAIT_SECONDS
) -> None:
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, f"waited in vain for: {what}"
        time.sleep(0.05)


def count(*conditions) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Email).where(*conditions)) or 0


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.usefixtures("real_messages")
def test_every_body_has_its_mail_and_none_twice_but_those_in_flight(standalone, inbox, tmp_path):
    _app, environ = standalone
    round_ = RoundFactory()
    InvitationFactory.create_batch(BODIES, round=round_)
    enqueue(Task.SEND_INVITATIONS, round_.id)
    commit()
    log = tmp_path / "worker.log"

    with worker(environ, log) as first:
        wait_until(lambda: len(inbox) >= BODIES // 4, "a quarter of the mails")
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    assert len(inbox) < BODIES, "the worker was too quick to be killed in the middle"
    in_flight = set(
        session.scalars(select(Email.address).where(Email.status == EmailStatus.SENDING))
    )

    # Ten minutes pass, after which a worker that said nothing counts as lost.
    past = clock.now() - service.LOST_AFTER - timedelta(seconds=1)
    session.execute(
        update(Email).where(Email.status == EmailStatus.SENDING).values(claimed_at=past)
    )
    # What the killed worker had taken from the broker comes back after the visibility
    # timeout; here the sweep finds it first, the fan-out as well as single e-mails.
    enqueue(Task.SEND_INVITATIONS, round_.id)
    commit()
    with worker(environ, log):
        wait_until(lambda: count() == BODIES, "a row for every body")
        service.sweep()
        commit()
        wait_until(lambda: count(Email.status == EmailStatus.SENT) == BODIES, log.read_text())

    got = Counter(message["To"] for message in inbox)
    assert len(got) == BODIES
    twice = {address for address, times in got.items() if times > 1}
    assert twice <= in_flight
    assert all(times <= 2 for times in got.values())
    # The copies carry the same Message-ID, so that a mail program shows one.
    assert len({message["Message-ID"] for message in inbox}) == BODIES
