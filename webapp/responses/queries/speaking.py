"""Reading whose responses are, and what may be told of them, as plain rows."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, and_, select, true
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.organisations.models import Organisation
from webapp.responses.models import Disowning, Response, SecrecyCheck
from webapp.responses.queries.disowning import HOLDS
from webapp.responses.speaking import Body, Checked, Speaker
from webapp.rounds.models import Invitation

_FOUND = (
    SecrecyCheck.state, SecrecyCheck.words, SecrecyCheck.parts, SecrecyCheck.files,
    SecrecyCheck.law, SecrecyCheck.reason,
)  # fmt: skip


def speaking(round_id: uuid.UUID, which: Select[uuid.UUID]) -> Mapping[uuid.UUID, Speaker]:
    """Whose these responses of the round are, by id. One query, or two where bodies are merged."""
    check = (
        select(*_FOUND)
        .where(SecrecyCheck.response_id == Response.id)
        .order_by(SecrecyCheck.id.desc())
        .limit(1)
        .lateral()
    )
    disowned = and_(Disowning.id.is_not(None), HOLDS)
    invited = Invitation.id, Invitation.counted_as_id, Invitation.category, Invitation.sector
    registered = Organisation.category, Organisation.sector
    statement = (
        select(
            Response.id, Response.sender, Response.for_body, Response.named, disowned,
            *invited, *registered, *check.c,
        )
        .outerjoin(Response.invitation)
        .outerjoin(Organisation, Organisation.id == Response.organisation_id)
        .outerjoin(Response.disowning)
        .outerjoin(check, true())
        .where(Response.round_id == round_id, Response.id.in_(which))
    )  # fmt: skip
    rows = session.execute(statement).all()
    merged = _merged(round_id) if any(row[6] for row in rows) else {}
    return {row[0]: Speaker(*row[:5], _body(row, merged), _check(row[11:])) for row in rows}


def _merged(round_id: uuid.UUID) -> Mapping[uuid.UUID, Invitation]:
    """The invitations that count in place of others, by those. One query."""
    others = select(Invitation).options(joinedload(Invitation.counted_as))
    others = others.where(Invitation.round_id == round_id, Invitation.counted_as_id.is_not(None))
    return {each.id: each.counting for each in session.scalars(others).all()}


def _body(row: Any, merged: Mapping[uuid.UUID, Invitation]) -> Body | None:
    invitation, counted_as, *invited = row[5:9]
    if counted_as:
        return Body(merged[invitation].category, merged[invitation].sector)
    category, sector = invited if invitation else row[9:11]
    return Body(category, sector) if category else None


def _check(found: Any) -> Checked | None:
    return Checked(*found) if found[0] else None
