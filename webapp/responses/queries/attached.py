"""Reading the files that go with answers: for the workers that look into them."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from webapp.core.database import session
from webapp.responses.models import Legibility, OwnAttachment


def unread_attachments(*, lost_before: datetime) -> Sequence[uuid.UUID]:
    """The files that wait to be looked into, or whose worker was lost."""
    statement = select(OwnAttachment.id).where(
        (OwnAttachment.legibility == Legibility.WAITING)
        | (
            (OwnAttachment.legibility == Legibility.LOOKING)
            & (OwnAttachment.claimed_at < lost_before)
        )
    )
    return session.scalars(statement).all()
