"""Reading off the trail whether somebody has done something since figures were counted."""

import uuid
from datetime import datetime

from sqlalchemy import func, select

from webapp.accounts.models import User
from webapp.assessment.models import Point
from webapp.audit.models import Entry
from webapp.core.database import session

READING = "responses.read"
"""The one thing on the trail that changes nothing."""


def latest_point(round_id: uuid.UUID) -> int:
    """The highest number of a point in the round, which is about how many there are."""
    return session.scalar(select(func.max(Point.number)).where(Point.round_id == round_id)) or 0


def entry_at(moment: datetime) -> int:
    """The last line of the trail that was written at `moment` or before it."""
    statement = select(Entry.id).where(Entry.at <= moment)
    return session.scalar(statement.order_by(Entry.id.desc()).limit(1)) or 0


def has_acted(user: User, *, since: int) -> bool:
    """Whether the trail has anything that the person did behind the line `since`."""
    theirs = select(Entry.id).where(
        Entry.id > since, Entry.actor == user.id, Entry.action != READING
    )
    return bool(session.scalar(select(theirs.exists())))
