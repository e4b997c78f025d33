"""Taking points out of a response's running text: HTTP only."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import policy, queries, service
from webapp.assessment.forms import PassageForm
from webapp.assessment.views.frame import blueprint
from webapp.core import access, clock
from webapp.core.rendering import gettext as _
from webapp.drafts import queries as drafts
from webapp.responses import queries as responses
from webapp.responses.plaintext import paragraphs


@blueprint.route("/responses/<uuid:response_id>/points", methods=["GET", "POST"])
@access.staff(*policy.WEIGHERS)
def split(response_id: uuid.UUID) -> ResponseReturnValue:
    """The response's running text beside what was taken out of it, and the form for more."""
    response = responses.get(response_id)
    outline = drafts.outline(response.version_id)
    said = paragraphs(response.statement)
    form = PassageForm.on(outline, text=_chosen(said))
    if form.validate_on_submit():
        passage = form.passage()
        point = form.attempt(lambda: service.take_out(response, passage, actor=current_user))
        if point is not None:
            flash(_("Point %(number)s is taken out.", number=point.number), "success")
            return redirect(url_for("assessment.split", response_id=response_id))
    page = render_template(
        "assessment/split.html",
        response=response,
        round=response.round,
        said=said,
        points=queries.excerpts(response_id),
        sections={each.key: each for each in outline},
        form=form,
        may_split=policy.may_split(current_user.roles, response, clock.now()),
    )
    wrong = form.is_submitted() and (form.errors or form.form_errors)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK


@blueprint.post("/points/<uuid:point_id>/back")
@access.staff(*policy.WEIGHERS)
def put_back(point_id: uuid.UUID) -> ResponseReturnValue:
    """Let a passage be no point of its own any more."""
    point = queries.get(point_id)
    response_id = point.response_id
    service.put_back(point, actor=current_user)
    flash(_("It is no point of its own any more."), "success")
    return redirect(url_for("assessment.split", response_id=response_id))


def _chosen(said: tuple[str, ...]) -> str:
    """The paragraph that the page's address names, to begin with."""
    number = request.args.get("paragraph", 0, int)
    return said[number - 1] if 1 <= number <= len(said) else ""
