"""How far the weighing of points has come: each status as the database finds it, and counted."""

import uuid
from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, func, select

from webapp.assessment.models import Assignment, Clarification, ClarificationAnswer, Decision, Point
from webapp.assessment.queries.approving import waits
from webapp.assessment.queries.points import counts, opened
from webapp.assessment.statuses import PointStatus
from webapp.core import clock
from webapp.core.database import session

IN_NEED = (Decision.NOT_ACCOMMODATED, Decision.PARTLY)
"""The decisions that need a reason."""


def holds(status: PointStatus) -> ColumnElement[bool]:
    """Whether a point has the status."""
    return _STATUSES[status]()


def by_status(round_id: uuid.UUID) -> Mapping[PointStatus, int]:
    """How many of a round's points that count have each status. One query."""
    numbers = [func.count().filter(holds(status)) for status in PointStatus]
    found = session.execute(select(*numbers).where(Point.round_id == round_id, counts())).one()
    return dict(zip(PointStatus, found, strict=True))


def _is_asked() -> ColumnElement[bool]:
    """Whether something that was asked about the point is not answered yet."""
    answered = select(ClarificationAnswer.id).where(
        ClarificationAnswer.clarification_id == Clarification.id
    )
    asked = select(Clarification.id).where(Clarification.point_id == Point.id)
    return asked.where(~answered.exists()).exists()


def _is_overdue() -> ColumnElement[bool]:
    """Whether the point is somebody's to weigh, and the last day to do so is over."""
    today = clock.local(clock.now()).date()
    given = select(Assignment.id).where(Assignment.point_id == Point.id, Assignment.due < today)
    return Point.decision.is_(None) & given.correlate(Point).exists()


_STATUSES: Mapping[PointStatus, Callable[[], ColumnElement[bool]]] = {
    PointStatus.UNOPENED: lambda: ~opened(),
    PointStatus.LEFT: lambda: Point.decision.is_(None),
    PointStatus.WAITS: waits,
    PointStatus.DECIDED: lambda: Point.decision.is_not(None) & ~waits(),
    PointStatus.UNREASONED: lambda: Point.decision.in_(IN_NEED) & (func.trim(Point.reply) == ""),
    PointStatus.ASKED: _is_asked,
    PointStatus.OVERDUE: _is_overdue,
}
