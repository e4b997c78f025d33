"""Giving receipts: the PDF copy of a response is made by a worker and sent to its sender."""

import uuid
from datetime import timedelta

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.dialects.postgresql import insert

from webapp.core import clock, storage
from webapp.core.background import Task, enqueue
from webapp.core.database import session, uuid7
from webapp.notifications import service as notifications
from webapp.responses import emails, queries
from webapp.responses.models import Receipt, Response

LOST_AFTER = timedelta(minutes=5)
"""A claimed receipt whose worker said nothing for so long is made again by another."""

RECEIPTS_A_SWEEP = 500


def claim(response_id: uuid.UUID) -> Response | None:
    """Take the receipt for making; None where another has it, or it is given already."""
    statement = (
        select(Receipt)
        .where(Receipt.response_id == response_id, *_due())
        .with_for_update(skip_locked=True)
    )
    receipt = session.scalars(statement).one_or_none()
    if receipt is None:
        return None
    receipt.claimed_at = clock.now()
    return queries.get(response_id)


def issue(response_id: uuid.UUID, pdf: bytes) -> None:
    """Keep the PDF and send it to the sender, unless that is done."""
    statement = select(Receipt).where(Receipt.response_id == response_id).with_for_update()
    receipt = session.scalars(statement.execution_options(populate_existing=True)).one()
    if receipt.issued_at is not None:
        return
    response = queries.get(response_id)
    file = storage.keep(pdf, name=file_name(response), content_type="application/pdf")
    receipt.file = file
    receipt.issued_at = clock.now()
    notifications.queue(*emails.receipts(response, file.id))


def sweep() -> int:
    """Ask for every receipt that is due or was left by a lost worker; returns how many."""
    moment = clock.now()
    without = select(Response.id).where(~exists().where(Receipt.response_id == Response.id))
    for response_id in session.scalars(without.limit(RECEIPTS_A_SWEEP)):
        session.execute(
            insert(Receipt)
            .values(id=uuid7(), created_at=moment, response_id=response_id)
            .on_conflict_do_nothing(index_elements=["response_id"])
        )
    due = select(Receipt.response_id).where(*_due()).order_by(Receipt.created_at)
    found = session.scalars(due.limit(RECEIPTS_A_SWEEP)).all()
    for response_id in found:
        enqueue(Task.ISSUE_RECEIPT, response_id)
    return len(found)


def file_name(response: Response, ending: str = "pdf") -> str:
    """What the copy is called when it is taken home: `RUN-2027-12-34.pdf`."""
    safe = "".join(c if c.isalnum() else "-" for c in response.reference)
    return f"{'-'.join(filter(None, safe.split('-')))}.{ending}"


def _due() -> tuple[ColumnElement[bool], ...]:
    lost = clock.now() - LOST_AFTER
    return (
        Receipt.issued_at.is_(None),
        or_(Receipt.claimed_at.is_(None), Receipt.claimed_at < lost),
    )
