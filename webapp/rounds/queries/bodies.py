"""Reading where one body of the register stands in each round that it is asked in."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.notifications.models import Email
from webapp.organisations import queries as bodies
from webapp.rounds import ledger, policy, standing
from webapp.rounds.ledger import Line
from webapp.rounds.models import Invitation, Round


def rounds_of_body(organisation_id: uuid.UUID, at: datetime) -> Sequence[Line]:
    """The latest rounds that the body is asked in, under any of its names, newest first."""
    statement = (
        select(Invitation, Email)
        .outerjoin(Email, standing.MAILED)
        .join(Invitation.round)
        .where(Invitation.organisation_id.in_(bodies.same_as(organisation_id)))
        .options(
            joinedload(Invitation.round).joinedload(Round.consultation),
            joinedload(Invitation.counted_as),
        )
        .order_by(Round.id.desc(), Invitation.id)
        .limit(ledger.PAGE)
    )
    return [_line(body, mail, at) for body, mail in session.execute(statement)]


def _line(body: Invitation, mail: Email | None, at: datetime) -> Line:
    ended = policy.is_over_for(body, at)
    return Line(body, mail, ledger.status_of(body, ledger.Arrival.of(mail, at), ended=ended))
