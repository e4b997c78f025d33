"""Who is told of what the board decided: everyone that was asked, and everyone that answered."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Subquery,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on

from webapp.accounts.models import Participant
from webapp.core.database import session
from webapp.organisations.models import Organisation
from webapp.reports.telling import Recipient, Why
from webapp.responses import queries as responses
from webapp.responses.models import IncomingResponse, Response
from webapp.rounds import standing
from webapp.rounds.models import Invitation


def recipients(round_id: uuid.UUID, *, after: str = "", limit: int) -> Sequence[Recipient]:
    """The next of those who are told, after the address `after`."""
    told = _told(round_id).subquery()
    once = (
        select(told)
        .where(told.c.key > after)
        .ext(distinct_on(told.c.key))
        .order_by(told.c.key, told.c.rank)
        .limit(limit)
    )
    return [_recipient(row) for row in session.execute(once)]


def recipient(round_id: uuid.UUID, address: str) -> Recipient | None:
    """The one of them with this address, whatever its letters' case."""
    told = _told(round_id).subquery()
    statement = select(told).where(told.c.key == address.strip().lower()).order_by(told.c.rank)
    row = session.execute(statement.limit(1)).first()
    return _recipient(row) if row is not None else None


def recipient_counts(round_id: uuid.UUID) -> dict[tuple[Why, str, bool], int]:
    """How many addresses are told, by why, by language, and whether to a private person."""
    once = _once(round_id)
    kind = (once.c.rank, once.c.language, once.c.to_one)
    statement = select(once.c.why, *kind[1:], func.count()).group_by(once.c.why, *kind)
    found = session.execute(statement.order_by(*kind))
    return {(Why(why), tag, to_one): count for why, tag, to_one, count in found}


def recipient_samples(round_id: uuid.UUID) -> Sequence[Recipient]:
    """The first recipient of each why and language, and of bodies and private persons."""
    once = _once(round_id)
    statement = (
        select(once)
        .ext(distinct_on(once.c.rank, once.c.language, once.c.to_one))
        .order_by(once.c.rank, once.c.language, once.c.to_one, once.c.key)
    )
    return [_recipient(row) for row in session.execute(statement)]


def _once(round_id: uuid.UUID) -> Subquery:
    """Every address once, for the first reason that holds."""
    told = _told(round_id).subquery()
    statement = select(told).ext(distinct_on(told.c.key)).order_by(told.c.key, told.c.rank)
    return statement.subquery()


def _recipient(row: Row[Any]) -> Recipient:
    return Recipient(
        key=row.key,
        address=row.address,
        language=row.language,
        name=row.name,
        why=Why(row.why),
        invitation_id=row.invitation_id,
        has_answered=row.has_answered,
        to_one=row.to_one,
    )


def _told(round_id: uuid.UUID) -> CompoundSelect[Any]:
    """Every address with why it is told; one that is told for several reasons comes several times.

    Those whose address is erased are not told, and an answer that a later one took the place of
    tells nobody.
    """
    answered = (Response.round_id == round_id, responses.is_current())
    return union_all(
        select(
            *_who(Invitation.email, Invitation.language, Invitation.name, Why.INVITED),
            Invitation.id.label("invitation_id"),
            Invitation.answered_as.is_not(None).label("has_answered"),
            literal(value=False).label("to_one"),
        ).where(Invitation.round_id == round_id, standing.counts(), _there(Invitation.email)),
        select(
            *_who(Participant.email, Participant.language, Response.sender, Why.ANSWERED),
            Response.invitation_id,
            literal(True),
            ~Response.for_body,
        )
        .join(Response, Response.participant_id == Participant.id)
        .where(*answered, Participant.erased_at.is_(None), _there(Participant.email)),
        select(
            *_who(Organisation.email, Organisation.language, Response.sender, Why.ANSWERED),
            null().label("invitation_id"),
            literal(True),
            literal(value=False),
        )
        .join(Response, Response.organisation_id == Organisation.id)
        .where(*answered, Response.invitation_id.is_(None), _there(Organisation.email)),
        select(
            *_who(
                IncomingResponse.sender_address, Response.language, Response.sender, Why.BY_LETTER
            ),
            Response.invitation_id,
            literal(True),
            ~Response.for_body,
        )
        .join(Response, IncomingResponse.response_id == Response.id)
        .where(*answered, IncomingResponse.mail_id.is_not(None))
        .where(_there(IncomingResponse.sender_address)),
    )


def _who(address: Any, language: Any, name: Any, why: Why) -> tuple[ColumnElement[Any], ...]:
    trimmed = func.trim(address)
    return (
        func.lower(trimmed).label("key"),
        trimmed.label("address"),
        language.label("language"),
        name.label("name"),
        literal(why.value).label("why"),
        literal(list(Why).index(why)).label("rank"),
    )


def _there(address: Any) -> ColumnElement[bool]:
    return func.trim(address) != ""
