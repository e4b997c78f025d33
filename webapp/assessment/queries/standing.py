"""How far the weighing of points has come: each status as the database finds it, and counted."""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence

from sqlalchemy import Boolean, ColumnElement, func, literal_column, select

from webapp.assessment.models import (
    UNREASONED,
    Assignment,
    Clarification,
    ClarificationAnswer,
    Point,
    PointChange,
)
from webapp.assessment.queries.approving import waits
from webapp.assessment.queries.changes import LEADING
from webapp.assessment.queries.points import counts, opened
from webapp.assessment.statuses import PointStatus
from webapp.core import clock
from webapp.core.database import session


def holds(status: PointStatus) -> ColumnElement[bool]:
    """Whether a point has the status."""
    return _STATUSES[status]()


def by_status(
    round_id: uuid.UUID, statuses: Sequence[PointStatus] = tuple(PointStatus)
) -> Mapping[PointStatus, int]:
    """How many of a round's points that count have each of the statuses. One query."""
    # Each by itself, for of nearly all there is an index of those alone that have it.
    points = select(func.count()).select_from(Point).where(Point.round_id == round_id, counts())
    numbers = [points.where(holds(each)).correlate(None).scalar_subquery() for each in statuses]
    return dict(zip(statuses, session.execute(select(*numbers)).one(), strict=True))


def contradicted(points: Collection[Point]) -> frozenset[uuid.UUID]:
    """Those of the points that a change in the text contradicts. At most one query."""
    against = [each.id for each in points if each.decision and each.decision not in LEADING]
    if not against:
        return frozenset()
    statement = select(Point.id).where(Point.id.in_(against), _is_contradicted())
    return frozenset(session.scalars(statement))


def _is_asked() -> ColumnElement[bool]:
    """Whether something that was asked about the point is not answered yet."""
    answered = select(ClarificationAnswer.id).where(
        ClarificationAnswer.clarification_id == Clarification.id
    )
    return Point.id.in_(select(Clarification.point_id).where(~answered.exists()))


def _is_overdue() -> ColumnElement[bool]:
    """Whether the point is somebody's to weigh, and the last day to do so is over."""
    today = clock.local(clock.now()).date()
    given = select(Assignment.point_id).where(Assignment.due < today)
    return Point.decision.is_(None) & Point.id.in_(given)


def _is_contradicted() -> ColumnElement[bool]:
    """Whether the point is to change nothing, and a change in the text is said to come of it."""
    changed = select(PointChange.point_id).where(PointChange.undone_at.is_(None))
    return Point.decision.not_in(LEADING) & Point.id.in_(changed)


_STATUSES: Mapping[PointStatus, Callable[[], ColumnElement[bool]]] = {
    PointStatus.UNOPENED: lambda: ~opened(),
    PointStatus.LEFT: lambda: Point.decision.is_(None),
    PointStatus.WAITS: waits,
    PointStatus.DECIDED: lambda: Point.decision.is_not(None) & ~waits(),
    PointStatus.UNREASONED: lambda: literal_column(UNREASONED, Boolean),
    PointStatus.ASKED: _is_asked,
    PointStatus.OVERDUE: _is_overdue,
    PointStatus.CONTRADICTED: _is_contradicted,
}
