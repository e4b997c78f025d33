"""Reading the trail."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select

from webapp.audit.models import Entry
from webapp.core.database import session


def about(
    subject: uuid.UUID, *, limit: int = 100, without: Collection[str] = ()
) -> Sequence[Entry]:
    """The latest lines about one row, newest first, except of the actions `without`."""
    statement = (
        select(Entry)
        .where(Entry.subject == subject, Entry.action.not_in(without))
        .order_by(Entry.id.desc())
    )
    return session.scalars(statement.limit(limit)).all()
