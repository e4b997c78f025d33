"""Checking responses for secrecy: HTTP only."""

import uuid
from collections.abc import Sequence
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.core.errors import DomainError
from webapp.core.forms import member
from webapp.core.rendering import gettext as _
from webapp.core.rendering import ngettext
from webapp.responses import labels, policy, queries
from webapp.responses.forms import OpenForm, SecrecyForm
from webapp.responses.models import Response, Secrecy
from webapp.responses.queries import CHECKS, ToCheck
from webapp.responses.service import secrecy, submission
from webapp.responses.views.frame import blueprint
from webapp.rounds import queries as rounds

UNCHECKED = "unchecked"
"""What an address calls the responses that nobody has checked."""


@blueprint.app_context_processor
def _tools() -> dict[str, object]:
    return {"secrecy_left": queries.unchecked}


blueprint.add_app_template_filter(labels.SECRECY.get, "secrecy_label")
blueprint.add_app_template_filter(labels.SECRECY_TONES.get, "secrecy_tone")


@blueprint.get("/rounds/<uuid:round_id>/secrecy")
@access.staff()
def secrecy_checks(round_id: uuid.UUID) -> ResponseReturnValue:
    """The responses of a round by what their check found, those left to check first."""
    return _checks(round_id)


@blueprint.post("/rounds/<uuid:round_id>/secrecy")
@access.staff(*policy.FILERS)
def open_checked(round_id: uuid.UUID) -> ResponseReturnValue:
    """Keep that the ticked responses, which the person has read, are open."""
    form = OpenForm()
    wanted = {each for each in form.responses.data or () if each is not None}
    found = queries.ticked(round_id, wanted)
    try:
        number = secrecy.open_all(found, actor=current_user, confirmed=form.confirmed.data or 0)
    except secrecy.UnconfirmedError as error:
        return _to_confirm(round_id, error), HTTPStatus.UNPROCESSABLE_ENTITY
    except DomainError as error:
        flash(str(error.message), "warning")
    else:
        said = ngettext("%(num)s response is open.", "%(num)s responses are open.", number)
        flash(said if number else _("Tick the responses that you have read first."), "info")
    return redirect(url_for("responses.secrecy_checks", round_id=round_id))


@blueprint.route("/responses/<uuid:response_id>/secrecy", methods=["GET", "POST"])
@access.staff(*policy.FILERS)
def check_secrecy(response_id: uuid.UUID) -> ResponseReturnValue:
    """One response in full with the form for what its check finds."""
    response = queries.get(response_id)
    submission.note_read(response, current_user)
    form = SecrecyForm.of(response)
    seen: Sequence[tuple[str, str]] = ()
    if form.validate_on_submit():
        if request.form.get("do") == "preview":
            seen = form.attempt(lambda: secrecy.preview(response, _outcome(form))) or []
        elif _keep(response, form):
            flash(_("The check of %(sender)s is kept.", sender=response.sender), "success")
            return redirect(url_for("responses.secrecy_checks", round_id=response.round_id))
    page = render_template(
        "responses/secrecy.html",
        response=response,
        round=response.round,
        form=form,
        said=labels.said_in(response),
        seen=seen,
        hints={each.value: said for each, said in labels.SECRECY_HINTS.items()},
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _keep(response: Response, form: SecrecyForm) -> bool:
    """Keep what the form says, where the person has confirmed what it leaves to be read."""
    outcome = _outcome(form)
    left = secrecy.still_shown(response, outcome, form.found)
    if not form.lets_show(left):
        return False
    kept = form.attempt(lambda: secrecy.check(response, outcome, actor=current_user, left=left))
    return kept is not None


def _to_confirm(round_id: uuid.UUID, error: secrecy.UnconfirmedError) -> str:
    """The question whether what is less certain in the ticked responses may be shown."""
    return render_template(
        "responses/secrecy_confirm.html",
        round=rounds.get(round_id),
        rows=error.left,
        left=error.count,
    )


def _checks(round_id: uuid.UUID) -> ResponseReturnValue:
    asked = request.args.get("state", UNCHECKED)
    state = member(Secrecy, asked)
    every = state is None and asked != UNCHECKED
    wanted = ToCheck(state, every, request.args.get("after", 0, int))
    found = queries.to_check(round_id, wanted)
    page = found[:CHECKS]
    return render_template(
        "responses/secrecy_checks.html",
        round=rounds.get(round_id),
        rows=[(each, labels.found_in(each)) for each in page],
        read=queries.read_by(current_user, [each.id for each in page]),
        more=page[-1].number if len(found) > CHECKS else None,
        counts=queries.checked_counts(round_id),
        state="all" if every else asked,
        may_check=policy.may_check_secrecy(current_user),
    )


def _outcome(form: SecrecyForm) -> secrecy.Outcome:
    return secrecy.Outcome(
        Secrecy(form.state.data),
        form.law.data or "",
        form.reason.data or "",
        form.chosen_words(),
        tuple(form.parts.data or ()),
        tuple(form.files.data or ()),
    )
