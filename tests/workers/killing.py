"""What the tests that kill a worker in the middle of a job share."""

import os
import signal
import subprocess
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select, update

from webapp.core import clock
from webapp.core.background import LOST_AFTER, Job, JobStatus
from webapp.core.database import session
from webapp.core.transactions import commit


def kill(worker: subprocess.Popen[bytes]) -> None:
    """End a worker and its processes as the system does that lacks memory."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def let_it_be_lost(kind: type[Job], sweep: Callable[[], int]) -> None:
    """Ten minutes pass, after which a worker that said nothing counts as lost."""
    past = clock.now() - LOST_AFTER - timedelta(seconds=1)
    session.execute(update(kind).values(heard_at=past))
    sweep()
    commit()


def status(kind: type[Job], row_id: uuid.UUID) -> JobStatus | None:
    """How far a job has come, as it is committed."""
    session.rollback()
    return session.scalar(select(kind.status).where(kind.id == row_id))


def on_disk(folder: Path) -> set[str]:
    """The names of the files that are kept below a folder."""
    return {path.name for path in (folder / "files").rglob("*") if path.is_file()}
