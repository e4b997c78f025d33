"""Going through a round's responses some at a time, and when one of them last changed."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.responses.models import (
    Disowning,
    LateDecision,
    PositionReading,
    Receipt,
    Response,
    SecrecyCheck,
)
from webapp.responses.queries.submitted import is_current, whole


def ids_that_count(round_id: uuid.UUID, *, after: int, limit: int) -> Sequence[uuid.UUID]:
    """The next responses of a round that count, by running number, behind the number `after`."""
    statement = select(Response.id).where(
        Response.round_id == round_id, is_current(), Response.number > after
    )
    return session.scalars(statement.order_by(Response.number).limit(limit)).all()


def next_ids(round_id: uuid.UUID, *, after: int, limit: int) -> Sequence[uuid.UUID]:
    """The same of all responses, also those that a later one took the place of."""
    statement = select(Response.id).where(Response.round_id == round_id, Response.number > after)
    return session.scalars(statement.order_by(Response.number).limit(limit)).all()


def last_number(round_id: uuid.UUID) -> int:
    """The highest running number in the round; 0 where there is no response."""
    statement = select(func.max(Response.number)).where(Response.round_id == round_id)
    return session.scalar(statement) or 0


def some(ids: Collection[uuid.UUID]) -> Sequence[Response]:
    """These responses with all in them and their receipts, by running number."""
    statement = whole(select(Response).where(Response.id.in_(ids)))
    statement = statement.options(joinedload(Response.receipt).joinedload(Receipt.file))
    return session.scalars(statement.order_by(Response.number)).all()


def latest_change(round_id: uuid.UUID) -> datetime | None:
    """When something in a round's answers last changed: one came, was checked, read, disowned."""
    of_round = select(Response.id).where(Response.round_id == round_id).scalar_subquery()
    moments = [
        select(func.max(Response.submitted_at)).where(Response.round_id == round_id),
        *(
            select(func.max(each.created_at)).where(each.response_id.in_(of_round))
            for each in (SecrecyCheck, PositionReading, LateDecision)
        ),
        *(
            select(func.max(each)).where(Disowning.response_id.in_(of_round))
            for each in (Disowning.told_at, Disowning.settled_at)
        ),
    ]
    found = [session.scalar(each) for each in moments]
    return max((each for each in found if each is not None), default=None)
