"""Reading what the board decided."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.models import BoardDecision, Round


def find_decision(round_id: uuid.UUID) -> BoardDecision | None:
    """What the board decided on a round, also where it is not published; None if not entered."""
    return session.scalars(_whole().where(BoardDecision.round_id == round_id)).one_or_none()


def find_published_decision(round_id: uuid.UUID) -> BoardDecision | None:
    """What everyone may read of what the board decided on a round."""
    found = find_decision(round_id)
    return found if found is not None and found.published_at is not None else None


def published_decision(round_id: uuid.UUID) -> BoardDecision:
    """As `find_published_decision`.

    Raises:
        NotFoundError: none is published.
    """
    found = find_published_decision(round_id)
    if found is None:
        raise NotFoundError(_l("No decision is published here yet."))
    return found


def decisions_in(consultation_id: uuid.UUID) -> Sequence[BoardDecision]:
    """What the board decided on the rounds of a case, also where it is not published."""
    statement = (
        select(BoardDecision)
        .join(BoardDecision.round)
        .where(Round.consultation_id == consultation_id)
        .order_by(BoardDecision.decided_on, BoardDecision.id)
    )
    return session.scalars(statement).all()


def is_adopted(version_id: uuid.UUID) -> bool:
    """Whether a decision that everyone may read adopted this version of the text."""
    statement = select(BoardDecision.id).where(
        BoardDecision.version_id == version_id, BoardDecision.published_at.is_not(None)
    )
    return session.scalars(statement.limit(1)).first() is not None


def decisions_to_tell() -> Sequence[uuid.UUID]:
    """The published decisions whose e-mails are not all written."""
    statement = select(BoardDecision.id).where(
        BoardDecision.published_at.is_not(None), BoardDecision.told_at.is_(None)
    )
    return session.scalars(statement).all()


def _whole() -> Select[BoardDecision]:
    return select(BoardDecision).options(
        joinedload(BoardDecision.round).joinedload(Round.consultation),
        joinedload(BoardDecision.minutes),
        joinedload(BoardDecision.version),
        selectinload(BoardDecision.corrections),
    )
