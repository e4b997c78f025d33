"""Work that is done later: the list of tasks, how one is asked for, and the rows that carry it.

A background job is a row with a status. The message that a worker gets carries the row's id
and nothing else, and leaves only after the commit. What the broker loses, a sweep finds.

A worker's turn with a row has a number. What it writes counts only while that is the row's
number and nobody has cancelled it, so a worker that was thought lost and comes back writes nothing.
"""

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Generic, TypeVar

from celery import Celery
from celery.exceptions import CeleryError
from kombu.exceptions import KombuError
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core import clock
from webapp.core.database import Identified, session, states

log = logging.getLogger(__name__)

LOST_AFTER: Final = timedelta(minutes=10)
"""A job whose worker said nothing for so long is taken up by another."""
MOST_ATTEMPTS: Final = 3
"""A job that so many workers have died of is given up."""


class Queue(StrEnum):
    """Where tasks wait: each queue has workers of its own (docker-compose.yml)."""

    DEFAULT = "default"
    MAIL = "mail"
    REPORTS = "reports"


class Task(StrEnum):
    """Every task there is, by the name that its message carries."""

    SEND_EMAIL = "notifications.send_email"
    SWEEP_EMAILS = "notifications.sweep"
    READ_MAILBOXES = "notifications.sweep_mailboxes"
    READ_WORD = "drafts.read_word"
    SWEEP_IMPORTS = "drafts.sweep"
    SWEEP_HISTORY = "drafts.sweep_history"
    WRITE_FILE = "drafts.write_file"
    SWEEP_FILES = "drafts.sweep_files"
    OPEN_ROUND = "rounds.open_round"
    SEND_INVITATIONS = "rounds.send_invitations"
    SEND_REMINDERS = "rounds.send_reminders"
    SWEEP_REMINDERS = "rounds.sweep_reminders"
    TELL_OF_MEETING = "rounds.tell_of_meeting"
    TELL_ALL = "rounds.tell_all"
    SWEEP_ROUNDS = "rounds.sweep"
    ISSUE_RECEIPT = "responses.issue_receipt"
    SWEEP_RESPONSES = "responses.sweep"
    SWEEP_MAIL = "responses.sweep_mail"
    SWEEP_ERASING = "responses.sweep_erasing"
    SWEEP_FINALS = "responses.sweep_finals"
    READ_INCOMING = "responses.read_incoming"
    SWEEP_INCOMING = "responses.sweep_incoming"
    READ_ANSWER = "responses.read_answer"
    LOOK_INTO_ATTACHMENT = "responses.look_into_attachment"
    SWEEP_ANSWERS = "responses.sweep_answers"
    SCAN_FILE = "responses.scan_file"
    SWEEP_SCANS = "responses.sweep_scans"
    GATHER_POINTS = "assessment.gather_points"
    SWEEP_POINTS = "assessment.sweep"
    TELL_OF_POINTS = "assessment.sweep_telling"
    FIND_ALIKE = "assessment.find_alike"
    SWEEP_ALIKE = "assessment.sweep_alike"
    COMPILE_REPORT = "reports.compile_report"
    MAKE_PACKAGE = "reports.make_package"
    TELL_OF_DECISION = "reports.tell_of_decision"
    SWEEP_REPORTS = "reports.sweep"

    @property
    def queue(self) -> Queue:
        """A report, a long scan and many e-mails take long: nothing short waits behind them."""
        return {
            Task.COMPILE_REPORT: Queue.REPORTS,
            Task.MAKE_PACKAGE: Queue.REPORTS,
            Task.READ_INCOMING: Queue.REPORTS,
            Task.FIND_ALIKE: Queue.REPORTS,
            Task.SEND_EMAIL: Queue.MAIL,
        }.get(self, Queue.DEFAULT)


messenger = Celery("yttra")
"""The sender of messages. `workers.app` configures it with the settings for running tasks."""

_PENDING = "yttra.pending"


def enqueue(task: Task, row_id: uuid.UUID) -> None:
    """Ask for `task` on the row `row_id` once the transaction at hand is committed."""
    session().info.setdefault(_PENDING, []).append((task, row_id))


def dispatch() -> None:
    """Send what was asked for. A broker out of reach is logged: the sweep finds the rows."""
    for task, row_id in session().info.pop(_PENDING, []):
        try:
            messenger.send_task(task, args=[str(row_id)], queue=task.queue, retry=False)
        except (CeleryError, KombuError, OSError) as error:
            log.warning("message not sent: task=%s row=%s error=%s", task, row_id, error)


def forget() -> None:
    """Drop what was asked for in a transaction that is rolled back."""
    session().info.pop(_PENDING, None)


