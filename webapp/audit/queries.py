"""Reading the trail."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from webapp.audit.models import Entry
from webapp.core.database import session


def about(subject: uuid.UUID, *, limit: int = 100) -> Sequence[Entry]:
    """The latest lines about one row, newest first."""
    statement = select(Entry).where(Entry.subject == subject).order_by(Entry.id.desc())
    return session.scalars(statement.limit(limit)).all()
