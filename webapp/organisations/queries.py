"""Reading the register of bodies and their members."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.organisations.models import Member, Organisation


def memberships(participant_id: uuid.UUID) -> Sequence[Member]:
    """The bodies that a person answers for, by name, each with its organisation loaded."""
    statement = (
        select(Member)
        .join(Member.organisation)
        .where(Member.participant_id == participant_id)
        .options(joinedload(Member.organisation))
        .order_by(Organisation.name, Member.id)
    )
    return session.scalars(statement).all()
