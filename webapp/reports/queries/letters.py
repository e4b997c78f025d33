"""Finding whom a letter of a round can be shown to as an example, and who gets none."""

import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, or_, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.accounts.models import Participant
from webapp.core.database import alphabetical, session
from webapp.notifications import queries as notified
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.organisations.models import Organisation
from webapp.reports.models import Edition
from webapp.reports.queries.publishing import find_published
from webapp.reports.telling import Reach
from webapp.responses import queries as responses
from webapp.responses.models import IncomingResponse, Response
from webapp.rounds import policy, standing
from webapp.rounds.models import Invitation, Round

LATEST = 25
"""Responses of bodies, and of private persons, that examples are looked for among."""

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
    """The latest responses that count, newest first: of bodies and of persons, or of one body."""
    counting = select(Response.id).where(responses.in_order(round_id), responses.is_current())
    if body_ is not None:
        counting = counting.where(Response.invitation_id == body_.id)
    latest = counting.order_by(Response.number.desc()).limit(LATEST)
    statement = (
        select(Response)
        .where(
            or_(
                Response.id.in_(latest.where(Response.for_body)),
                Response.id.in_(latest.where(~Response.for_body)),
            )
        )
        .options(
            joinedload(Response.participant),
            joinedload(Response.invitation),
            selectinload(Response.checks),
        )
        .order_by(Response.number.desc())
    )
    return session.scalars(statement).all()


def by_post(round_id: uuid.UUID) -> Sequence[Response]:
    """The first responses that count whose senders no e-mail reaches, by number. One query.

    One more than are listed comes where there are others.
    """
    statement = (
        _joined(select(Response))
        .where(Response.round_id == round_id, responses.is_current())
        .where(Response.participant_id.is_(None), _address() == "")
        .options(joinedload(Response.round).joinedload(Round.consultation))
        .order_by(Response.number)
        .limit(MOST_BY_POST + 1)
    )
    return session.scalars(statement).all()


def reach(edition: Edition) -> Reach:
    """How those who answered come to know of the edition, once it is published. Three queries."""
    former = find_published(edition.round_id)
    is_again = former is not None and former.withdrawn_at is not None
    told = select(Email.id).where(
        Email.occasion == Occasion.REPORT_PUBLISHED, Email.about == Response.id
    )
    before = literal(value=False) if is_again else told.exists()
    statement = _joined(select(_address(), before, Response.participant_id.is_(None)))
    statement = statement.where(Response.round_id == edition.round_id, responses.is_current())
    rows = session.execute(statement).all()
    stopped = notified.stopped(address for address, _told, _letter in rows if address)
    return Reach(**Counter(_way(*row, stopped=stopped) for row in rows))


def _way(address: str, is_told: bool, is_letter: bool, *, stopped: frozenset[str]) -> str:  # noqa: FBT001 - a row of the query above
    if not address:
        return "posted" if is_letter else "erased"
    if is_told:
        return "before"
    return "stopped" if address.strip().lower() in stopped else "mailed"


def _joined(statement: Any) -> Any:
    return (
        statement.select_from(Response)
        .outerjoin(Response.participant)
        .outerjoin(Response.invitation)
        .outerjoin(Response.organisation)
    )


def _address() -> ColumnElement[str]:
    """Where the sender of a response is told, as `emails.publishing` finds it; empty if nowhere."""
    person = case((Participant.erased_at.is_(None), Participant.email))
    mailbox = func.coalesce(Invitation.email, Organisation.email)
    letter = (
        select(IncomingResponse.sender_address)
        .where(IncomingResponse.response_id == Response.id, IncomingResponse.mail_id.is_not(None))
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(func.nullif(person, ""), func.nullif(mailbox, ""), letter, "")


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
