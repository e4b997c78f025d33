"""The second person behind decisions: HTTP only."""

import uuid

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import policy, queries, service
from webapp.assessment.views.frame import blueprint
from webapp.core import access
from webapp.core.rendering import gettext as _
from webapp.rounds import queries as rounds


@blueprint.post("/rounds/<uuid:round_id>/assessment/second")
@access.staff(*policy.WEIGHERS)
def demand_second(round_id: uuid.UUID) -> ResponseReturnValue:
    """Let each decision in the round need a second person, or not."""
    round_ = rounds.get(round_id)
    demanded = request.form.get("demanded") == "yes"
    service.demand_second(round_, demanded=demanded, actor=current_user)
    flash(_("It is saved how decisions are made."), "success")
    return redirect(url_for("assessment.overview", round_id=round_id))


@blueprint.post("/points/<uuid:point_id>/approve")
@access.staff(*policy.WEIGHERS)
def approve(point_id: uuid.UUID) -> ResponseReturnValue:
    """Stand behind the decision that another made."""
    point = queries.get(point_id)
    service.approve(point, request.form.get("revision", 0, int), actor=current_user)
    flash(_("You stand behind the decision on point %(number)s.", number=point.number), "success")
    return redirect(url_for("assessment.decide", point_id=point_id))
