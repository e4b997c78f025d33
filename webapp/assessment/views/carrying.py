"""Carrying over the work on an answer to the one that replaced it: HTTP only."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import labels, policy, queries, service
from webapp.assessment.forms import TickForm
from webapp.assessment.views.frame import blueprint
from webapp.core import access, clock
from webapp.core.rendering import ngettext
from webapp.responses import queries as responses


@blueprint.route("/responses/<uuid:response_id>/carry-over", methods=["GET", "POST"])
@access.staff(*policy.WEIGHERS)
def carry_over(response_id: uuid.UUID) -> ResponseReturnValue:
    """What was done with the points of the answer before, to be carried over to this one's."""
    response, form = responses.get(response_id), TickForm()
    if form.validate_on_submit():
        chosen = form.ticked()
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
        decision_labels=labels.DECISIONS,
        may_decide=policy.may_decide(current_user.roles, response.round, clock.now()),
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
