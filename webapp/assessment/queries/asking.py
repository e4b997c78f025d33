"""Reading what was asked about points, and what staff said about them."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload, lazyload, selectinload

from webapp.accounts.models import User
from webapp.assessment.models import Clarification, Point, PointNote, Words
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.models import Round


def clarification(clarification_id: uuid.UUID) -> Clarification:
    """A question to a sender, with its answers and what it is about.

    Raises:
        NotFoundError: there is none.
    """
    statement = (
        select(Clarification)
        .join(Clarification.point)
        .where(Clarification.id == clarification_id)
        .options(
            joinedload(Clarification.asker),
            selectinload(Clarification.answers),
            contains_eager(Clarification.point).joinedload(Point.response),
            contains_eager(Clarification.point)
            .joinedload(Point.round)
            .joinedload(Round.consultation),
        )
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(_l("There is no such question."))
    return found


def clarifications_of(point_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Clarification]]:
    """What was asked about each of these points, the first question first. Two queries."""
    statement = (
        select(Clarification)
        .where(Clarification.point_id.in_(point_ids))
        .options(
            joinedload(Clarification.asker).options(lazyload(User.role_rows)),
            selectinload(Clarification.answers),
        )
        .order_by(Clarification.created_at)
    )
    found: dict[uuid.UUID, list[Clarification]] = {}
    for each in session.scalars(statement):
        found.setdefault(each.point_id, []).append(each)
    return found


def notes(point_id: uuid.UUID) -> Sequence[PointNote]:
    """What staff said about a point, the first first."""
    statement = select(PointNote).where(PointNote.point_id == point_id)
    statement = statement.options(joinedload(PointNote.author).options(lazyload(User.role_rows)))
    return session.scalars(statement.order_by(PointNote.id)).all()


def words(point_id: uuid.UUID) -> str:
    """What the sender wrote that the point was taken from."""
    return session.scalar(select(Words.text).where(Words.point_id == point_id)) or ""


def is_spoken_of(point_id: uuid.UUID) -> bool:
    """Whether something was asked or noted about a point, which keeps it a point."""
    asked = select(Clarification.id).where(Clarification.point_id == point_id).exists()
    noted = select(PointNote.id).where(PointNote.point_id == point_id).exists()
    return bool(session.scalar(select(or_(asked, noted))))
