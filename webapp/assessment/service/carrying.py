"""Carrying over what was done with the points of an answer to those of the one that replaced it."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, literal, select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.assessment import queries
from webapp.assessment.carrying import Heir
from webapp.assessment.models import (
    ArgumentPoint,
    Assignment,
    ManyChange,
    ManyKind,
    Point,
    PointNote,
    PointTheme,
)
from webapp.assessment.service.allowing import check_may_decide
from webapp.assessment.service.assignments import assign, errand_of
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses import queries as responses
from webapp.responses.models import Response

Former = Mapping[uuid.UUID, Mapping[str, Any]]

_KEPT = ("arguments", "themes", "notes", "assignments")
"""What is kept of each point for undoing: the ids of what was new to it."""


def carry_over(response: Response, chosen: Collection[uuid.UUID], *, actor: User) -> int:
    """Let the chosen points have what the former ones had: arguments, themes, person and notes.

    `chosen`: points of `response`. Decisions are not carried: a person makes them anew. Carrying
    over what is carried over already changes nothing. Returns how many points got something.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        ConflictError: a later response from the sender counts.
        DomainError: nothing is chosen.
    """
    check_may_decide(response.round, actor)
    if responses.replaced_by(response) is not None:
        raise ConflictError(
            _l("A later response from the same sender counts. Go on with that one.")
        )
    left = queries.inherited(response).to_carry
    heirs = [each for each in left if each.later.point.id in chosen]
    if not heirs:
        raise DomainError(_l("Tick the points that say the same as before."))
    queries.held([each.later.point.id for each in heirs])
    session.add(
        ManyChange(
            round_id=response.round_id,
            made_by=actor.id,
            kind=ManyKind.CARRIED,
            before=[_carry(each, actor) for each in heirs],
        )
    )
    return len(heirs)


def undo_carrying(
    change: ManyChange, former: Former, points: Sequence[Point], _actor: User
) -> list[Point]:
    """Take away again what was carried over to the points, where it is still there.

    What somebody added or gave away since stays.
    """
    for point in points:
        gone = {name: list(map(uuid.UUID, former[point.id][name])) for name in _KEPT}
        session.execute(
            delete(ArgumentPoint).where(
                ArgumentPoint.point_id == point.id, ArgumentPoint.argument_id.in_(gone["arguments"])
            )
        )
        session.execute(
            delete(PointTheme).where(
                PointTheme.point_id == point.id, PointTheme.theme_id.in_(gone["themes"])
            )
        )
        session.execute(delete(PointNote).where(PointNote.id.in_(gone["notes"])))
        session.execute(
            delete(Assignment).where(
                Assignment.point_id == point.id,
                Assignment.id.in_(gone["assignments"]),
                Assignment.assigned_at <= change.created_at,
            )
        )
    return list(points)


def _carry(heir: Heir, actor: User) -> dict[str, Any]:
    """Carry over the work on one point; what is new by that, for undoing it."""
    former, later = heir.former.point, heir.later.point
    new = {
        "arguments": _link(former.id, later.id, actor),
        "themes": _put_under(former.id, later.id),
        "notes": _note(former.id, later.id),
        "assignments": _give(heir, actor),
    }
    audit.record(
        queries.CARRIED,
        subject=later.id,
        actor=actor,
        round=str(later.round_id),
        number=later.number,
        former=former.number,
        same=heir.is_same,
        arguments=[each.number for each in heir.work.arguments],
        themes=[each.name for each in heir.work.themes],
        notes=heir.work.notes,
    )
    return {"point": str(later.id)} | {name: list(map(str, ids)) for name, ids in new.items()}


def _link(former_id: uuid.UUID, later_id: uuid.UUID, actor: User) -> Sequence[uuid.UUID]:
    linked = select(
        ArgumentPoint.argument_id, literal(later_id), literal(actor.id), literal(clock.now())
    ).where(ArgumentPoint.point_id == former_id)
    columns = ["argument_id", "point_id", "linked_by", "linked_at"]
    statement = insert(ArgumentPoint).from_select(columns, linked).on_conflict_do_nothing()
    return session.scalars(statement.returning(ArgumentPoint.argument_id)).all()


def _put_under(former_id: uuid.UUID, later_id: uuid.UUID) -> Sequence[uuid.UUID]:
    themes = select(literal(later_id), PointTheme.theme_id).where(PointTheme.point_id == former_id)
    columns = ["point_id", "theme_id"]
    statement = insert(PointTheme).from_select(columns, themes).on_conflict_do_nothing()
    return session.scalars(statement.returning(PointTheme.theme_id)).all()


def _note(former_id: uuid.UUID, later_id: uuid.UUID) -> Sequence[uuid.UUID]:
    """Copy what staff said, with who said it when."""
    copies = []
    for note in queries.notes(former_id):
        copy = PointNote(
            point_id=later_id, author_id=note.author_id, kind=note.kind, text=note.text
        )
        copy.created_at = note.created_at
        session.add(copy)
        session.flush()
        copies.append(copy.id)
    return copies


def _give(heir: Heir, actor: User) -> Sequence[uuid.UUID]:
    """Let the point be whose the former was, if it is nobody's and the person may still have it."""
    given: Assignment | None = heir.work.assignment
    if given is None or queries.assignment(heir.later.point.id) is not None:
        return []
    if given.assignee_id not in {each.id for each in queries.weighers()}:
        return []
    errand = errand_of(given)
    is_past = errand.due is not None and errand.due < clock.local(clock.now()).date()
    assign([heir.later.point], replace(errand, due=None if is_past else errand.due), actor=actor)
    session.flush()
    now = queries.assignment(heir.later.point.id)
    return [now.id] if now is not None else []
