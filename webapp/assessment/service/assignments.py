"""Giving points to people, and noting who opened them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.assessment import policy, queries
from webapp.assessment.meeting import Fields, Met, meet
from webapp.assessment.models import Assignment, Opening, Point
from webapp.assessment.service.allowing import check_may_decide
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Errand:
    """Whose points are to be, and by when. Nobody's where `assignee` is None."""

    assignee: User | None
    due: date | None = None

    def fields(self) -> Fields:
        """The same as a form has it."""
        return {
            "assignee": str(self.assignee.id) if self.assignee else "",
            "due": self.due.isoformat() if self.due else "",
        }


def errand_of(assignment: Assignment | None) -> Errand:
    """Whose a point is now."""
    if assignment is None:
        return Errand(None)
    return Errand(assignment.assignee, assignment.due)


def give(point: Point, errand: Errand, *, began: Fields, actor: User) -> Met:
    """Let one point be somebody's, beside what another officer has saved of it meanwhile.

    `began`: what the form held when it was opened. Where the two clash nothing is saved, and the
    outcome says so.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        DomainError: the one to get it may not weigh points, or the day has passed.
    """
    session.refresh(point, with_for_update=True, attribute_names=["revision"])
    now = errand_of(queries.assignment(point.id))
    met = meet(began, now.fields(), errand.fields(), texts=())
    if met.is_saved:
        sides = {each.fields()["assignee"]: each.assignee for each in (now, errand)}
        due = met.values["due"]
        to = Errand(sides[met.values["assignee"]], date.fromisoformat(due) if due else None)
        assign([point], to, actor=actor)
    return met


def assign(points: Sequence[Point], errand: Errand, *, actor: User) -> int:
    """Let `points` of one round be somebody's to weigh; returns how many.

    The e-mail about it leaves a few minutes later, one for all that were given meanwhile.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        DomainError: the one to get them may not weigh points, or the day has passed.
    """
    if not points:
        return 0
    check_may_decide(points[0].round, actor)
    _check(errand)
    ids = [point.id for point in points]
    if errand.assignee is None:
        session.execute(delete(Assignment).where(Assignment.point_id.in_(ids)))
    else:
        _give(ids, errand.assignee, errand.due, actor)
    for point in points:
        _record(point, errand, actor)
    return len(points)


def note_opened(point_id: uuid.UUID, user: User) -> None:
    """Keep that the person has opened the point; only the first time counts."""
    statement = insert(Opening).values(point_id=point_id, user_id=user.id, opened_at=clock.now())
    session.execute(statement.on_conflict_do_nothing())


def _check(errand: Errand) -> None:
    to = errand.assignee
    if to is not None and not (to.active and to.roles & policy.WEIGHERS):
        raise DomainError(_l("Only a case officer can be given points."), field="assignee")
    if errand.due is not None and errand.due < clock.local(clock.now()).date():
        raise DomainError(_l("This day has passed. Choose a later one."), field="due")


def _give(ids: Sequence[uuid.UUID], to: User, due: date | None, actor: User) -> None:
    at = clock.now()
    given = {
        "assignee_id": to.id,
        "due": due,
        "assigned_by": actor.id,
        "assigned_at": at,
        # What one takes oneself needs no e-mail.
        "told_at": at if to.id == actor.id else None,
    }
    rows = [{"id": uuid7(), "created_at": at, "point_id": each, **given} for each in ids]
    statement = insert(Assignment).values(rows)
    session.execute(statement.on_conflict_do_update(index_elements=["point_id"], set_=given))


def _record(point: Point, errand: Errand, actor: User) -> None:
    audit.record(
        "assessment.assign",
        subject=point.id,
        actor=actor,
        round=str(point.round_id),
        number=point.number,
        assignee=str(errand.assignee.id) if errand.assignee else None,
        due=errand.due.isoformat() if errand.due else None,
    )
