"""Reading a round's ledger."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from webapp.core.database import session
from webapp.notifications.models import Email
from webapp.rounds import ledger, policy, standing
from webapp.rounds.ledger import Choice, InvitationStatus, Line
from webapp.rounds.models import Invitation, Round
from webapp.rounds.queries.invitations import mail_of


def figures(round_: Round, at: datetime) -> ledger.Figures:
    """How many of the invited bodies stand where, at the moment `at`."""
    each = (
        select(
            standing.status(round_, at).label("standing"),
            Invitation.category,
            Invitation.answered_preliminarily.label("preliminary"),
            Invitation.answered_late.label("late"),
        )
        .outerjoin(Email, standing.MAILED)
        .where(Invitation.round_id == round_.id)
        .subquery()
        .c
    )
    statement = select(each.standing, each.category, each.preliminary, each.late, func.count())
    return ledger.Figures.of(
        ledger.Group(InvitationStatus(status), category, preliminary, late, count)
        for status, category, preliminary, late, count in session.execute(
            statement.group_by(each.standing, each.category, each.preliminary, each.late)
        )
    )


def lines(
    round_: Round, choice: Choice, at: datetime, *, limit: int = ledger.PAGE
) -> tuple[Sequence[Line], uuid.UUID | None]:
    """A page of the round's ledger by name, and the cursor of the next page, if any."""
    statement = (
        select(Invitation, Email)
        .outerjoin(Email, standing.MAILED)
        .where(Invitation.round_id == round_.id)
    )
    if choice.status is not None:
        statement = statement.where(standing.status(round_, at) == choice.status.value)
    found = session.execute(standing.page_of(Invitation, statement, choice).limit(limit + 1)).all()
    shown = [_line(each, mail, at) for each, mail in found[:limit]]
    return shown, shown[-1].invitation.id if len(found) > limit else None


def line(invitation_: Invitation, at: datetime) -> Line:
    """The invitation's line in its round's ledger."""
    return _line(invitation_, mail_of(invitation_), at)


def _line(invitation_: Invitation, mail: Email | None, at: datetime) -> Line:
    ended = policy.is_over_for(invitation_, at)
    status = ledger.status_of(invitation_, mail.status if mail else None, ended=ended)
    return Line(invitation_, mail, status)
