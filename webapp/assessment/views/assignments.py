"""Whose points are: the page of one's own, and giving one point away. HTTP only."""

import uuid
from datetime import date
from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import policy, queries, service
from webapp.assessment.forms import AssignForm, DecisionForm
from webapp.assessment.queries import PAGE
from webapp.assessment.views.frame import blueprint, settled, tell
from webapp.assessment.views.points import point_page
from webapp.core import access, clock
from webapp.core.forms import identifier
from webapp.core.rendering import gettext as _


@blueprint.get("/my-points")
@access.staff()
def my_points() -> ResponseReturnValue:
    """What the signed-in person has left to weigh, in all rounds."""
    found = queries.mine(current_user.id, after=_cursor())
    page = found[:PAGE]
    today = clock.local(clock.now()).date()
    return render_template(
        "assessment/my_points.html",
        shares=queries.shares(current_user.id, today),
        assignments=page,
        cursor="~".join(map(str, queries.due_cursor(page[-1]))) if len(found) > PAGE else "",
        today=today,
    )


@blueprint.post("/points/<uuid:point_id>/assign")
@access.staff(*policy.WEIGHERS)
def assign(point_id: uuid.UUID) -> ResponseReturnValue:
    """Give one point to somebody, or to nobody."""
    point = queries.get(point_id)
    form = AssignForm.among(queries.weighers())
    if form.validate():
        to, began = form.errand(), form.memory()
        met = form.attempt(lambda: service.give(point, to, began=began, actor=current_user))
        told = settled(point.id, form, met, "assign")
        if told is not None:
            tell(_("It is noted whose the point is."), told)
            return redirect(url_for("assessment.decide", point_id=point.id))
    page = point_page(point, DecisionForm.of(point), assigning=form)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _cursor() -> tuple[date, uuid.UUID] | None:
    """The place in the list that the address names."""
    day, _comma, key = request.args.get("after", "").partition("~")
    point_id = identifier(key)
    try:
        return (date.fromisoformat(day), point_id) if point_id else None
    except ValueError:
        return None
