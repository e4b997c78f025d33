"""Standing behind what another decided, where the round demands a second person."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, tuple_
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.assessment import queries
from webapp.assessment.models import (
    DecisionApproval,
    ManyChange,
    ManyKind,
    Point,
    SecondDemanded,
)
from webapp.assessment.service.allowing import check_may_decide
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds.models import Round


def demand_second(round_: Round, *, demanded: bool, actor: User) -> None:
    """Let each decision in the round need a second person, or not.

    Raises:
        ForbiddenError: the person may not, or the report is out.
    """
    check_may_decide(round_, actor)
    if queries.demands_second(round_.id) == demanded:
        return
    if demanded:
        values = {"round_id": round_.id, "demanded_by": actor.id, "demanded_at": clock.now()}
        session.execute(insert(SecondDemanded).values(values).on_conflict_do_nothing())
        round_.assessed_at = None
    else:
        session.execute(delete(SecondDemanded).where(SecondDemanded.round_id == round_.id))
    action = "assessment.demand_second" if demanded else "assessment.demand_no_second"
    audit.record(action, subject=round_.id, actor=actor)


def approve(point: Point, revision: int, *, actor: User) -> None:
    """Stand behind the decision that another made, as it was in this `revision`.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        DomainError: there is no decision, or the person made it.
        ConflictError: it was changed meanwhile.
    """
    check_may_decide(point.round, actor)
    now = ["revision", "decision", "decided_by"]
    session.refresh(point, with_for_update=True, attribute_names=now)
    if point.revision != revision:
        raise ConflictError(_l("The decision was changed meanwhile. Read it again."))
    if point.decision is None or point.decided_by == actor.id:
        raise DomainError(_l("Another person than who decided must approve the decision."))
    _stand_behind([point], actor)


@dataclass(frozen=True, slots=True)
class Approved:
    """What became of the decisions on many points that one person was to stand behind."""

    done: int
    """How many are approved."""
    own: int
    """How many wait for another person, for this one made them."""
    newer: int
    """How many were decided on since the person read them."""
    idle: int
    """How many wait for nobody: without a decision, or approved before."""


def approve_many(points: Sequence[Point], seen: datetime, *, actor: User) -> Approved:
    """Stand behind those decisions on the points that others made, as they were when `seen`.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        DomainError: the round demands no second person.
    """
    round_ = points[0].round
    check_may_decide(round_, actor)
    if not queries.demands_second(round_.id):
        raise DomainError(_l("In this round one person decides alone."))
    held = queries.held([point.id for point in points])
    approved = queries.approvals_of([point.id for point in held])
    waiting = [point for point in held if point.decision and point.id not in approved]
    others = [point for point in waiting if point.decided_by != actor.id]
    read = [point for point in others if point.decided_at and point.decided_at <= seen]
    if read:
        _stand_behind(read, actor, many=len(read))
        before = [{"point": str(point.id), "revision": point.revision} for point in read]
        change = {"round_id": round_.id, "made_by": actor.id, "before": before}
        session.add(ManyChange(kind=ManyKind.APPROVED, **change))
    return Approved(
        done=len(read),
        own=len(waiting) - len(others),
        newer=len(others) - len(read),
        idle=len(held) - len(waiting),
    )


def undo_approving(
    _change: ManyChange,
    former: Mapping[uuid.UUID, Mapping[str, Any]],
    points: Sequence[Point],
    actor: User,
) -> list[Point]:
    """Let decisions wait again that one stood behind at once, where they are as they were."""
    same = [(point.id, point.revision) for point in points]
    same = [each for each in same if each[1] == former[each[0]]["revision"]]
    row = tuple_(DecisionApproval.point_id, DecisionApproval.revision)
    statement = delete(DecisionApproval).where(
        row.in_(same), DecisionApproval.approved_by == actor.id
    )
    gone = set(session.scalars(statement.returning(DecisionApproval.point_id)))
    return [point for point in points if point.id in gone]


def _stand_behind(points: Sequence[Point], actor: User, **details: Any) -> None:
    now = clock.now()
    rows = [
        {
            "point_id": point.id,
            "revision": point.revision,
            "approved_by": actor.id,
            "approved_at": now,
        }
        for point in points
    ]
    session.execute(insert(DecisionApproval).values(rows).on_conflict_do_nothing())
    for point in points:
        audit.record(
            "assessment.approve",
            subject=point.id,
            actor=actor,
            round=str(point.round_id),
            number=point.number,
            decision=point.decision.value if point.decision else None,
            **details,
        )
