"""Noting who has a section open, so that others who open it know."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.core import clock
from webapp.core.database import session
from webapp.drafts import queries
from webapp.drafts.models import Presence

PRESENT_FOR: Final = timedelta(seconds=30)
"""Whoever was not heard of for so long has left. A page says that it is open every ten seconds."""


def note_presence(version_id: uuid.UUID, section_key: uuid.UUID, *, person: User) -> Sequence[User]:
    """Note that `person` has the section open. Returns who else has."""
    moment = clock.now()
    values = {
        "version_id": version_id,
        "section_key": section_key,
        "user_id": person.id,
        "seen_at": moment,
        "is_writing": True,
        "language": "",
    }
    statement = insert(Presence).values(**values)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["version_id", "section_key", "user_id"], set_={"seen_at": moment}
        )
    )
    return queries.others_present(
        version_id, section_key, besides=person.id, since=moment - PRESENT_FOR
    )


def forget_absent() -> None:
    """Forget those who left long ago."""
    session.execute(delete(Presence).where(Presence.seen_at < clock.now() - timedelta(days=1)))
