"""Choosing a password by a link, and asking for one: HTTP only."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import service
from webapp.accounts.forms import ChoosePasswordForm, ForgottenForm
from webapp.accounts.views.frame import blueprint
from webapp.accounts.views.signing import sign_in_limit
from webapp.core import access
from webapp.core.extensions import limiter
from webapp.core.rendering import gettext as _


@blueprint.route("/password/forgotten", methods=["GET", "POST"])
@access.public
@limiter.limit(sign_in_limit, methods=["POST"])
def forgotten() -> ResponseReturnValue:
    """Ask for a link to choose a new password. The answer is the same whoever asks."""
    form = ForgottenForm()
    if form.validate_on_submit():
        service.ask(form.email.data or "")
        return redirect(url_for("accounts.password_asked"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return render_template("accounts/forgotten.html", form=form), status


@blueprint.get("/password/asked")
@access.public
def password_asked() -> ResponseReturnValue:
    """Says what happens now, without saying whether there is an account."""
    return render_template("accounts/password_asked.html")


@blueprint.route("/password/<token>", methods=["GET", "POST"])
@access.public
@limiter.limit(sign_in_limit, methods=["POST"])
def choose_password(token: str) -> ResponseReturnValue:
    """The page behind the link: two fields and a button. Opening it changes nothing."""
    found = service.link(token)
    form = ChoosePasswordForm()
    if form.validate_on_submit() and form.attempt(
        lambda: service.choose(token, form.password.data or "")
    ):
        flash(_("Your password is chosen. Sign in with it."), "success")
        return redirect(url_for("accounts.sign_in"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    page = render_template("accounts/choose_password.html", form=form, token=token, user=found.user)
    return page, status
