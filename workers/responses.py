"""Tasks of responses: one service call each."""

import uuid

from flask import current_app

from webapp.core.background import Task
from webapp.responses.service import copies, receipts
from workers.base import sweep, task, transaction


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
