"""Changing many points at once, and undoing it."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.assessment import queries
from webapp.assessment.models import (
    Assignment,
    ManyChange,
    ManyKind,
    Point,
    PointTheme,
    Theme,
)
from webapp.assessment.service.allowing import check_may_decide
from webapp.assessment.service.approving import undo_approving
from webapp.assessment.service.assignments import Errand, assign
from webapp.assessment.service.carrying import undo_carrying
from webapp.assessment.service.linking import undo_linking, undo_unlinking
from webapp.assessment.service.points import Verdict, check_verdict
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l


def assign_many(points: Sequence[Point], errand: Errand, *, actor: User) -> int:
    """Let the points of one round be somebody's, so that it can be undone; returns how many."""
    former = queries.assignments_of([point.id for point in points])
    before = [{"point": str(point.id), "was": _kept(former.get(point.id))} for point in points]
    given = assign(points, errand, actor=actor)
    _keep(points, ManyKind.ASSIGNED, before, actor)
    return given


def decide_many(points: Sequence[Point], verdict: Verdict, *, actor: User) -> int:
    """Decide alike on those of the points that have no decision yet; returns how many there were.

    What is decided already is left alone, so that nobody's decision is overwritten unseen. A
    point that nobody has opened stays so.
    """
    check_may_decide(points[0].round, actor)
    check_verdict(verdict)
    left = [point for point in queries.held([p.id for p in points]) if point.decision is None]
    for point in left:
        point.decision, point.reply = verdict.decision, verdict.reply
        point.decided_by, point.decided_at = actor.id, clock.now()
        point.revision += 1
        _record("assessment.decide", point, actor, decision=verdict.decision.value, many=len(left))
    before = [{"point": str(point.id), "revision": point.revision} for point in left]
    _keep(left, ManyKind.DECIDED, before, actor)
    return len(left)


def add_theme(points: Sequence[Point], name: str, *, actor: User) -> int:
    """Put the points under a theme, which is made where there is none of that name.

    Returns how many were not under it before.
    """
    check_may_decide(points[0].round, actor)
    if not name:
        raise DomainError(_l("Write the name of a theme."), field="theme")
    theme = theme_named(points[0].round.consultation_id, name)
    rows = [{"point_id": point.id, "theme_id": theme.id} for point in points]
    statement = insert(PointTheme).values(rows).on_conflict_do_nothing()
    new = set(session.scalars(statement.returning(PointTheme.point_id)))
    changed = [point for point in points if point.id in new]
    return _themed(changed, theme, ManyKind.THEMED, actor)


def remove_theme(points: Sequence[Point], name: str, *, actor: User) -> int:
    """Take the points out of a theme; returns how many were under it."""
    check_may_decide(points[0].round, actor)
    theme = queries.find_theme(points[0].round.consultation_id, name)
    if theme is None:
        raise DomainError(_l("There is no theme of this name."), field="theme")
    gone = set(session.scalars(_unthemed([point.id for point in points], theme.id)))
    changed = [point for point in points if point.id in gone]
    return _themed(changed, theme, ManyKind.UNTHEMED, actor)


def theme_named(consultation_id: uuid.UUID, name: str) -> Theme:
    """The theme of this name, which is made where there is none."""
    found = queries.find_theme(consultation_id, name)
    if found is None:
        found = Theme(consultation_id=consultation_id, name=name)
        session.add(found)
        session.flush()
    return found


def undo(change: ManyChange, *, actor: User) -> int:
    """Let the points be as they were, except those that were changed since; returns how many.

    Raises:
        ForbiddenError: the report is out.
    """
    check_may_decide(change.round, actor)
    if change.undone_at is not None:
        return 0
    change.undone_at = clock.now()
    former = {uuid.UUID(each["point"]): each for each in change.before}
    points = queries.held(list(former))
    undone = _UNDONE[change.kind](change, former, points, actor)
    if undone and change.kind in _REOPENING:
        change.round.assessed_at = None
    for point in undone:
        _record("assessment.undo", point, actor, what=change.kind.value)
    return len(undone)


Former = Mapping[uuid.UUID, Mapping[str, Any]]


