"""Carrying over the work on an answer to the one that replaced it: HTTP only."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import labels, policy, queries, service
from webapp.assessment.forms import TickForm
from webapp.assessment.models import ManyChange, ManyKind
from webapp.assessment.views.frame import blueprint
from webapp.assessment.views.workbench import UNDOABLE
from webapp.core import access, clock
from webapp.core.rendering import ngettext
from webapp.responses import queries as responses
from webapp.responses.models import Response


@blueprint.route("/responses/<uuid:response_id>/carry-over", methods=["GET", "POST"])
@access.staff(*policy.WEIGHERS)
def carry_over(response_id: uuid.UUID) -> ResponseReturnValue:
    """What was done with the points of the answer before, to be carried over to this one's."""
    response, form = responses.get(response_id), TickForm()
    if form.validate_on_submit():
        is_all = request.form.get("do") == "all"
        chosen = queries.to_carry(response) if is_all else form.ticked()
        count = form.attempt(lambda: service.carry_over(response, chosen, actor=current_user))
        if count is not None:
            said = ngettext("%(num)s point is as before.", "%(num)s points are as before.", count)
            flash(said, "success")
            return redirect(url_for("assessment.carry_over", response_id=response_id))
    page = render_template(
        "assessment/carry_over.html",
        response=response,
        round=response.round,
        inheritance=queries.inherited(response),
        form=form,
        ticked=form.ticked(),
        change=_undoable(response),
        filter=None,
        decision_labels=labels.DECISIONS,
        may_decide=policy.may_decide(current_user.roles, response.round, clock.now()),
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK


def _undoable(response: Response) -> ManyChange | None:
    """What the person changed last in many points, where it was carrying over to these."""
    since = clock.now() - UNDOABLE
    change = queries.latest_change(response.round_id, current_user.id, since)
    if change is None or change.kind is not ManyKind.CARRIED:
        return None
    points = {str(point.id) for point in queries.of_response(response.id)}
    return change if points.issuperset(each["point"] for each in change.before) else None
