"""Tasks of responses: one service call each."""

import uuid
from contextlib import suppress

from flask import current_app
from sqlalchemy.exc import OperationalError

from webapp.core.background import Task
from webapp.core.transactions import rollback
from webapp.responses.service import copies, correspondence, incoming, receipts
from workers.base import RETRIED, sweep, task, transaction


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
    try:
        found = [incoming.read(file) for file in files]
    except RETRIED:
        rollback()
        with suppress(OperationalError), transaction():
            incoming.release(incoming_id)
        raise
    except Exception:
        rollback()
        with transaction():
            incoming.give_up(incoming_id)
        raise
    incoming.note_text(incoming_id, found)


@sweep(Task.SWEEP_INCOMING)
def sweep_incoming() -> None:
    """Ask for the reading of files whose message or worker was lost."""
    incoming.sweep()


@sweep(Task.SWEEP_MAIL)
def sweep_mail() -> None:
    """Let the messages that people wrote wait for the registrar."""
    correspondence.file_mail()
