"""Ways in: the link in the invitation, and joining without one."""

import uuid
from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.accounts import service as accounts
from webapp.core import access, clock, rendering
from webapp.core.errors import DomainError, GoneError
from webapp.core.extensions import limiter
from webapp.core.rendering import gettext as _
from webapp.core.web import after_sign_in, is_staff_unasked
from webapp.responses import policy
from webapp.responses.forms import JoinForm
from webapp.responses.service import spaces
from webapp.responses.views import mine, switching
from webapp.responses.views.frame import (
    blueprint,
    link_stopped,
    readable,
    remember,
    shown_languages,
    sign_in,
    submission_limit,
    timing,
)
from webapp.rounds import queries as rounds
from webapp.rounds.models import Invitation

WAYS = {"no_comments": "responses.no_comments", "abstain": "responses.abstain"}
"""Where the buttons of the landing page lead; all others lead to the space."""


@blueprint.get("/answer/<token>")
@access.public
def landing(token: str) -> ResponseReturnValue:
    """The page behind the link in the invitation. Opening it changes nothing, whoever opens it."""
    try:
        invitation = _invited(token)
    except DomainError as error:
        return link_stopped(error)
    return render_template(
        "responses/landing.html",
        invitation=invitation,
        token=token,
        languages=shown_languages(invitation.round),
        whole=mine.whole(invitation.round, invitation),
        **timing(invitation.round, invitation),
    )


@blueprint.post("/answer/<token>")
@access.public
@limiter.limit(submission_limit)
def enter(token: str) -> ResponseReturnValue:
    """A button of the landing page was pressed: sign in, and go where the button leads."""
    try:
        invitation = _invited(token)
    except DomainError as error:
        return link_stopped(error)
    if is_staff_unasked():
        return switching.ask(invitation.name, invitation.round_id, invitation)
    switching.note(invitation.name, invitation.round_id)
    participant = accounts.participant(invitation.email, language=invitation.language)
    space = spaces.enter(invitation, participant)
    sign_in(participant)
    remember(space)
    endpoint = WAYS.get(request.form.get("way", ""), "responses.space")
    return after_sign_in(url_for(endpoint, round_id=invitation.round_id))


@blueprint.get("/rounds/<uuid:round_id>/comment/<uuid:section_key>")
@access.public
def comment_on(round_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """To the form for a comment on the section, by way of who the reader is."""
    if current_user.is_authenticated and not current_user.is_staff:
        return redirect(url_for("responses.section", round_id=round_id, section_key=section_key))
    return redirect(url_for("responses.join", round_id=round_id, section=section_key))


@blueprint.route("/rounds/<uuid:round_id>/join", methods=["GET", "POST"])
@access.public
@limiter.limit(submission_limit, methods=["POST"])
def join(round_id: uuid.UUID) -> ResponseReturnValue:
    """Someone without an invitation gives an address; the answer counts once it is confirmed."""
    round_ = readable(round_id)
    target = _join_target(round_id)
    if current_user.is_authenticated and not current_user.is_staff:
        return redirect(target)
    form = JoinForm()
    around = timing(round_, None)
    if around["is_open"] and round_.open_to_public and form.validate_on_submit():
        sent = _send_link(form, target)
        if sent is not None:
            return sent
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return render_template("responses/join.html", form=form, target=target, **around), status


def _send_link(form: JoinForm, target: str) -> ResponseReturnValue | None:
    """Send the link that confirms the address; None where more is needed first."""
    later = request.form.get("do") == "later"
    asker = accounts.Asker(request.remote_addr or "", form.proof.data or "", later)
    email = form.email.data or ""
    asked = form.attempt(
        lambda: accounts.request_sign_in(
            email, next_path=target, language=rendering.language(), asker=asker
        )
    )
    return redirect(url_for("accounts.code", email=email, later=later or None)) if asked else None


def _invited(token: str) -> Invitation:
    """The invitation behind the link; raises a DomainError where the link has ended."""
    said = access.unsign("invitation", token)
    identifier, _colon, link_number = said.partition(":")
    invitation = rounds.find_invitation(uuid.UUID(identifier))
    if invitation is None:
        raise GoneError(
            _(
                "The invitation has been withdrawn. Get in touch with the contact person "
                "named in the e-mail."
            )
        )
    policy.check_link(invitation, link_number=int(link_number), at=clock.now())
    return invitation


def _join_target(round_id: uuid.UUID) -> str:
    section_key = request.args.get("section", "")
    try:
        return url_for("responses.section", round_id=round_id, section_key=uuid.UUID(section_key))
    except ValueError:
        return url_for("responses.space", round_id=round_id)
