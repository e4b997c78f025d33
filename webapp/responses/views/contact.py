"""What those who answer ask the authority: a question about the round, or more time."""

import uuid
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access
from webapp.core.errors import NotFoundError
from webapp.core.extensions import limiter
from webapp.core.rendering import gettext as _
from webapp.responses.forms import MoreTimeForm, OwnDetailsForm, QuestionToAuthorityForm
from webapp.responses.models import OwnSpace
from webapp.responses.views.frame import (
    blueprint,
    own_page,
    own_space,
    person,
    readable,
    submission_limit,
    timing,
)
from webapp.rounds import queries as rounds
from webapp.rounds import service


@blueprint.get("/rounds/<uuid:round_id>/log")
@access.public
def log(round_id: uuid.UUID) -> ResponseReturnValue:
    """Questions with their answers, corrections and later last days: what everyone may know."""
    round_ = readable(round_id)
    lines = rounds.public_log(round_id)
    return render_template("responses/log.html", log=lines, **timing(round_, None))


@blueprint.route("/rounds/<uuid:round_id>/ask", methods=["GET", "POST"])
@access.respondent
@limiter.limit(submission_limit, methods=["POST"])
def ask(round_id: uuid.UUID) -> ResponseReturnValue:
    """Ask the authority something about the round."""
    own = own_space(round_id)
    form = QuestionToAuthorityForm.new()
    if form.validate_on_submit():
        asker = service.Asker(person(), own.invitation)
        key = form.made_key()
        done = form.attempt(
            lambda: service.ask(own.round, form.question.data, asker=asker, key=key)
        )
        if done is not None:
            return _to_space(own, _("Your question is sent. The answer comes by e-mail."))
    return _page("responses/ask.html", own, form)


@blueprint.route("/rounds/<uuid:round_id>/more-time", methods=["GET", "POST"])
@access.respondent
@limiter.limit(submission_limit, methods=["POST"])
def more_time(round_id: uuid.UUID) -> ResponseReturnValue:
    """Ask for a later last day, and say why."""
    own = own_space(round_id)
    body = own.invitation
    if body is None:
        raise NotFoundError(_("Only invited bodies have a last day of their own."))
    form = MoreTimeForm()
    if form.validate_on_submit():
        done = form.attempt(
            lambda: service.ask_extension(body, person(), form.day.data, form.reason.data)
        )
        if done is not None:
            return _to_space(own, _("Your request is sent. You get the decision by e-mail."))
    return _page("responses/more_time.html", own, form, extensions=rounds.extensions_of(body.id))


@blueprint.route("/rounds/<uuid:round_id>/our-details", methods=["GET", "POST"])
@access.respondent
@limiter.limit(submission_limit, methods=["POST"])
def our_details(round_id: uuid.UUID) -> ResponseReturnValue:
    """How the body wants to be reached: it corrects that itself."""
    own = own_space(round_id)
    invitation = own.invitation
    if invitation is None:
        raise NotFoundError(_("Only invited bodies are in the register."))
    form = OwnDetailsForm.about(invitation)
    if form.validate_on_submit():
        changed = form.attempt(
            lambda: service.correct_details(invitation, form.details(), person())
        )
        if changed is not None:
            return _to_space(own, _("Thank you. Your details are saved."))
    return _page("responses/our_details.html", own, form)


def _to_space(own: OwnSpace, told: str) -> ResponseReturnValue:
    flash(told, "success")
    return redirect(url_for("responses.space", round_id=own.round_id))


def _page(template: str, own: OwnSpace, form: Any, **context: Any) -> ResponseReturnValue:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return own_page(template, own, form=form, **context), status
