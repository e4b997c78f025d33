"""How far a person has read, in an own space."""

import uuid

from sqlalchemy import select

from webapp.accounts.models import Participant
from webapp.core.database import session
from webapp.responses.models import OwnSpace, SeenSection


def seen_by(person: Participant, space: OwnSpace) -> frozenset[uuid.UUID]:
    """The sections that the person has said to have read."""
    statement = select(SeenSection.section_key).where(
        SeenSection.space_id == space.id, SeenSection.participant_id == person.id
    )
    return frozenset(session.scalars(statement))
