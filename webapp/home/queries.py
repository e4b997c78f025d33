"""What the front page shows: rounds that take answers, reports that are out, one's own answers."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.organisations.models import Member
from webapp.reports.models import Edition
from webapp.responses import queries as responses
from webapp.responses.models import OwnSpace
from webapp.rounds.models import Invitation, Round

MOST = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """A round that a participant is asked to answer, or has begun to; and for which body."""

    round: Round
    body: str
    answered: bool


def published() -> Sequence[Edition]:
    """The latest published edition of each round that is not withdrawn, newest first."""
    statement = (
        select(Edition)
        .where(
            Edition.published_at.is_not(None),
            ~responses.hides_since(Edition.round_id, Edition.created_at),
        )
        .order_by(Edition.published_at.desc())
        .options(joinedload(Edition.round).joinedload(Round.consultation))
        .limit(MOST)
    )
    latest: dict[uuid.UUID, Edition] = {}
    for edition in session.scalars(statement):
        latest.setdefault(edition.round_id, edition)
    return [each for each in latest.values() if each.withdrawn_at is None]


def asked_of(participant_id: uuid.UUID) -> Sequence[Asked]:
    """The rounds that the participant answers: for a body that is invited, or in person."""
    bodies = select(Member.organisation_id).where(Member.participant_id == participant_id)
    invitations = session.scalars(
        select(Invitation)
        .where(Invitation.organisation_id.in_(bodies), Invitation.opened_at.is_not(None))
        .options(joinedload(Invitation.round).joinedload(Round.consultation))
        .order_by(Invitation.created_at.desc())
        .limit(MOST)
    )
    spaces = session.scalars(
        select(OwnSpace)
        .where(OwnSpace.participant_id == participant_id)
        .options(joinedload(OwnSpace.round).joinedload(Round.consultation))
        .order_by(OwnSpace.created_at.desc())
        .limit(MOST)
    )
    return [
        *(Asked(row.round, row.name, row.answered_at is not None) for row in invitations),
        *(Asked(row.round, row.name, answered=False) for row in spaces),
    ]
