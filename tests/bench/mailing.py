"""Opening a round and sending its invitations: `python -m tests.bench.mailing BODIES`.

The round is opened through its page; then two real worker processes send to a mail server on
this machine, which counts. Prints JSON: seconds to open, e-mails a second, and the seconds of
processor time that each takes the workers.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from subprocess import DEVNULL

import psutil
from flask import Flask
from sqlalchemy import func, insert, select

import config
from local.sharing import wait_until
from tests.bench import postman
from webapp.accounts.models import User
from webapp.core import clock
from webapp.core.background import Queue, messenger
from webapp.core.database import session, uuid7
from webapp.core.transactions import commit
from webapp.drafts.models import Version
from webapp.factory import create_app
from webapp.notifications import service as notifications
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.organisations.models import Category, Organisation, Sector
from webapp.rounds import service as rounds
from webapp.rounds.models import Consultation, Invitation, Round, RoundKind
from webapp.rounds.plans import Plan

ROOT = Path(__file__).parents[2]
LONGEST_SECONDS = 240


def round_of(bodies: int) -> Round:
    """A round that waits to be opened, with so many bodies on its list, each at its own domain."""
    officer = session.scalars(select(User)).first()
    version = session.scalars(select(Version).where(Version.frozen_at.is_not(None))).first()
    case = session.scalars(select(Consultation)).first()
    assert officer is not None
    assert version is not None
    assert case is not None
    plan = Plan(
        kind=RoundKind.REMISS,
        version_id=version.id,
        deadline=(clock.local(clock.now()) + timedelta(days=90)).date(),
        cover_letter={"sv": "Vi vill veta vad ni tycker om förslaget. " * 12},
        open_to_public=False,
    )
    round_ = rounds.create_round(case, plan, officer)
    session.flush()
    _invite(round_, bodies)
    commit()
    return round_


def opened(app: Flask, round_: Round) -> float:
    """Open the round by the button on its page; the seconds that the answer took."""
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    officer = session.scalars(select(User)).first()
    with client.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = officer.get_id() if officer else "", True
    path = f"/rounds/{round_.id}/open"
    client.get(path)
    began = time.perf_counter()
    answer = client.post(path)
    seconds = time.perf_counter() - began
    session.expire_all()
    if answer.status_code >= 400 or session.get_one(Round, round_.id).opened_at is None:
        raise RuntimeError(f"The round was not opened: {answer.status_code}")
    return seconds


@contextmanager
def workers(environ: Mapping[str, str]) -> Iterator[psutil.Process]:
    """Two worker processes for e-mail, ready to work."""
    command = [
        sys.executable, "-m", "celery", "--app", "workers.app", "worker", "--queues", "mail",
        "--concurrency", "2", "--loglevel", "warning", "--without-gossip", "--without-mingle",
    ]  # fmt: skip
    own = {**os.environ, **environ}
    with subprocess.Popen(command, cwd=ROOT, env=own, stdout=DEVNULL, stderr=DEVNULL) as process:  # noqa: S603 - our own
        try:
            if not wait_until(lambda: bool(messenger.control.ping()), seconds=60, pause=0.2):
                raise RuntimeError("The workers did not start.")
            yield psutil.Process(process.pid)
        finally:
            process.terminate()


def sent_per_second(bodies: int, log: Path) -> float:
    """Let the workers send what waits; how many e-mails a second arrived, first to last."""
    notifications.sweep()
    commit()
    wait_until(lambda: len(postman.taken(log)) >= bodies, seconds=LONGEST_SECONDS, pause=0.2)
    arrived = sorted(each.at for each in postman.taken(log))
    if len(arrived) < bodies:
        raise RuntimeError(f"Only {len(arrived)} of {bodies} e-mails arrived.")
    return (len(arrived) - 1) / (arrived[-1] - arrived[0])


def main() -> None:
    """Measure with as many bodies as the argument says."""
    bodies = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "taken"
        with postman.postman(log) as port:
            own = {
                "SMTP_URL": f"smtp://127.0.0.1:{port}",
                "REDIS_URL": os.environ["REDIS_URL"].rsplit("/", 1)[0] + "/7",
                "MAIL_PER_SECOND": "0",
                "MAIL_DOMAIN_PER_SECOND": "0",
                "MAIL_RETURNS_TO": "bounce@region.example",
            }
            print(json.dumps(_measured(bodies, {**os.environ, **own}, log)))  # noqa: T201 - what the program is for


def _measured(bodies: int, environ: Mapping[str, str], log: Path) -> dict[str, float]:
    with create_app(config.read(environ)).app_context() as context:
        _forget_messages()
        round_ = round_of(bodies)
        opening = opened(context.app, round_)
        _forget_messages()
        _write_all(round_.id)
        with workers(environ) as started:
            before = _processor(started)
            rate = sent_per_second(bodies, log)
            _settle(round_.id, bodies)
            used = _processor(started) - before
        return {"opening": opening, "per_second": rate, "processor": used / bodies}


def _processor(started: psutil.Process) -> float:
    """The seconds of processor time that the worker processes have taken until now."""
    return sum(t.user + t.system for t in (child.cpu_times() for child in started.children()))


def _forget_messages() -> None:
    with messenger.connection_for_write() as connection:
        for queue in Queue:
            connection.default_channel.queue_purge(queue.value)  # type: ignore[attr-defined]  # every transport has it


def _write_all(round_id: uuid.UUID) -> None:
    """Write the e-mail of every invitation; the workers are asked for them afterwards."""
    latest = None
    while (latest := rounds.invite_some(round_id, after=latest)) is not None:
        commit()
    _forget_messages()


def _settle(round_id: uuid.UUID, bodies: int) -> None:
    statement = (
        select(func.count())
        .select_from(Email)
        .where(Email.thread == round_id, Email.occasion == Occasion.INVITATION)
        .where(Email.status == EmailStatus.SENT)
    )

    def all_noted() -> bool:
        session.rollback()
        return session.scalar(statement) == bodies

    if not wait_until(all_noted, seconds=20, pause=0.1):
        raise RuntimeError("An e-mail that was taken is not noted as sent.")


def _invite(round_: Round, bodies: int) -> None:
    shared = {"category": Category.OTHER, "sector": Sector.NOT_STATED, "language": "sv"}
    organisations = [
        {
            "id": uuid7(), "name": f"Remissinstans {number}", "note": "", **shared,
            "email": f"body{number}@body{number}.example", "created_at": clock.now(),
        }
        for number in range(bodies)
    ]  # fmt: skip
    session.execute(insert(Organisation), organisations)
    session.execute(
        insert(Invitation),
        [
            {
                "id": uuid7(), "round_id": round_.id, "organisation_id": each["id"],
                "name": each["name"], "email": each["email"], "created_at": clock.now(), **shared,
            }
            for each in organisations
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main()
