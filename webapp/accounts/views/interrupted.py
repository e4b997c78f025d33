"""Signing in on the way, and going on with a form that the session's end interrupted: HTTP only."""

from datetime import timedelta
from http import HTTPStatus

from flask import current_app, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import Forbidden, Unauthorized

from webapp.accounts import queries, service
from webapp.accounts.forms import ConfirmForm
from webapp.accounts.views.frame import blueprint
from webapp.core import access
from webapp.core.web import INTERRUPTED_COOKIE, is_autosave, safe_next, wants_fragment

NOT_KEPT = {"csrf_token", "password", "again"}
LARGEST_INTERRUPTED = 2_000_000
"""Characters of a form that are kept when its session has ended."""


@blueprint.get("/resume")
@access.signed_in
def resume() -> ResponseReturnValue:
    """Shows what was typed when the session ran out, with a button that sends it."""
    target = safe_next(request.args.get("next")) or url_for("home.index")
    kept = queries.find_interrupted(request.cookies.get(INTERRUPTED_COOKIE, ""))
    if kept is None:
        return _forget_cookie(redirect(target))
    return render_template("accounts/resume.html", kept=kept, target=target, form=ConfirmForm())


@blueprint.post("/resume")
@access.signed_in
def leave() -> ResponseReturnValue:
    """What was typed is not wanted any more."""
    kept = queries.find_interrupted(request.cookies.get(INTERRUPTED_COOKIE, ""))
    if kept is not None:
        service.drop_interrupted(kept)
    return _forget_cookie(redirect(safe_next(request.form.get("target")) or url_for("home.index")))


def ask_to_sign_in() -> ResponseReturnValue:
    """Where someone ends up who is not signed in, or not as the kind of person that it is for.

    A form that was sent is kept until they are.
    """
    if wants_fragment() or is_autosave():
        # The page is still open and holds the text; its script says that one has to sign in.
        raise Forbidden if current_user.is_authenticated else Unauthorized
    is_staff = current_user.is_authenticated and current_user.is_staff
    way = "accounts.request_link" if is_staff else "accounts.sign_in"
    where = (
        url_for(way, next=request.full_path.rstrip("?"))
        if request.method == "GET"
        else url_for(way, interrupted=1)
    )
    answer = make_response(
        (render_template("accounts/other_kind.html", where=where), HTTPStatus.FORBIDDEN)
        if current_user.is_authenticated
        else redirect(where)
    )
    if request.method == "POST" and _is_ours() and _small():
        fields = {key: request.form.getlist(key) for key in request.form if key not in NOT_KEPT}
        key = service.keep_interrupted(request.path, fields)
        answer.set_cookie(
            INTERRUPTED_COOKIE,
            key,
            max_age=timedelta(days=2),
            httponly=True,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            samesite="Lax",
        )
    return answer


@blueprint.app_errorhandler(CSRFError)
def send_again(_error: CSRFError) -> ResponseReturnValue:
    """A form from a page that is too old: show a button that sends it again, with all its words."""
    if is_autosave():
        # The page is still open, and may have been signed in anew from another tab.
        return jsonify(csrf_token=generate_csrf()), HTTPStatus.BAD_REQUEST
    ours = _is_ours() and _small()
    fields = [(key, value) for key, value in request.form.items(multi=True) if key not in NOT_KEPT]
    page = render_template("accounts/send_again.html", fields=fields if ours else None)
    return page, HTTPStatus.BAD_REQUEST


def _is_ours() -> bool:
    """Say whether the form was sent from a page of ours, and not from elsewhere."""
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return origin.startswith(request.host_url.rstrip("/"))


def _small() -> bool:
    return sum(len(value) for value in request.form.values()) <= LARGEST_INTERRUPTED


def _forget_cookie(answer: ResponseReturnValue) -> ResponseReturnValue:
    response = make_response(answer)
    response.delete_cookie(INTERRUPTED_COOKIE)
    return response
