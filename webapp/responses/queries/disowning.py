"""What was begun and sent under an address that someone else may have given."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload

from webapp.accounts.models import Participant
from webapp.core.database import session
from webapp.organisations.models import Contact, Member, Organisation
from webapp.responses.models import Disowning, OwnSpace, Response, Whose
from webapp.responses.queries.submitted import is_current
from webapp.rounds.models import Invitation, Round

HOLDS = or_(Disowning.outcome.is_(None), Disowning.outcome == Whose.NOT_THEIRS)
"""What was neither found to be its sender's nor taken back."""


def begun_alone(person: Participant) -> Sequence[uuid.UUID]:
    """The spaces that someone has begun under the person's address and never submitted from."""
    sent = exists().where(
        Response.round_id == OwnSpace.round_id,
        Response.participant_id == OwnSpace.participant_id,
        Response.organisation_id.is_(None),
    )
    statement = select(OwnSpace.id).where(OwnSpace.participant_id == person.id, ~sent)
    return session.scalars(statement).all()


def sent_alone(person: Participant) -> Sequence[Response]:
    """The answers that count of those submitted under the person's address for no invited body."""
    statement = (
        select(Response)
        .where(Response.participant_id == person.id, Response.organisation_id.is_(None))
        .where(is_current())
        .options(joinedload(Response.round).joinedload(Round.consultation))
        .options(joinedload(Response.disowning))
        .order_by(Response.id)
    )
    return session.scalars(statement).all()


def answers_for_a_body(person: Participant) -> bool:
    """Say whether the address is one that a body answers or is reached by."""
    address = person.email.lower()
    ways = (
        exists().where(Member.participant_id == person.id),
        exists().where(func.lower(Invitation.email) == address),
        exists().where(func.lower(Organisation.email) == address),
        exists().where(func.lower(Contact.email) == address),
    )
    return bool(session.scalar(select(or_(*ways))))


def disowned(round_id: uuid.UUID) -> int:
    """How many of the round's answers that count are disowned, and wait for staff to look."""
    statement = (
        select(func.count())
        .select_from(Disowning)
        .join(Disowning.response)
        .where(Response.round_id == round_id, Disowning.outcome.is_(None), is_current())
    )
    return session.scalar(statement) or 0


def first_disowned(round_id: uuid.UUID) -> Sequence[Response]:
    """The answers that `disowned` counts, those that have waited longest first."""
    statement = (
        select(Response)
        .join(Response.disowning)
        .where(Response.round_id == round_id, Disowning.outcome.is_(None), is_current())
        .options(joinedload(Response.round).joinedload(Round.consultation))
        .order_by(Disowning.told_at, Response.id)
        .limit(20)
    )
    return session.scalars(statement).all()


def disowned_under(person: Participant) -> Sequence[Disowning]:
    """What the owner of the person's address has disowned, and has not taken back."""
    statement = (
        select(Disowning)
        .join(Disowning.response)
        .where(Response.participant_id == person.id)
        .where(or_(Disowning.outcome.is_(None), Disowning.outcome != Whose.TAKEN_BACK))
    )
    return session.scalars(statement).all()


def disowned_since(round_id: uuid.UUID, moment: datetime) -> Sequence[Response]:
    """The round's answers whose senders said after `moment` that they are not theirs.

    Not those that staff found to be theirs, or whose senders took it back.
    """
    statement = (
        select(Response)
        .join(Response.disowning)
        .where(Response.round_id == round_id, Disowning.told_at > moment, HOLDS)
        .order_by(Response.number)
    )
    return session.scalars(statement).all()


def last_disowned(round_id: uuid.UUID) -> datetime | None:
    """When a sender last said of an answer in the round what `disowned_since` asks for."""
    statement = (
        select(func.max(Disowning.told_at))
        .join(Disowning.response)
        .where(Response.round_id == round_id, HOLDS)
    )
    return session.scalar(statement)
