"""Reading whose points are, and what is due."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload, lazyload, selectinload

from webapp.accounts.models import User, UserRole
from webapp.assessment import policy
from webapp.assessment.models import Assignment, Opening, Point
from webapp.assessment.queries.points import PAGE, counts
from webapp.core.database import alphabetical, session
from webapp.rounds.models import Round

UNTOLD = 500
"""Assignments that one turn of the sweep tells of."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one person has left in one round.

    `late` of the points are past their day; `first` is the earliest day of all.
    """

    round: Round
    left: int
    late: int
    first: date | None


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many points of a round somebody is late with, and since when."""

    round: Round
    assignee_id: uuid.UUID
    assigner_id: uuid.UUID
    count: int
    since: date


def weighers() -> Sequence[User]:
    """The active staff who may weigh points, by name. One query."""
    trusted = select(UserRole.user_id).where(UserRole.role.in_(policy.WEIGHERS))
    statement = select(User).where(User.active, User.id.in_(trusted))
    statement = statement.options(lazyload(User.role_rows))
    return session.scalars(statement.order_by(alphabetical(User.name), User.id)).all()


def assignment(point_id: uuid.UUID) -> Assignment | None:
    """Whose the point is; None while it is nobody's."""
    statement = select(Assignment).where(Assignment.point_id == point_id)
    statement = statement.options(joinedload(Assignment.assignee), joinedload(Assignment.assigner))
    return session.scalars(statement).one_or_none()


def openings(point_id: uuid.UUID) -> Sequence[Opening]:
    """Who has opened a point, the first of them first."""
    statement = select(Opening).where(Opening.point_id == point_id)
    statement = statement.options(joinedload(Opening.user).lazyload(User.role_rows))
    return session.scalars(statement.order_by(Opening.opened_at, Opening.user_id)).all()


def shares(user_id: uuid.UUID, today: date) -> Sequence[Share]:
    """What a person has left in each round, what is due first at the top. One query."""
    late = func.count().filter(Assignment.due < today)
    first = func.min(Assignment.due)
    left = (
        _left(
            select(
                Point.round_id, func.count().label("left"), late.label("late"), first.label("first")
            )
        )
        .where(Assignment.assignee_id == user_id)
        .group_by(Point.round_id)
        .subquery()
    )
    statement = (
        select(Round, left.c.left, left.c.late, left.c.first)
        .join(left, left.c.round_id == Round.id)
        .options(joinedload(Round.consultation))
        .order_by(left.c.first.nulls_last(), Round.id)
    )
    return [Share(*row) for row in session.execute(statement)]


def mine(
    user_id: uuid.UUID, *, after: tuple[date, uuid.UUID] | None = None
) -> Sequence[Assignment]:
    """A page of what a person has left, what is due first at the top, and one more if there is."""
    statement = (
        _left(select(Assignment))
        .where(Assignment.assignee_id == user_id)
        .options(
            contains_eager(Assignment.point).contains_eager(Point.response),
            contains_eager(Assignment.point).joinedload(Point.round).joinedload(Round.consultation),
        )
        .order_by(_DUE, Assignment.point_id)
        .limit(PAGE + 1)
    )
    if after is not None:
        statement = statement.where(tuple_(_DUE, Assignment.point_id) > after)
    return session.scalars(statement).all()


def due_cursor(assignment: Assignment) -> tuple[date, uuid.UUID]:
    """What stands for the place of an assignment in the list."""
    return assignment.due or date.max, assignment.point_id


def untold(before: datetime) -> Sequence[Assignment]:
    """Assignments that nobody has been told of, made before a moment; held for a change."""
    statement = (
        select(Assignment)
        .where(Assignment.told_at.is_(None), Assignment.assigned_at < before)
        .options(
            selectinload(Assignment.point).joinedload(Point.round).joinedload(Round.consultation),
            selectinload(Assignment.assignee),
            selectinload(Assignment.assigner),
        )
        .order_by(Assignment.assignee_id, Assignment.id)
        .limit(UNTOLD)
        .with_for_update(skip_locked=True, of=Assignment)
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).all()


def overdue(today: date) -> Sequence[Overdue]:
    """What is left after its day, by round, by whose it is and by who gave it. One query."""
    by = (Point.round_id, Assignment.assignee_id, Assignment.assigned_by)
    found = (
        _left(select(*by, func.count().label("count"), func.min(Assignment.due).label("since")))
        .where(Assignment.due < today)
        .group_by(*by)
        .subquery()
    )
    statement = (
        select(Round, found.c.assignee_id, found.c.assigned_by, found.c.count, found.c.since)
        .join(found, found.c.round_id == Round.id)
        .where(Round.reported_at.is_(None))
        .options(joinedload(Round.consultation))
        .order_by(found.c.since, Round.id)
    )
    return [Overdue(*row) for row in session.execute(statement)]


def people(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, User]:
    """The active staff with these identifiers."""
    found = session.scalars(select(User).where(User.id.in_(ids), User.active))
    return {each.id: each for each in found}


def _left(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Of assignments: those of points that count and are not decided on."""
    return (
        statement.select_from(Assignment)
        .join(Assignment.point)
        .join(Point.response)
        .where(Point.decision.is_(None), counts())
    )


_DUE = func.coalesce(Assignment.due, date.max)
"""What the list of one's own points is ordered by: what has no day comes last."""
