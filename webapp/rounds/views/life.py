"""Pages of the steps of a round's life: HTTP only."""

import uuid

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock
from webapp.core.database import uuid7
from webapp.core.forms import identifier
from webapp.core.rendering import gettext as _
from webapp.rounds import emails, forms, policy, queries, service
from webapp.rounds.models import Round
from webapp.rounds.views.frame import blueprint, form_page, to


@blueprint.route("/rounds/<uuid:round_id>/open", methods=["GET", "POST"], endpoint="open")
@access.staff(*policy.EDITORS)
def open_(round_id: uuid.UUID) -> ResponseReturnValue:
    """Says exactly what opening does and who gets which e-mail; then does it."""
    round_ = queries.get(round_id)
    if request.method == "GET":
        policy.require_changeable(round_, clock.now())
        return _opening(round_, forms.ScheduleForm(opens_at=round_.opens_at))
    service.open_now(round_, current_user)
    return to(round_, _("The round is open, and its invitations are leaving."))


@blueprint.post("/rounds/<uuid:round_id>/schedule")
@access.staff(*policy.EDITORS)
def schedule(round_id: uuid.UUID) -> ResponseReturnValue:
    """Let the round open by itself at a set time."""
    round_ = queries.get(round_id)
    form = forms.ScheduleForm()
    if form.validate():
        form.attempt(lambda: service.schedule(round_, form.opens_at.data, current_user))
    if form.errors:
        return _opening(round_, form)
    return to(round_, _("The round opens by itself at the time set."))


@blueprint.post("/rounds/<uuid:round_id>/unschedule")
@access.staff(*policy.EDITORS)
def unschedule(round_id: uuid.UUID) -> ResponseReturnValue:
    """Let the round not open by itself."""
    round_ = queries.get(round_id)
    service.unschedule(round_, current_user)
    return to(round_, _("The round does not open by itself any more."))


@blueprint.route("/rounds/<uuid:round_id>/close", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def close(round_id: uuid.UUID) -> ResponseReturnValue:
    """Says what closing before the deadline does; then does it."""
    round_ = queries.get(round_id)
    if request.method == "GET":
        figures = queries.figures(round_, clock.now())
        return render_template("rounds/close.html", round=round_, figures=figures)
    service.close(round_, current_user)
    return to(round_, _("The round is closed. Answers that still come are taken, and marked late."))


@blueprint.route("/rounds/<uuid:round_id>/cancel", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def cancel(round_id: uuid.UUID) -> ResponseReturnValue:
    """Stop the round for good, and say why."""
    round_ = queries.get(round_id)
    form = forms.CancelForm()
    if form.validate_on_submit():
        service.cancel(round_, form.reason.data, current_user)
        return to(round_, _("The round is cancelled."))
    return form_page("rounds/cancel.html", form, round=round_)


@blueprint.post("/rounds/<uuid:round_id>/archive")
@access.staff(*policy.EDITORS)
def archive(round_id: uuid.UUID) -> ResponseReturnValue:
    """Put a reported round away."""
    round_ = queries.get(round_id)
    service.archive(round_, current_user)
    return to(round_, _("The round is archived. Everything in it can still be read."))


@blueprint.post("/rounds/<uuid:round_id>/copy")
@access.staff(*policy.EDITORS)
def copy(round_id: uuid.UUID) -> ResponseReturnValue:
    """Begin a round as this one was."""
    key = identifier(request.form.get("key")) or uuid7()
    made = service.copy_round(queries.get(round_id), current_user, key=key)
    return to(made, _("This is the copy. Look through it; nothing is sent until you open it."))


def _opening(round_: Round, form: forms.ScheduleForm) -> ResponseReturnValue:
    ready = queries.preparation(round_, clock.now())
    mails = emails.previews(round_)
    return form_page("rounds/open.html", form, round=round_, mails=mails, **ready)