class JobStatus(StrEnum):
    """How far a job has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    """What it was given cannot be used."""
    FAILED = "failed"
    """It was given up for a reason that is ours. People see it."""
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    """It was done, and what it made is past its time and erased."""


UNDER_WAY = frozenset({JobStatus.QUEUED, JobStatus.RUNNING})


class Job(Identified):
    """What every row that a worker does the work of has. `percent` is for the progress bar."""

    status: Mapped[JobStatus] = mapped_column(states(JobStatus), default=JobStatus.QUEUED)
    percent: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    """How many workers have begun. What one of them writes counts while its number is this."""
    heard_at: Mapped[datetime | None]
    """When its worker last said something."""
    finished_at: Mapped[datetime | None]

    @property
    def is_under_way(self) -> bool:
        """Say whether it waits for a worker, or one is at it."""
        return self.status in UNDER_WAY

    @property
    def is_over(self) -> bool:
        """Say whether nothing more will happen to it."""
        return not self.is_under_way

    def end(self, status: JobStatus) -> None:
        """It is over, and nothing more happens to it unless it is asked for again."""
        self.status, self.finished_at, self.percent = status, clock.now(), 100

    def ask_again(self) -> None:
        """Let workers try it anew, as if none had."""
        self.status, self.attempts, self.finished_at = JobStatus.QUEUED, 0, None


J = TypeVar("J", bound=Job)


class StoppedError(Exception):
    """The job was cancelled, or another worker has it: whoever works on it stops."""


@dataclass(frozen=True, slots=True)
class Turn(Generic[J]):
    """One worker's turn with a job. It ends when another begins."""

    kind: type[J]
    row_id: uuid.UUID
    number: int

    @property
    def is_one_too_many(self) -> bool:
        """Say whether so many workers have died of the job that it is given up."""
        return self.number > MOST_ATTEMPTS


def take(kind: type[J], row_id: uuid.UUID) -> Turn[J] | None:
    """Take a job for doing or going on with; None where another has it, or it is over."""
    statement = select(kind).where(kind.id == row_id, _is_free(kind))
    row = session.scalars(statement.with_for_update(skip_locked=True)).one_or_none()
    if row is None:
        return None
    row.status, row.heard_at = JobStatus.RUNNING, clock.now()
    row.attempts += 1
    return Turn(kind, row_id, row.attempts)


def take_own(kind: type[J], row_id: uuid.UUID) -> Turn[J]:
    """Take a job that was asked for in this very transaction, to do it at once.

    Raises:
        StoppedError: another has it.
    """
    turn = take(kind, row_id)
    if turn is None:
        raise StoppedError
    return turn


def look(turn: Turn[J]) -> J:
    """The job, not locked, if it is still this worker's turn.

    Raises:
        StoppedError: it was cancelled, or another worker has taken it up.
    """
    return _of(turn, session.scalars(_row(turn)).one_or_none())


def hold(turn: Turn[J]) -> J:
    """The job, locked until the transaction ends, if it is still this worker's turn.

    Raises:
        StoppedError: it was cancelled, or another worker has taken it up.
    """
    row = _of(turn, session.scalars(_row(turn).with_for_update()).one_or_none())
    row.heard_at = clock.now()
    return row


def note(turn: Turn[J], share: float) -> None:
    """Move the progress bar: `share` of the job is done, from 0 to 1. It never goes back.

    Raises:
        StoppedError: it was cancelled, or another worker has taken it up.
    """
    row = hold(turn)
    row.percent = max(row.percent, round(share * 100))


def release(turn: Turn[J]) -> None:
    """Let the job be taken again: what stopped it may pass."""
    hold(turn).status = JobStatus.QUEUED


def give_up(turn: Turn[J], error: Exception | None) -> None:
    """The job cannot be done. `error` is why; None where too many workers died of it."""
    row = hold(turn)
    row.end(JobStatus.FAILED)
    log.warning(
        "job given up: %s id=%s attempts=%s why=%s",
        turn.kind.__name__,
        row.id,
        row.attempts,
        type(error).__name__,
    )


def ask_for_lost(kind: type[J], task: Task) -> int:
    """Ask again for jobs whose message or worker was lost; returns how many."""
    found: Sequence[uuid.UUID] = session.scalars(select(kind.id).where(_is_free(kind))).all()
    for row_id in found:
        enqueue(task, row_id)
    return len(found)


def _is_free(kind: type[J]) -> ColumnElement[bool]:
    """Whether a job waits for a worker, or has lost the one that it had."""
    lost = (kind.status == JobStatus.RUNNING) & (kind.heard_at < clock.now() - LOST_AFTER)
    return (kind.status == JobStatus.QUEUED) | lost


def _row(turn: Turn[J]) -> Select[J]:
    statement = select(turn.kind).where(turn.kind.id == turn.row_id)
    return statement.execution_options(populate_existing=True)


def _of(turn: Turn[J], row: J | None) -> J:
    if row is None or row.status is not JobStatus.RUNNING or row.attempts != turn.number:
        raise StoppedError
    return row
