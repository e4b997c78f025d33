"""Linking points to arguments, one or many at once, and undoing it."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.assessment import queries
from webapp.assessment.models import Argument, ArgumentPoint, ManyChange, ManyKind, Point
from webapp.assessment.service.allowing import check_may_decide
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l

Former = Mapping[uuid.UUID, Mapping[str, Any]]


def link_points(points: Sequence[Point], argument: Argument | None, *, actor: User) -> int:
    """Say that the points are what the argument sums up; returns how many were not before.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        DomainError: no argument is chosen.
    """
    chosen = _checked(points, argument, actor)
    new = _put_in([point.id for point in points], chosen.id, actor)
    return _done([point for point in points if point.id in new], chosen, ManyKind.LINKED, actor)


def unlink_points(points: Sequence[Point], argument: Argument | None, *, actor: User) -> int:
    """Say that the points are not what the argument sums up; returns how many were before.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        DomainError: no argument is chosen.
    """
    chosen = _checked(points, argument, actor)
    gone = _take_out([point.id for point in points], chosen.id)
    return _done([point for point in points if point.id in gone], chosen, ManyKind.UNLINKED, actor)


def undo_linking(
    _change: ManyChange, former: Former, points: Sequence[Point], _actor: User
) -> list[Point]:
    """Take out the points that were put in; those that are out already were changed since."""
    gone = _take_out([point.id for point in points], _argument_of(former))
    return [point for point in points if point.id in gone]


def undo_unlinking(
    change: ManyChange, former: Former, points: Sequence[Point], actor: User
) -> list[Point]:
    """Put in the points that were taken out, unless the argument is there no more."""
    argument = queries.argument_in(change.round_id, _argument_of(former))
    if argument is None:
        return []
    new = _put_in([point.id for point in points], argument.id, actor)
    return [point for point in points if point.id in new]


def _checked(points: Sequence[Point], argument: Argument | None, actor: User) -> Argument:
    if argument is None:
        raise DomainError(_l("Choose an argument."), field="argument")
    check_may_decide(argument.round, actor)
    if not points:
        raise DomainError(_l("Choose the points in the list first."))
    return argument


def _put_in(ids: Sequence[uuid.UUID], argument_id: uuid.UUID, actor: User) -> set[uuid.UUID]:
    if not ids:
        return set()
    given = {"argument_id": argument_id, "linked_by": actor.id, "linked_at": clock.now()}
    statement = insert(ArgumentPoint).values([given | {"point_id": each} for each in ids])
    statement = statement.on_conflict_do_nothing()
    return set(session.scalars(statement.returning(ArgumentPoint.point_id)))


def _take_out(ids: Sequence[uuid.UUID], argument_id: uuid.UUID) -> set[uuid.UUID]:
    statement = delete(ArgumentPoint).where(ArgumentPoint.argument_id == argument_id)
    statement = statement.where(ArgumentPoint.point_id.in_(ids))
    return set(session.scalars(statement.returning(ArgumentPoint.point_id)))


def _argument_of(former: Former) -> uuid.UUID:
    return uuid.UUID(next(iter(former.values()))["argument"])


def _done(points: Sequence[Point], argument: Argument, kind: ManyKind, actor: User) -> int:
    for point in points:
        audit.record(
            f"assessment.{kind.value}",
            subject=point.id,
            actor=actor,
            round=str(point.round_id),
            number=point.number,
            argument=argument.number,
        )
    before = [{"point": str(point.id), "argument": str(argument.id)} for point in points]
    if before:
        session.add(
            ManyChange(round_id=argument.round_id, made_by=actor.id, kind=kind, before=before)
        )
    return len(points)
