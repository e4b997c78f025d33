"""Finding what is due by the clock, and what has gone wrong."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased, joinedload

from webapp.core import clock
from webapp.core.database import session
from webapp.notifications.models import Email, Occasion
from webapp.rounds import ledger, standing
from webapp.rounds.models import Invitation, Round
from webapp.rounds.queries.rounds import is_running


def due_to_open(at: datetime) -> Sequence[uuid.UUID]:
    """The scheduled rounds whose time to open has come."""
    statement = select(Round.id).where(
        Round.opens_at <= at, Round.opened_at.is_(None), Round.cancelled_at.is_(None)
    )
    return session.scalars(statement).all()


def due_to_close(at: datetime) -> Sequence[Round]:
    """Rounds whose deadline has passed and is not on the trail yet, claimed for writing it."""
    statement = (
        select(Round)
        .where(is_running(), Round.deadline < clock.local(at).date())
        .with_for_update(skip_locked=True)
    )
    return session.scalars(statement).all()


def due_to_invite() -> Sequence[uuid.UUID]:
    """The open rounds where an invitation has no e-mail: its writing was lost half-way."""
    statement = select(Round.id).where(
        is_running(),
        exists().where(
            Invitation.round_id == Round.id, standing.counts(), ~exists().where(standing.MAILED)
        ),
    )
    return session.scalars(statement).all()


def undelivered() -> Sequence[tuple[Invitation, Email]]:
    """Invitations in open rounds whose mail did not arrive, where no one was told of it yet."""
    told = aliased(Email)
    statement = (
        select(Invitation, Email)
        .join(Email, standing.MAILED)
        .join(Invitation.round)
        .where(is_running(), standing.counts(), Email.status.in_(standing.UNDELIVERED))
        .where(~exists().where(told.about == Email.id, told.occasion == Occasion.UNDELIVERED))
        .options(
            joinedload(Invitation.round).joinedload(Round.consultation),
            joinedload(Invitation.organisation),
        )
        .limit(ledger.PAGE)
    )
    return session.execute(statement).all()
