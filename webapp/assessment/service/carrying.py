"""Carrying over what was done with the points of an answer to those of the one that replaced it."""

import uuid
from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import literal, select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.assessment import policy, queries
from webapp.assessment.carrying import Heir
from webapp.assessment.models import ArgumentPoint, Assignment, PointNote, PointTheme
from webapp.assessment.service.assignments import assign, errand_of
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError, ForbiddenError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses import queries as responses
from webapp.responses.models import Response


def carry_over(response: Response, chosen: Collection[uuid.UUID], *, actor: User) -> int:
    """Let the chosen points have what the former ones had: arguments, themes, person and notes.

    `chosen`: points of `response`. Decisions are not carried: a person makes them anew. Carrying
    over what is carried over already changes nothing. Returns how many points got something.

    Raises:
        ForbiddenError: the person may not, or the report is out.
        ConflictError: a later response from the sender counts.
        DomainError: nothing is chosen.
    """
    if not policy.may_decide(actor.roles, response.round, clock.now()):
        raise ForbiddenError(_l("You can no longer assess the points of this round."))
    if responses.replaced_by(response) is not None:
        raise ConflictError(
            _l("A later response from the same sender counts. Go on with that one.")
        )
    left = queries.inherited(response).to_carry
    heirs = [each for each in left if each.later.point.id in chosen]
    if not heirs:
        raise DomainError(_l("Tick the points that say the same as before."))
    queries.held([each.later.point.id for each in heirs])
    for each in heirs:
        _carry(each, actor)
    return len(heirs)


def _carry(heir: Heir, actor: User) -> None:
    former, later = heir.former.point, heir.later.point
    _link(former.id, later.id, actor)
    _put_under(former.id, later.id)
    _note(former.id, later.id)
    _give(heir, actor)
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


def _link(former_id: uuid.UUID, later_id: uuid.UUID, actor: User) -> None:
    linked = select(
        ArgumentPoint.argument_id, literal(later_id), literal(actor.id), literal(clock.now())
    ).where(ArgumentPoint.point_id == former_id)
    columns = ["argument_id", "point_id", "linked_by", "linked_at"]
    session.execute(insert(ArgumentPoint).from_select(columns, linked).on_conflict_do_nothing())


def _put_under(former_id: uuid.UUID, later_id: uuid.UUID) -> None:
    themes = select(literal(later_id), PointTheme.theme_id).where(PointTheme.point_id == former_id)
    columns = ["point_id", "theme_id"]
    session.execute(insert(PointTheme).from_select(columns, themes).on_conflict_do_nothing())


def _note(former_id: uuid.UUID, later_id: uuid.UUID) -> None:
    """Copy what staff said, with who said it when."""
    for note in queries.notes(former_id):
        copy = PointNote(
            point_id=later_id, author_id=note.author_id, kind=note.kind, text=note.text
        )
        copy.created_at = note.created_at
        session.add(copy)
        session.flush()


def _give(heir: Heir, actor: User) -> None:
    """Let the point be whose the former was, if it is nobody's and the person may still have it."""
    given: Assignment | None = heir.work.assignment
    if given is None or queries.assignment(heir.later.point.id) is not None:
        return
    if given.assignee_id not in {each.id for each in queries.weighers()}:
        return
    errand = errand_of(given)
    is_past = errand.due is not None and errand.due < clock.local(clock.now()).date()
    assign([heir.later.point], replace(errand, due=None if is_past else errand.due), actor=actor)
