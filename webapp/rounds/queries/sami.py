"""Reading a case's consultation with Sámi representatives."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.models import SamiStep, SamiTrack


def sami_track(consultation_id: uuid.UUID) -> SamiTrack | None:
    """The case's consultation with Sámi representatives, with its steps; None if not considered."""
    statement = select(SamiTrack).where(SamiTrack.consultation_id == consultation_id)
    return session.scalars(statement.options(selectinload(SamiTrack.steps))).one_or_none()


def sami_step(consultation_id: uuid.UUID, step_id: uuid.UUID) -> SamiStep:
    """One thing that happened in it.

    Raises:
        NotFoundError: nothing of the kind happened in the case.
    """
    statement = select(SamiStep).join(SamiStep.track)
    statement = statement.where(SamiStep.id == step_id)
    found = session.scalars(
        statement.where(SamiTrack.consultation_id == consultation_id)
    ).one_or_none()
    if found is None:
        raise NotFoundError(_l("This step does not exist."))
    return found