def _undo_decisions(
    _change: ManyChange, former: Former, points: Sequence[Point], _actor: User
) -> list[Point]:
    same = [point for point in points if point.revision == former[point.id]["revision"]]
    for point in same:
        point.decision, point.reply = None, ""
        point.decided_by = point.decided_at = None
        point.revision += 1
    return same


def _undo_assignments(
    change: ManyChange, former: Former, points: Sequence[Point], actor: User
) -> list[Point]:
    now = queries.assignments_of([point.id for point in points])
    same = []
    for point in points:
        current, was = now.get(point.id), former[point.id]["was"]
        if current is not None and current.assigned_at > change.created_at:
            continue
        to = session.get(User, uuid.UUID(was["assignee"])) if was else None
        due = date.fromisoformat(was["due"]) if was and was["due"] else None
        _put(point, current, to, due, actor)
        same.append(point)
    return same


def _put(
    point: Point, current: Assignment | None, to: User | None, due: date | None, actor: User
) -> None:
    if to is None:
        if current is not None:
            session.delete(current)
        return
    if current is None:
        current = Assignment(point_id=point.id)
        session.add(current)
    current.assignee_id, current.due = to.id, due
    # Whoever has them back was told of them the first time.
    current.assigned_by, current.assigned_at, current.told_at = actor.id, clock.now(), clock.now()


def _undo_theme(
    _change: ManyChange, former: Former, points: Sequence[Point], _actor: User
) -> list[Point]:
    theme_id = uuid.UUID(next(iter(former.values()))["theme"])
    session.execute(_unthemed([point.id for point in points], theme_id))
    return list(points)


def _undo_removal(
    _change: ManyChange, former: Former, points: Sequence[Point], _actor: User
) -> list[Point]:
    theme_id = uuid.UUID(next(iter(former.values()))["theme"])
    rows = [{"point_id": point.id, "theme_id": theme_id} for point in points]
    if rows:
        session.execute(insert(PointTheme).values(rows).on_conflict_do_nothing())
    return list(points)


_UNDONE: Mapping[ManyKind, Callable[[ManyChange, Former, Sequence[Point], User], list[Point]]] = {
    ManyKind.DECIDED: _undo_decisions,
    ManyKind.ASSIGNED: _undo_assignments,
    ManyKind.THEMED: _undo_theme,
    ManyKind.UNTHEMED: _undo_removal,
    ManyKind.LINKED: undo_linking,
    ManyKind.UNLINKED: undo_unlinking,
    ManyKind.CARRIED: undo_carrying,
    ManyKind.APPROVED: undo_approving,
}


_REOPENING = (ManyKind.DECIDED, ManyKind.APPROVED)
"""What leaves points to be assessed when it is undone, so that the assessment is not complete."""


def _themed(points: Sequence[Point], theme: Theme, kind: ManyKind, actor: User) -> int:
    for point in points:
        _record(f"assessment.{kind.value}", point, actor, theme=theme.name)
    before = [{"point": str(point.id), "theme": str(theme.id)} for point in points]
    _keep(points, kind, before, actor)
    return len(points)


def _unthemed(ids: Sequence[uuid.UUID], theme_id: uuid.UUID) -> Any:
    statement = delete(PointTheme).where(PointTheme.theme_id == theme_id)
    return statement.where(PointTheme.point_id.in_(ids)).returning(PointTheme.point_id)


def _kept(assignment: Assignment | None) -> dict[str, str] | None:
    if assignment is None:
        return None
    due = assignment.due.isoformat() if assignment.due else ""
    return {"assignee": str(assignment.assignee_id), "due": due}


def _keep(
    points: Sequence[Point], kind: ManyKind, before: list[dict[str, Any]], actor: User
) -> None:
    if points:
        session.add(
            ManyChange(round_id=points[0].round_id, made_by=actor.id, kind=kind, before=before)
        )


def _record(action: str, point: Point, actor: User, **details: Any) -> None:
    audit.record(
        action,
        subject=point.id,
        actor=actor,
        round=str(point.round_id),
        number=point.number,
        **details,
    )
