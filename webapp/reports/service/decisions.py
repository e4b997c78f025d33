"""Telling everyone whom it concerns what the board decided."""

import uuid

from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.core.database import session
from webapp.notifications import service as notifications
from webapp.reports import emails, queries
from webapp.rounds import queries as rounds
from webapp.rounds.models import BoardDecision

BATCH = 100
"""Addresses that get their e-mail in one transaction."""


def tell_of_decision(decision_id: uuid.UUID, *, after: str = "") -> str:
    """Write some of the e-mails about a published decision; returns the address to go on after.

    That is empty when all are written. It can be broken off and begun again at any time: the same
    is never said twice to one address.
    """
    decision = session.get_one(BoardDecision, decision_id)
    if decision.published_at is None or decision.told_at is not None:
        return ""
    told = queries.recipients(decision.round_id, after=after, limit=BATCH)
    notifications.queue(*emails.board_decision(decision, told))
    if not told:
        decision.told_at = clock.now()
        return ""
    return told[-1].key


def sweep_decisions() -> None:
    """Ask again for the e-mails about decisions that a lost worker or message left."""
    for decision_id in rounds.decisions_to_tell():
        enqueue(Task.TELL_OF_DECISION, decision_id)
