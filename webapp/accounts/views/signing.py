"""Signing in and out, and what one decides about the account: HTTP only."""

import uuid
from datetime import timedelta
from http import HTTPStatus

from flask import (
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_user, logout_user

from webapp.accounts import queries, service
from webapp.accounts.forms import (
    CodeForm,
    ConfirmForm,
    LinkForm,
    PasswordForm,
    ProfileForm,
    chosen_frequencies,
    preferences_form,
)
from webapp.accounts.labels import TOPICS
from webapp.accounts.models import Participant, User
from webapp.accounts.views.frame import blueprint
from webapp.accounts.views.interrupted import ask_to_sign_in
from webapp.core import access, rendering
from webapp.core.errors import DomainError
from webapp.core.extensions import limiter
from webapp.core.forms import Form
from webapp.core.rendering import gettext as _
from webapp.core.web import after_sign_in, form_leaving_staff, is_staff_unasked, safe_next
from webapp.notifications import queries as notified
from webapp.notifications import service as notifications
from webapp.notifications.models import Frequency
from webapp.notifications.topics import Topic

KNOWN_COOKIE = "yttra-known"
KNOWN_LIFE = timedelta(days=365)
MOST_KNOWN = 10
"""How many members of staff one browser is remembered to have been used by."""


def prepare(login_manager: LoginManager) -> None:
    """Tell Flask-Login how a session becomes a person, and what to do where there is none."""
    login_manager.user_loader(queries.find_by_session)
    login_manager.unauthorized_handler(ask_to_sign_in)


def sign_in_limit() -> str:
    """How often one address may try to sign in, or ask for a link."""
    return str(current_app.config["SIGN_IN_LIMIT"])


@blueprint.route("/sign-in", methods=["GET", "POST"])
@access.public
@limiter.limit(sign_in_limit, methods=["POST"])
def sign_in() -> ResponseReturnValue:
    """Sign in with a password (staff), or go on to ask for a link (those who answer)."""
    form = PasswordForm()
    target = safe_next(request.args.get("next"))
    if form.validate_on_submit():
        user = form.attempt(
            lambda: service.sign_in_staff(
                form.email.data or "", form.password.data or "", known=_known()
            )
        )
        if user is not None:
            return _remember(user, welcome(user, target or url_for("home.index")))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return render_template("accounts/sign_in.html", form=form, next=target), status


@blueprint.post("/sign-out")
@access.public
def sign_out() -> ResponseReturnValue:
    """Sign out."""
    logout_user()
    flash(_("You are signed out."), "success")
    return redirect(url_for("home.index"))


@blueprint.route("/account", methods=["GET", "POST"])
@access.signed_in
def profile() -> ResponseReturnValue:
    """What the person decides about the account."""
    form = ProfileForm(data={"language": rendering.language()})
    if form.validate_on_submit():
        current_user.language = session["language"] = form.language.data
        flash(_("Saved."), "success")
        return redirect(url_for("accounts.profile"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return render_template("accounts/profile.html", form=form), status


@blueprint.route("/sign-in/link", methods=["GET", "POST"])
@access.public
@limiter.limit(sign_in_limit, methods=["POST"])
def request_link() -> ResponseReturnValue:
    """Ask for a sign-in link by e-mail. The answer is the same whoever asks."""
    form = LinkForm()
    if form.validate_on_submit():
        later = request.form.get("do") == "later"
        asked = form.attempt(
            lambda: service.request_sign_in(
                form.email.data or "",
                next_path=safe_next(request.args.get("next")) or url_for("home.index"),
                language=rendering.language(),
                asker=service.Asker(request.remote_addr or "", form.proof.data or "", later),
            )
        )
        if asked is not None:
            return redirect(url_for("accounts.code", email=form.email.data, later=later or None))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return render_template("accounts/request_link.html", form=form), status


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@access.public
@limiter.limit(sign_in_limit, methods=["POST"])
def code() -> ResponseReturnValue:
    """Says that the e-mail is on its way, and takes the digits in it."""
    form = CodeForm(email=request.args.get("email", ""))
    if form.validate_on_submit():
        try:
            asked = service.find_by_code(form.email.data or "", form.code.data or "")
            if is_staff_unasked():
                return _ask_to_leave(form.email.data or "")
            asked = service.redeem(asked.id)
            return welcome(asked.participant, asked.next_path)
        except service.WrongCodeError as error:
            service.count_attempt(error.asked)
            form.blame(error)
        except DomainError as error:
            form.blame(error)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return render_template("accounts/code.html", form=form), status


@blueprint.get("/confirm/<token>")
@access.public
def confirm(token: str) -> ResponseReturnValue:
    """The page behind the link: a button. Opening it changes nothing, whoever opens it."""
    asked = service.find_sign_in(uuid.UUID(access.unsign("sign-in", token)))
    return render_template(
        "accounts/confirm.html", form=ConfirmForm(), email=asked.participant.email, token=token
    )


@blueprint.post("/confirm/<token>")
@access.public
def redeem(token: str) -> ResponseReturnValue:
    """The button behind the link was pressed: the address is confirmed, the person signed in."""
    sign_in_id = uuid.UUID(access.unsign("sign-in", token))
    if is_staff_unasked():
        return _ask_to_leave(service.find_sign_in(sign_in_id).participant.email)
    asked = service.redeem(sign_in_id)
    return welcome(asked.participant, asked.next_path)


def welcome(person: User | Participant, target: str) -> ResponseReturnValue:
    """Sign `person` in with a new session, and go to `target` by way of what was interrupted."""
    if isinstance(current_user, User) and isinstance(person, Participant):
        service.note_left(current_user, person)
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    session.permanent = True
    login_user(person)
    return after_sign_in(target)


def _known() -> list[str]:
    """The ids of the members of staff who have signed in with this browser before."""
    cookie, life = request.cookies.get(KNOWN_COOKIE, ""), int(KNOWN_LIFE.total_seconds())
    try:
        return access.unsign("browser", cookie, max_age=life).split()
    except DomainError:
        return []


def _remember(user: User, answer: ResponseReturnValue) -> ResponseReturnValue:
    """Let this browser be known as one that `user` has signed in with."""
    others = [each for each in _known() if each != str(user.id)]
    response = make_response(answer)
    response.set_cookie(
        KNOWN_COOKIE,
        access.sign("browser", " ".join([str(user.id), *others][:MOST_KNOWN])),
        max_age=KNOWN_LIFE,
        httponly=True,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        samesite="Lax",
    )
    return response


@blueprint.route("/account/emails", methods=["GET", "POST"])
@access.signed_in
def preferences() -> ResponseReturnValue:
    """Which e-mails the person wants, of those that one can do without."""
    form = preferences_form(current_user.email)
    if form.validate_on_submit():
        _choose(current_user.email, form)
        return redirect(url_for("accounts.preferences"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return render_template("accounts/preferences.html", form=form), status


@blueprint.route("/unsubscribe/<token>", methods=["GET", "POST"])
@access.signed
def unsubscribe(token: str) -> ResponseReturnValue:
    """Where the link in an e-mail leads. Opening it changes nothing; one press unsubscribes.

    A mail program sends that press itself (RFC 8058).
    """
    topic, _colon, address = access.unsign("unsubscribe", token).partition(":")
    wanted = Topic(topic)
    if request.method == "POST":
        notifications.choose(address, wanted, Frequency.NONE)
    frequency = notified.frequency(address, wanted)
    return render_template(
        "accounts/unsubscribe.html",
        token=token,
        address=address,
        topic=TOPICS[wanted],
        is_off=frequency is Frequency.NONE,
    )


def _choose(address: str, form: Form) -> None:
    for topic, frequency in chosen_frequencies(form).items():
        notifications.choose(address, topic, frequency)
    flash(_("Saved."), "success")


def _ask_to_leave(email: str) -> str:
    """The page that asks a member of staff before an address is confirmed. Nothing has happened."""
    return render_template("accounts/leave_staff.html", email=email, fields=form_leaving_staff())
