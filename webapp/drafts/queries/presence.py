"""Who has a section open for writing."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from webapp.accounts.models import User
from webapp.core.database import session
from webapp.drafts.models import Presence


def others_present(
    version_id: uuid.UUID, section_key: uuid.UUID, *, besides: uuid.UUID, since: datetime
) -> Sequence[User]:
    """Those who were heard of on a section since a moment, by name, but for `besides`."""
    statement = (
        select(User)
        .join(Presence, Presence.user_id == User.id)
        .where(
            Presence.version_id == version_id,
            Presence.section_key == section_key,
            Presence.seen_at >= since,
            User.id != besides,
        )
        .order_by(User.name)
    )
    return session.scalars(statement).all()
