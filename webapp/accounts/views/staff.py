"""Accounts of the authority's own staff, for administrators: HTTP only."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.accounts import policy, queries, service
from webapp.accounts.forms import AccountForm, NewAccountForm
from webapp.accounts.models import User
from webapp.accounts.views.frame import blueprint
from webapp.audit import queries as trail
from webapp.core import access
from webapp.core.rendering import gettext as _


@blueprint.get("/staff")
@access.staff(*policy.KEEPERS)
def staff() -> ResponseReturnValue:
    """Everyone who works at the authority and can sign in, or could."""
    return render_template("accounts/staff.html", people=queries.staff())


@blueprint.route("/staff/new", methods=["GET", "POST"])
@access.staff(*policy.KEEPERS)
def new_account() -> ResponseReturnValue:
    """Make an account for a colleague, who gets an e-mail with a link to choose a password."""
    form = NewAccountForm()
    if form.validate_on_submit():
        email = form.email.data or ""
        user = form.attempt(lambda: service.make_account(email, form.facts(), actor=current_user))
        if user is not None:
            told = _("The account is made. An e-mail with a link is on its way to %(email)s.")
            flash(told % {"email": user.email}, "success")
            return redirect(url_for("accounts.staff"))
    return _page("accounts/new_account.html", form)


@blueprint.route("/staff/<uuid:user_id>", methods=["GET", "POST"])
@access.staff(*policy.KEEPERS)
def account(user_id: uuid.UUID) -> ResponseReturnValue:
    """One account: what it says, its roles, and what has been done with it."""
    user = queries.member_of_staff(user_id)
    form = AccountForm.about(user)
    if form.validate_on_submit() and _change(form, user):
        flash(_("Saved."), "success")
        # Who has given up the administrator's role can read this page no more.
        keeps = policy.keeps_accounts(current_user)
        return redirect(url_for("accounts.staff" if keeps else "home.index"))
    lines = trail.about(user.id, without={"accounts.sign_in"})
    return _page("accounts/account.html", form, user=user, lines=lines)


@blueprint.post("/staff/<uuid:user_id>/close")
@access.staff(*policy.KEEPERS)
def close_account(user_id: uuid.UUID) -> ResponseReturnValue:
    """Let the person sign in no more."""
    user = queries.member_of_staff(user_id)
    service.close_account(user, actor=current_user)
    flash(_("The account is closed, and %(name)s is signed out.", name=user.name), "success")
    return redirect(url_for("accounts.account", user_id=user.id))


@blueprint.post("/staff/<uuid:user_id>/open")
@access.staff(*policy.KEEPERS)
def open_account(user_id: uuid.UUID) -> ResponseReturnValue:
    """Let the person sign in again."""
    user = queries.member_of_staff(user_id)
    service.open_account(user, actor=current_user)
    flash(_("The account is open. %(name)s can sign in again.", name=user.name), "success")
    return redirect(url_for("accounts.account", user_id=user.id))


@blueprint.post("/staff/<uuid:user_id>/link")
@access.staff(*policy.KEEPERS)
def send_password_link(user_id: uuid.UUID) -> ResponseReturnValue:
    """Send the person a new link to choose a password."""
    user = queries.member_of_staff(user_id)
    service.send_link(user, actor=current_user)
    flash(_("An e-mail with a link is on its way to %(email)s.", email=user.email), "success")
    return redirect(url_for("accounts.account", user_id=user.id))


def _change(form: AccountForm, user: User) -> bool:
    sure = bool(form.sure.data)

    def change() -> bool:
        service.change_account(user, form.facts(), actor=current_user, sure=sure)
        return True

    return form.attempt(change) or False


def _page(template: str, form: AccountForm, **context: object) -> ResponseReturnValue:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return render_template(template, form=form, **context), status
