"""Finding what is due by the clock, and what has gone wrong."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from webapp.core import clock
from webapp.core.database import session
from webapp.notifications.models import Email, Occasion
from webapp.rounds import ledger, standing
from webapp.rounds.labels import history as labels
from webapp.rounds.models import Consultation, Invitation, Round
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
    """E-mails to bodies that did not arrive, or were reported as unwanted, and nobody was told of.

    Those that are about a round which goes on, or one whose answers are being worked on.
    """
    goes_on = and_(
        Round.opened_at.is_not(None), Round.cancelled_at.is_(None), Round.archived_at.is_(None)
    )
    statement = (
        select(Invitation, Email)
        .join(Email, or_(standing.MAILED, Email.concerns == Invitation.id))
        .join(Invitation.round)
        .join(Round.consultation)
        .where(goes_on, Email.reported_at.is_(None))
        .where(or_(Email.status.in_(standing.UNDELIVERED), Email.complained_at.is_not(None)))
        .where(Email.occasion.in_(labels.TO_BODIES))
        .where(Email.address != Consultation.contact_email)
        .options(
            joinedload(Invitation.round).joinedload(Round.consultation),
            joinedload(Invitation.organisation),
        )
        .order_by(Email.id)
        .limit(ledger.PAGE)
    )
    return session.execute(statement).all()


def last_told_of_undelivered(round_id: uuid.UUID) -> datetime | None:
    """When the contact person was last told of e-mails that did not arrive; None where never."""
    told = (Email.occasion == Occasion.UNDELIVERED, Email.thread == round_id)
    return session.scalar(select(func.max(Email.next_attempt_at)).where(*told))
