"""Tasks of responses: one service call each."""

import uuid
from functools import partial

from flask import current_app

from webapp.core import storage
from webapp.core.background import Task, Turn
from webapp.core.transactions import rollback
from webapp.responses import clamd
from webapp.responses.erasure import Terms
from webapp.responses.models import AnswerFile
from webapp.responses.service import (
    answer_files,
    copies,
    correspondence,
    erasing,
    finals,
    incoming,
    legibility,
    receipts,
    scanning,
)
from workers.base import job, mending, noting, sweep, task, transaction


@task(Task.ISSUE_RECEIPT)
def issue_receipt(response_id: uuid.UUID) -> None:
    """Make the receipt of one response and send it, unless another worker does or did."""
    with transaction():
        response = receipts.claim(response_id)
        if response is None:
            return
        copy = copies.copy_of(response, authority=current_app.config["AUTHORITY_NAME"])
    receipts.issue(response_id, copies.compile_copy(copy))


@sweep(Task.SWEEP_RESPONSES)
def sweep_responses() -> None:
    """Ask for every receipt that is due, and for those that a lost worker left."""
    receipts.sweep()


@task(Task.READ_INCOMING)
def read_incoming(incoming_id: uuid.UUID) -> None:
    """Read the text of the files of one answer, unless another worker does or did."""
    with transaction():
        files = incoming.claim(incoming_id)
    if files is None:
        return
    with mending(
        partial(incoming.release, incoming_id), lambda _why: incoming.give_up(incoming_id)
    ):
        found = [incoming.read(file) for file in files]
        incoming.note_text(incoming_id, found)


@sweep(Task.SWEEP_INCOMING)
def sweep_incoming() -> None:
    """Ask for the reading of files whose message or worker was lost."""
    incoming.sweep()


@sweep(Task.SWEEP_ERASING)
def sweep_of_erasing() -> None:
    """Erase drafts and contact data that are due, and tell those whose drafts will be."""
    config = current_app.config
    erasing.sweep_erasing(Terms(config["DRAFTS_KEPT_DAYS"], config["CONTACTS_KEPT_DAYS"]))


@sweep(Task.SWEEP_FINALS)
def sweep_finals() -> None:
    """Remind of final answers that are awaited, before they are decided."""
    finals.remind()


@sweep(Task.SWEEP_MAIL)
def sweep_mail() -> None:
    """Let the messages that people wrote wait for the registrar."""
    correspondence.file_mail()


@job(Task.READ_ANSWER, AnswerFile)
def read_answer(turn: Turn[AnswerFile]) -> None:
    """Read one file that a body answered in."""
    authority = current_app.config["AUTHORITY_NAME"]
    answer_files.read_answer_file(turn, noting(turn), authority=authority)


@task(Task.LOOK_INTO_ATTACHMENT)
def look_into_attachment(attachment_id: uuid.UUID) -> None:
    """See whether a file that goes with an answer has text, unless another worker does or did."""
    with transaction():
        file = legibility.claim(attachment_id)
    if file is None:
        return
    with mending(partial(legibility.release, attachment_id)):
        found = legibility.look_into(file)
        legibility.note(attachment_id, found)


@sweep(Task.SWEEP_ANSWERS)
def sweep_answers() -> None:
    """Ask again for files of those who answer whose message or worker was lost."""
    answer_files.sweep_answer_files()
    legibility.sweep()


@task(Task.SCAN_FILE)
def scan_file(file_id: uuid.UUID) -> None:
    """Have one file looked through for malware, unless another worker does or did."""
    with transaction():
        file = scanning.claim(file_id)
    if file is None:
        return
    try:
        found = clamd.found_in(storage.pieces(file))
    except OSError as error:
        rollback()
        with transaction():
            scanning.release(file_id, str(error))
        return
    scanning.note(file_id, found)


@sweep(Task.SWEEP_SCANS)
def sweep_scans() -> None:
    """Ask for the files that wait, and for those that came before they were asked for."""
    scanning.sweep()
