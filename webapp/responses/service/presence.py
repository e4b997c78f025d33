"""Noting who of a body's people has which page open, so that the others know."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy.dialects.postgresql import insert

from webapp.core import clock
from webapp.core.database import session
from webapp.responses import queries
from webapp.responses.models import OwnSpace, SpacePresence

PRESENT_FOR: Final = timedelta(seconds=45)
"""Whoever was not heard of for so long has left. A page says that it is open every ten seconds."""


def note(space: OwnSpace, section_key: uuid.UUID | None) -> Sequence[SpacePresence]:
    """Note what whoever has the space open reads or writes. Returns who else is there."""
    if space.hand is None or space.organisation_id is None:
        return []
    moment, person = clock.now(), space.hand.person
    seen = {"section_key": section_key, "seen_at": moment}
    statement = insert(SpacePresence).values(space_id=space.id, participant_id=person.id, **seen)
    session.execute(
        statement.on_conflict_do_update(index_elements=["space_id", "participant_id"], set_=seen)
    )
    return queries.others_present(space, besides=person.id, since=moment - PRESENT_FOR)
