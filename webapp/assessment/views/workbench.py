"""The list of a round's points, and what is done with several at once: HTTP only."""

import uuid
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.accounts.models import User
from webapp.assessment import labels, policy, queries, service
from webapp.assessment.forms import AssignManyForm, WorkbenchForm
from webapp.assessment.models import Point
from webapp.assessment.queries import LINES, MOST_AT_ONCE, MOST_COUNTED, Part
from webapp.assessment.views.frame import (
    QUESTIONS,
    STATEMENTS,
    WHOLE,
    blueprint,
    part_named,
)
from webapp.core import access, clock
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised, ngettext
from webapp.drafts import queries as drafts
from webapp.drafts.models import Section
from webapp.responses import labels as response_labels
from webapp.rounds import queries as rounds
from webapp.rounds.models import Round


@blueprint.get("/rounds/<uuid:round_id>/points")
@access.staff()
def workbench(round_id: uuid.UUID) -> ResponseReturnValue:
    """The points of a round, narrowed to what the address asks for."""
    round_ = rounds.get(round_id)
    return _page(round_, AssignManyForm.among(queries.weighers(), formdata=None))


@blueprint.post("/rounds/<uuid:round_id>/points")
@access.staff(*policy.WEIGHERS)
def assign_many(round_id: uuid.UUID) -> ResponseReturnValue:
    """Give the chosen points of the list to somebody."""
    round_ = rounds.get(round_id)
    form = AssignManyForm.among(queries.weighers())
    if form.validate():
        given = form.attempt(lambda: _given(round_, form))
        if given is not None:
            done = ngettext("One point is given.", "%(num)s points are given.", given)
            flash(done, "success")
            back = _filter(_sections(round_)).address()
            return redirect(url_for("assessment.workbench", round_id=round_id, **back))
    return _page(round_, form), HTTPStatus.UNPROCESSABLE_ENTITY


def _given(round_: Round, form: AssignManyForm) -> int:
    points = _chosen(round_, form)
    if not points:
        raise DomainError(_l("Choose the points in the list first."))
    return service.assign(points, form.errand(), actor=current_user)


def _chosen(round_: Round, form: AssignManyForm) -> list[Point]:
    """The points that are ticked, or all that the filter shows.

    Raises:
        DomainError: they are too many for one press.
    """
    ids = [each for each in form.points.data or [] if each]
    if form.every.data:
        shown = _filter(_sections(round_))
        ids = list(
            queries.chosen_points(round_.id, shown.choice(), _part(shown), most=MOST_AT_ONCE + 1)
        )
    if len(ids) > MOST_AT_ONCE:
        raise DomainError(
            _l("At most %(most)s points at once. Narrow the list first.", most=MOST_AT_ONCE)
        )
    return list(queries.of_round(round_.id, ids))


def _page(round_: Round, form: AssignManyForm) -> str:
    sections = _sections(round_)
    shown = _filter(sections, list(form.people.values()))
    choice, part = shown.choice(), _part(shown)
    found = queries.lines(round_.id, choice, part, after=request.args.get("after", 0, int))
    page = found[:LINES]
    return render_template(
        "assessment/workbench.html",
        round=round_,
        filter=shown,
        lines=page,
        more=page[-1].point.number if len(found) > LINES else None,
        count=queries.count_lines(round_.id, choice, part),
        most=MOST_COUNTED,
        most_at_once=MOST_AT_ONCE,
        sections=sections,
        form=form,
        ticked=set(form.points.data or []),
        labels=labels,
        kinds=response_labels.KINDS,
        today=clock.local(clock.now()).date(),
        may_decide=policy.may_decide(current_user.roles, round_, clock.now()),
    )


def _filter(
    sections: dict[uuid.UUID, Section], people: Sequence[User] | None = None
) -> WorkbenchForm:
    parts: dict[str, Any] = {
        STATEMENTS: _l("General statements"),
        **{str(k): f"{s.number} {localised(s.title)}".strip() for k, s in sections.items()},
        WHOLE: _l("On the document as a whole"),
        QUESTIONS: _l("Answers to the questions"),
    }
    return WorkbenchForm.of(request.args, parts, people or queries.weighers())


def _sections(round_: Round) -> dict[uuid.UUID, Section]:
    return {each.key: each for each in drafts.outline(round_.version_id)}


def _part(form: WorkbenchForm) -> Part | None:
    return part_named(str(form.part.data)) if form.part.data else None
