"""Reading what bodies asked for more time, and what was decided."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds import standing
from webapp.rounds.ledger import PAGE, Choice
from webapp.rounds.models import Extension, Invitation, Round

MOST = 500
"""Requests on a page, and bodies that get a later day at once."""


def extension(round_id: uuid.UUID, extension_id: uuid.UUID) -> Extension:
    """What a body of the round asked for.

    Raises:
        NotFoundError: nobody in the round asked for it.
    """
    statement = (
        select(Extension)
        .join(Extension.invitation)
        .where(Extension.id == extension_id, Invitation.round_id == round_id)
        .options(joinedload(Extension.invitation).joinedload(Invitation.round))
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(_l("There is no such request for more time."))
    return found


def undecided_extension(invitation_id: uuid.UUID) -> Extension | None:
    """What the body asked for and nobody has decided."""
    statement = select(Extension).where(
        Extension.invitation_id == invitation_id, Extension.decided_at.is_(None)
    )
    return session.scalars(statement).one_or_none()


def extensions_of(invitation_id: uuid.UUID) -> Sequence[Extension]:
    """Every later day that the body asked for or got, oldest first."""
    statement = select(Extension).where(Extension.invitation_id == invitation_id)
    return session.scalars(statement.order_by(Extension.id)).all()


def extensions(round_id: uuid.UUID) -> Sequence[Extension]:
    """Every later day in the round: those to decide first, then the latest decided."""
    statement = (
        select(Extension)
        .join(Extension.invitation)
        .where(Invitation.round_id == round_id)
        .options(joinedload(Extension.invitation).joinedload(Invitation.round))
        .order_by(Extension.decided_at.desc().nulls_first(), Extension.id)
        .limit(MOST)
    )
    return session.scalars(statement).all()


def unanswered_lines(
    round_: Round, choice: Choice, *, limit: int = PAGE
) -> tuple[Sequence[Invitation], uuid.UUID | None]:
    """A page of the round's bodies that have not answered, by name; and the next page's cursor."""
    statement = select(Invitation).where(
        Invitation.round_id == round_.id, standing.counts(), Invitation.answered_as.is_(None)
    )
    found = session.scalars(standing.page_of(Invitation, statement, choice).limit(limit + 1)).all()
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def chosen_invitations(round_id: uuid.UUID, chosen: Collection[uuid.UUID]) -> Sequence[Invitation]:
    """Those of the round's invitations that are among `chosen`."""
    statement = (
        select(Invitation)
        .where(Invitation.round_id == round_id, Invitation.id.in_(list(chosen)[:MOST]))
        .options(joinedload(Invitation.round).joinedload(Round.consultation))
        .order_by(Invitation.id)
    )
    return session.scalars(statement).all()
