"""Reading what was done with the points of an answer that another took the place of."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import func, or_, select

from webapp.assessment.carrying import Inheritance, Work, inheritance
from webapp.assessment.models import ManyKind, Point, PointNote
from webapp.assessment.queries.arguments import arguments_of
from webapp.assessment.queries.lists import assignments_of, themes_of
from webapp.assessment.queries.points import of_response
from webapp.audit.models import Entry
from webapp.core.database import session
from webapp.responses.models import Response

CARRIED = "assessment.carry_over"
"""On the trail: that the work on a former point was carried over to one."""

UNDONE = "assessment.undo"
"""On the trail: that what was done with many at once was undone of a point."""


def inherited(response: Response) -> Inheritance:
    """What was done with the points of the answer that this one replaced. Seven queries."""
    if response.replaces_id is None:
        return Inheritance()
    former, later = of_response(response.replaces_id), of_response(response.id)
    carried = carried_from([point.id for point in later])
    return inheritance(former, later, works(former), carried)


def to_carry(response: Response) -> Collection[uuid.UUID]:
    """The points to which work can be carried over, and is not. As many queries."""
    return {each.later.point.id for each in inherited(response).to_carry}


def works(points: Sequence[Point]) -> dict[uuid.UUID, Work]:
    """What was done with each of the points. Four queries."""
    ids = [point.id for point in points]
    arguments, themes, given = arguments_of(ids), themes_of(ids), assignments_of(ids)
    notes = _counted_notes(ids)
    return {
        point.id: Work(
            arguments.get(point.id, ()),
            themes.get(point.id, ()),
            given.get(point.id),
            notes.get(point.id, 0),
            is_decided=point.decision is not None,
        )
        for point in points
    }


def carried_from(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """By point: the number of the former point whose work was carried over to it. One query.

    Where that was undone since, it was not.
    """
    undone = (Entry.action == UNDONE) & (Entry.details["what"].as_string() == ManyKind.CARRIED)
    statement = select(Entry.subject, Entry.details["former"].as_integer())
    statement = statement.where(Entry.subject.in_(ids), or_(Entry.action == CARRIED, undone))
    latest: dict[uuid.UUID, int | None] = dict(iter(session.execute(statement.order_by(Entry.id))))
    return {point: number for point, number in latest.items() if number is not None}


def former_of(point: Point, former_id: uuid.UUID | None) -> Point | None:
    """A point of the answer that the point's replaced, by its id."""
    if former_id is None or point.response.replaces_id is None:
        return None
    found = of_response(point.response.replaces_id)
    return next((each for each in found if each.id == former_id), None)


def _counted_notes(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    statement = select(PointNote.point_id, func.count()).where(PointNote.point_id.in_(ids))
    return dict(iter(session.execute(statement.group_by(PointNote.point_id))))
