"""Who answers for a body together: the list, asking in, roles, and a colleague's way in."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access, clock, rendering
from webapp.core.errors import DomainError
from webapp.core.extensions import limiter
from webapp.core.rendering import gettext as _
from webapp.core.web import after_sign_in, is_staff_unasked
from webapp.responses import labels, policy, queries
from webapp.responses.forms import ColleagueForm, NameForm, RoleForm
from webapp.responses.models import Colleague, OwnSpace
from webapp.responses.service import team as service
from webapp.responses.views import switching
from webapp.responses.views.frame import (
    blueprint,
    body_space,
    link_stopped,
    own_page,
    remember,
    sign_in,
    submission_limit,
    timing,
)

_GOALS = {"notes": "responses.remarks", "approval": "responses.approval"}
"""The places that the later e-mails to a colleague lead to, by what their links say."""


@blueprint.route("/rounds/<uuid:round_id>/team", methods=["GET", "POST"])
@access.respondent
@limiter.limit(submission_limit, methods=["POST"])
def team(round_id: uuid.UUID) -> ResponseReturnValue:
    """Who answers for the body, and a form that asks a colleague in."""
    own = body_space(round_id)
    form = ColleagueForm()
    if form.validate_on_submit():
        language = rendering.language()
        row = form.attempt(lambda: service.ask_in(own, form.asked(), language=language))
        if row is not None:
            flash(_("An e-mail with a link is on its way to %(address)s.", address=row.email))
            return redirect(url_for("responses.team", round_id=round_id))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return _team_page(own, form), status


@blueprint.route("/rounds/<uuid:round_id>/team/<uuid:member_id>", methods=["GET", "POST"])
@access.respondent
def member(round_id: uuid.UUID, member_id: uuid.UUID) -> ResponseReturnValue:
    """One of the people: another role, or no part in it any more."""
    own = body_space(round_id)
    policy.check_may_coordinate(own)
    row = queries.member_of(own, member_id)
    form = RoleForm(obj=row)
    if form.validate_on_submit():
        form.attempt(lambda: service.change_role(own, row, form.chosen))
        if not form.form_errors:
            flash(_("Saved."), "success")
            return redirect(url_for("responses.team", round_id=round_id))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    page = own_page(
        "responses/member.html", own, form=form, member=row, explanations=labels.ROLE_HINTS
    )
    return page, status


@blueprint.post("/rounds/<uuid:round_id>/team/<uuid:member_id>/remove")
@access.respondent
def remove_member(round_id: uuid.UUID, member_id: uuid.UUID) -> ResponseReturnValue:
    """One of the people answers for the body no more."""
    own = body_space(round_id)
    row = queries.member_of(own, member_id)
    name = row.participant.display_name
    service.remove(own, row)
    flash(_("%(name)s answers for you no more.", name=name), "success")
    return redirect(url_for("responses.space", round_id=round_id))


@blueprint.post("/rounds/<uuid:round_id>/team/asked/<uuid:colleague_id>/again")
@access.respondent
@limiter.limit(submission_limit)
def ask_again(round_id: uuid.UUID, colleague_id: uuid.UUID) -> ResponseReturnValue:
    """Send a colleague the e-mail again."""
    own = body_space(round_id)
    row = queries.colleague_of(own, colleague_id)
    service.ask_again(own, row, language=rendering.language())
    flash(_("An e-mail with a link is on its way to %(address)s.", address=row.email), "success")
    return redirect(url_for("responses.team", round_id=round_id))


@blueprint.post("/rounds/<uuid:round_id>/team/asked/<uuid:colleague_id>/withdraw")
@access.respondent
def withdraw_colleague(round_id: uuid.UUID, colleague_id: uuid.UUID) -> ResponseReturnValue:
    """Stop the link of a colleague who has not come."""
    own = body_space(round_id)
    row = queries.colleague_of(own, colleague_id)
    service.withdraw(own, row)
    flash(_("The link that %(address)s got works no more.", address=row.email), "success")
    return redirect(url_for("responses.team", round_id=round_id))


@blueprint.get("/colleague/<token>")
@access.public
def colleague(token: str) -> ResponseReturnValue:
    """The page behind a colleague's link. Opening it changes nothing, whoever opens it."""
    try:
        row = _asked(token)
    except DomainError as error:
        return link_stopped(error)
    return _colleague_page(row, token, NameForm())


@blueprint.post("/colleague/<token>")
@access.public
@limiter.limit(submission_limit)
def join_colleagues(token: str) -> ResponseReturnValue:
    """The button behind a colleague's link was pressed: sign in, and go to the answer."""
    try:
        row = _asked(token)
    except DomainError as error:
        return link_stopped(error)
    form = NameForm()
    if not form.validate():
        return _colleague_page(row, token, form), HTTPStatus.UNPROCESSABLE_ENTITY
    if is_staff_unasked():
        return switching.ask(row.space.sender, row.space.round_id, row.space.invitation)
    switching.note(row.space.sender, row.space.round_id)
    person = service.join(row, name=form.name.data or "", language=rendering.language())
    sign_in(person)
    remember(row.space)
    return after_sign_in(url_for(_goal(), round_id=row.space.round_id))


def _team_page(own: OwnSpace, form: ColleagueForm) -> str:
    asked = queries.asked(own)
    return own_page(
        "responses/team.html",
        own,
        form=form,
        people=queries.people(own),
        asked=asked,
        mails=queries.mails_to(asked),
        explanations=labels.ROLE_HINTS,
    )


def _colleague_page(row: Colleague, token: str, form: NameForm) -> str:
    return render_template(
        "responses/colleague.html",
        colleague=row,
        space=row.space,
        token=token,
        go=request.args.get("go"),
        form=form,
        role_may=labels.ROLE_HINTS[row.role],
        **timing(row.space.round, row.space.invitation),
    )


def _goal() -> str:
    """Where in the answer an e-mail leads; the overview, where it does not say."""
    return _GOALS.get(request.args.get("go", ""), "responses.space")


def _asked(token: str) -> Colleague:
    identifier, _colon, number = access.unsign("colleague", token).partition(":")
    found = queries.find_colleague(uuid.UUID(identifier))
    return policy.check_colleague(found, link_number=int(number), at=clock.now())
