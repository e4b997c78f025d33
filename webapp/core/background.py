"""Work that is done later: the list of tasks, and how one is asked for.

A background job is a row with a status. The message that a worker gets carries the row's id
and nothing else, and leaves only after the commit. What the broker loses, a sweep finds.
"""

import logging
import uuid
from enum import StrEnum

from celery import Celery
from celery.exceptions import CeleryError
from kombu.exceptions import KombuError

from webapp.core.database import session

log = logging.getLogger(__name__)


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
