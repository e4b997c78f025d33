"""Approval of an answer inside its body, and the history of its space."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access
from webapp.core.forms import Form, identifier
from webapp.core.rendering import gettext as _
from webapp.drafts import queries as drafts
from webapp.organisations.models import Member
from webapp.responses import labels, policy, queries
from webapp.responses.forms import ConfirmForm, DecideForm, FourEyesForm, ReleaseForm
from webapp.responses.models import OwnSpace
from webapp.responses.service import approving, past
from webapp.responses.views.frame import beforehand, blueprint, body_space, own_page, own_space


@blueprint.get("/rounds/<uuid:round_id>/approval")
@access.respondent
def approval(round_id: uuid.UUID) -> ResponseReturnValue:
    """Whether the answer is approved, and what one can do about it."""
    return _page(body_space(round_id))


@blueprint.post("/rounds/<uuid:round_id>/approval/release")
@access.respondent
def release(round_id: uuid.UUID) -> ResponseReturnValue:
    """Ask one of the people to approve the answer, and lock it."""
    own = body_space(round_id)
    form = ReleaseForm(_approvers(own))
    if form.validate() and form.attempt(
        lambda: approving.release(own, form.to, message=form.message.data or "")
    ):
        flash(_("The answer waits for approval. Nobody can change it meanwhile."), "success")
        return redirect(url_for("responses.approval", round_id=round_id))
    return _page(own, release=form), HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.post("/rounds/<uuid:round_id>/approval/take-back")
@access.respondent
def take_back_release(round_id: uuid.UUID) -> ResponseReturnValue:
    """Take the answer back, so that it can be changed."""
    approving.take_back(body_space(round_id))
    flash(_("The answer is yours to change again."), "success")
    return redirect(url_for("responses.approval", round_id=round_id))


@blueprint.post("/rounds/<uuid:round_id>/approval/decide")
@access.respondent
def decide_approval(round_id: uuid.UUID) -> ResponseReturnValue:
    """Approve the answer, or return it with a reason."""
    own = body_space(round_id)
    form = DecideForm()
    approves = request.form.get("do") == "approve"
    if form.validate() and form.attempt(lambda: _decide(own, form, approves=approves)):
        flash(_("The answer is approved.") if approves else _("The answer is returned."), "success")
        return redirect(url_for("responses.approval", round_id=round_id))
    return _page(own, decide=form), HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.post("/rounds/<uuid:round_id>/approval/four-eyes")
@access.respondent
def four_eyes(round_id: uuid.UUID) -> ResponseReturnValue:
    """Say whether someone other than the writer must approve."""
    own = body_space(round_id)
    approving.require_four_eyes(own, wanted=bool(FourEyesForm().four_eyes.data))
    flash(_("Saved."), "success")
    return redirect(url_for("responses.approval", round_id=round_id))


@blueprint.get("/rounds/<uuid:round_id>/past")
@access.respondent
def past_of_space(round_id: uuid.UUID) -> ResponseReturnValue:
    """Who did what with the answer, and when."""
    own = own_space(round_id)
    events, cursor = queries.events(own, after=identifier(request.args.get("after")))
    return own_page(
        "responses/past.html",
        own,
        events=events,
        cursor=cursor,
        told=labels.told,
        may_come_back=past.MAY_COME_BACK,
        form=ConfirmForm(),
        titles={each.key: each for each in drafts.outline(own.round.version_id)},
    )


@blueprint.post("/rounds/<uuid:round_id>/past/<uuid:event_id>")
@access.respondent
def bring_back(round_id: uuid.UUID, event_id: uuid.UUID) -> ResponseReturnValue:
    """Bring back words as they were."""
    own = own_space(round_id)
    past.bring_back(own, queries.event_of(own, event_id))
    flash(_("The words are back as they were."), "success")
    return redirect(url_for("responses.past_of_space", round_id=round_id))


def _decide(own: OwnSpace, form: DecideForm, *, approves: bool) -> object:
    if approves:
        return approving.approve(own, read=form.read.data or "")
    return approving.send_back(own, reason=form.reason.data or "")


def _approvers(own: OwnSpace) -> list[Member]:
    return [each for each in queries.people(own) if policy.may_be_asked(own, each)]


def _page(
    own: OwnSpace, *, release: ReleaseForm | None = None, decide: DecideForm | None = None
) -> str:
    latest = queries.latest_release(own)
    approvers = _approvers(own)
    decide = decide or DecideForm(formdata=None)
    decide.read.data = own.fingerprint()
    sent: Form | None = release or (decide if decide.errors or decide.form_errors else None)
    return own_page(
        "responses/approval.html",
        own,
        form=sent,
        release=latest,
        is_approved=policy.is_approved(own, latest),
        may_decide=latest is not None and policy.may_decide(own, latest),
        is_writer=policy.is_writer(own),
        approvers=approvers,
        release_form=release or ReleaseForm(approvers, formdata=None),
        decide_form=decide,
        four_eyes_form=FourEyesForm(formdata=None, obj=own),
        **(beforehand(own) if latest is not None and latest.outcome is None else {}),
    )
