"""Finding the invitations that follow when a body corrects how it is reached."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.rounds.models import Invitation, Round


def running_invitations(organisations: Collection[uuid.UUID]) -> Sequence[Invitation]:
    """The invitations of these bodies in rounds that are neither reported nor cancelled."""
    statement = (
        select(Invitation)
        .join(Invitation.round)
        .where(Invitation.organisation_id.in_(organisations))
        .where(Round.cancelled_at.is_(None), Round.reported_at.is_(None))
        .options(joinedload(Invitation.round).joinedload(Round.consultation))
    )
    return session.scalars(statement).all()
