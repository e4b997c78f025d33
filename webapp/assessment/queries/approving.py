"""Reading whether decisions need a second person, and which have one."""

import uuid
from collections.abc import Collection
from functools import cache

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, lazyload

from webapp.accounts.models import User
from webapp.assessment.models import DecisionApproval, Point, SecondDemanded
from webapp.assessment.queries.points import counts
from webapp.core.database import session


def demands_second(round_id: uuid.UUID) -> bool:
    """Whether decisions in the round need a second person."""
    statement = select(SecondDemanded.round_id).where(SecondDemanded.round_id == round_id)
    return session.scalar(statement) is not None


def approvals_of(point_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, DecisionApproval]:
    """Who stands behind the decision on each of these points as it is now. At most one query."""
    if not point_ids:
        return {}
    statement = (
        select(DecisionApproval)
        .join(Point, Point.id == DecisionApproval.point_id)
        .where(Point.id.in_(point_ids), DecisionApproval.revision == Point.revision)
        .options(joinedload(DecisionApproval.user).options(lazyload(User.role_rows)))
    )
    return {each.point_id: each for each in session.scalars(statement)}


def deciders(point_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The name of who made the decision on each of these points that has one. One query."""
    statement = (
        select(Point.id, User.name)
        .join(User, User.id == Point.decided_by)
        .where(Point.id.in_(point_ids), Point.decision.is_not(None))
    )
    return dict(session.execute(statement).all())


def waiting_points(round_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The points of a round that count and whose decision waits for a second person. One query."""
    statement = select(Point.id).where(Point.round_id == round_id, counts(), waits())
    return frozenset(session.scalars(statement))


def is_left(point_id: uuid.UUID) -> bool:
    """Whether a point counts and has no decision, or one that waits for a second person."""
    left = Point.decision.is_(None) | waits()
    statement = select(Point.id).where(Point.id == point_id, counts(), left)
    return session.scalar(statement) is not None


@cache
def waits() -> ColumnElement[bool]:
    """Whether the decision on a point waits for a second person."""
    # Read once for all points, where whether one exists would be asked of each.
    demanded = Point.round_id.in_(select(SecondDemanded.round_id))
    return Point.is_alone.expression & demanded
