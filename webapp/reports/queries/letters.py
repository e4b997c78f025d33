"""Finding whom a letter of a round can be shown to as an example, and who gets none."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.core.database import alphabetical, session
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.organisations.models import Organisation
from webapp.responses import queries as responses
from webapp.responses.models import IncomingResponse, Response
from webapp.rounds import policy, standing
from webapp.rounds.models import Invitation, Round

LATEST = 50
"""Responses and e-mails that examples are looked for among."""

MOST_BY_POST = 50
"""Senders without an address that are listed."""


def body(round_id: uuid.UUID, invitation_id: uuid.UUID | None) -> Invitation | None:
    """The body on the round's list with this invitation, if it is one."""
    found = session.get(Invitation, invitation_id) if invitation_id else None
    return found if found is not None and found.round_id == round_id else None


def bodies(round_id: uuid.UUID, named: str) -> Sequence[Invitation]:
    """The bodies on the round's list that have `named` in their names, by name."""
    statement = (
        select(Invitation)
        .where(Invitation.round_id == round_id, standing.counts())
        .where(func.lower(Invitation.name).contains(named.lower(), autoescape=True))
        .order_by(alphabetical(Invitation.name))
        .limit(policy.SHOWN)
    )
    return session.scalars(statement).all()


def latest_responses(round_id: uuid.UUID, body_: Invitation | None) -> Sequence[Response]:
    """The latest responses that count, newest first: of all, or of one body."""
    statement = (
        select(Response)
        .where(responses.in_order(round_id), responses.is_current())
        .options(
            joinedload(Response.participant),
            joinedload(Response.invitation),
            selectinload(Response.checks),
        )
        .order_by(Response.number.desc())
        .limit(LATEST)
    )
    if body_ is not None:
        statement = statement.where(Response.invitation_id == body_.id)
    return session.scalars(statement).all()


def by_post(round_id: uuid.UUID) -> Sequence[Response]:
    """The first responses that count whose senders no e-mail reaches, by number. One query."""
    came_from = IncomingResponse.sender_address
    mailed = select(IncomingResponse.id).where(
        IncomingResponse.response_id == Response.id,
        IncomingResponse.mail_id.is_not(None),
        came_from != "",
    )
    mailbox = func.coalesce(Invitation.email, Organisation.email, "")
    statement = (
        select(Response)
        .outerjoin(Response.invitation)
        .outerjoin(Response.organisation)
        .where(Response.round_id == round_id, responses.is_current())
        .where(Response.participant_id.is_(None), mailbox == "", ~mailed.exists())
        .options(joinedload(Response.round).joinedload(Round.consultation))
        .order_by(Response.number)
        .limit(MOST_BY_POST)
    )
    return session.scalars(statement).all()


def faults(round_id: uuid.UUID, body_: Invitation | None) -> Sequence[tuple[Invitation, Email]]:
    """The latest e-mails to the round's bodies, or to one of them, that did not arrive."""
    returned = [each for each in EmailStatus if each.is_undelivered]
    statement = (
        select(Invitation, Email)
        .join(Email, or_(Email.concerns == Invitation.id, Email.about == Invitation.id))
        .where(Invitation.round_id == round_id, Email.occasion != Occasion.UNDELIVERED)
        .where(Email.status.in_(returned))
        .order_by(Email.id.desc())
        .limit(3)
    )
    if body_ is not None:
        statement = statement.where(Invitation.id == body_.id)
    return [(one, mail) for one, mail in session.execute(statement)]
