"""How a letter's position is read, and put right by its sender; what is decided of what is late."""

import uuid
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock, rendering
from webapp.core.rendering import gettext as _
from webapp.drafts import queries as drafts
from webapp.responses import differing, forms, policy, queries
from webapp.responses.models import Channel, Considered, Position, Response
from webapp.responses.service import readings
from webapp.responses.views.frame import blueprint
from webapp.rounds import policy as rounds_policy

PURPOSE = "position"
"""What the link in a letter to a sender is signed for; it says which response."""


@blueprint.post("/responses/<uuid:response_id>/position")
@access.staff(*policy.FILERS)
def read_position(response_id: uuid.UUID) -> ResponseReturnValue:
    """Say how a letter that states no position is read."""
    response = queries.get(response_id)
    form = forms.ReadingForm()
    if form.validate():
        form.attempt(
            lambda: readings.read_position(
                response, Position(form.position.data), form.quote.data or "", actor=current_user
            )
        )
    if form.errors or form.form_errors:
        return response_page(response, reading=form)
    flash(_("The reading is kept as yours. The sender is told, and can put it right."), "success")
    return redirect(url_for("responses.show", response_id=response_id))


@blueprint.post("/responses/<uuid:response_id>/late")
@access.staff(*rounds_policy.EDITORS)
def decide_late(response_id: uuid.UUID) -> ResponseReturnValue:
    """Decide whether a late response is considered."""
    response = queries.get(response_id)
    form = forms.LateForm()
    if form.validate():
        chosen, reason = Considered(form.considered.data), form.reason.data or ""
        form.attempt(lambda: readings.decide_late(response, chosen, reason, actor=current_user))
    if form.errors or form.form_errors:
        return response_page(response, late=form)
    flash(_("The decision is kept, and the report will show it."), "success")
    return redirect(url_for("responses.show", response_id=response_id))


@blueprint.route("/position/<token>", methods=["GET", "POST"])
@access.public
def put_right(token: str) -> ResponseReturnValue:
    """The sender's own page: which position the letter takes. The button keeps it."""
    response = queries.get(uuid.UUID(access.unsign(PURPOSE, token)))
    replaced = queries.replaced_by(response) is not None
    policy.check_may_put_right(response, is_replaced=replaced, at=clock.now())
    form = forms.PutRightForm()
    if form.validate_on_submit():
        readings.put_right(response, Position(form.position.data))
        flash(_("Thank you. This is the position that counts now."), "success")
        return redirect(url_for("responses.put_right", token=token))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    if not form.is_submitted():
        form.position.data = response.stand.value
    with rendering.spoken(rendering.language(), to_one=not response.for_body):
        page = render_template(
            "responses/put_right.html", response=response, token=token, form=form
        )
    return page, status


def response_page(
    response: Response,
    *,
    reading: forms.ReadingForm | None = None,
    late: forms.LateForm | None = None,
    whose: forms.WhoseForm | None = None,
) -> ResponseReturnValue:
    """The page of a response for staff; a form that is given is one that could not be taken."""
    at = clock.now()
    wrong = reading or late or whose
    page = render_template(
        "responses/show.html",
        response=response,
        form=wrong,
        reading=reading or forms.ReadingForm(formdata=None),
        late=late or _late(response),
        whose=whose or forms.WhoseForm(formdata=None),
        may_read=policy.may_read_position(current_user, response, at),
        may_decide_late=policy.may_decide_late(current_user, response, at),
        **_context(response),
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK


def _late(response: Response) -> forms.LateForm:
    decided = response.considered
    said = {"considered": decided.considered, "reason": decided.reason} if decided else {}
    return forms.LateForm(formdata=None, data=said)


def _context(response: Response) -> dict[str, Any]:
    former = response.replaces_id
    return {
        "answers": {answer.question_id: answer for answer in response.answers},
        "asked": rounds_policy.asked_of(response.round, response.invitation),
        "round": response.round,
        "filed": queries.incoming_of(response.id) if response.channel is not Channel.WEB else None,
        "sections": {each.key: each for each in drafts.outline(response.version_id)},
        "replaced_by": queries.replaced_by(response),
        "joined_by": queries.joined_by([response.id]).get(response.id, []),
        "differs": differing.of(queries.get(former), response) if former else None,
    }
