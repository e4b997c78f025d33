"""Approval of an edition before it is published: HTTP only."""

import uuid
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock
from webapp.core.access import Role
from webapp.core.errors import DomainError, NotFoundError
from webapp.core.rendering import gettext as _
from webapp.drafts import queries as drafts
from webapp.drafts.forms import AskApprovalForm, DecideApprovalForm
from webapp.reports import policy, queries, service
from webapp.reports.forms import NeedsApprovalForm
from webapp.reports.models import Edition
from webapp.reports.views.frame import blueprint
from webapp.rounds import queries as rounds


@blueprint.route("/editions/<uuid:edition_id>/approval", methods=["GET", "POST"])
@access.staff()
def approval(edition_id: uuid.UUID) -> ResponseReturnValue:
    """What approvers were asked about an edition and said, and a form that asks."""
    found = queries.edition(edition_id)
    form = AskApprovalForm.among(drafts.colleagues(Role.APPROVER), asker=current_user)
    if form.validate_on_submit():
        said = form.message.data or ""
        made = form.attempt(
            lambda: service.ask_approval(found, form.chosen(), said, actor=current_user)
        )
        if made is not None:
            flash(_("The request is sent."), "success")
            return redirect(request.path)
    page = render_template(
        "reports/approval.html",
        form=form,
        approvals=queries.approvals(found.id),
        may_ask=policy.may_ask(current_user.roles, found, clock.now()),
        **_facts(found),
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK


@blueprint.route("/editions/<uuid:edition_id>/approval/<uuid:approval_id>", methods=["GET", "POST"])
@access.staff(Role.APPROVER)
def decide_approval(edition_id: uuid.UUID, approval_id: uuid.UUID) -> ResponseReturnValue:
    """Approve the edition that one was asked about, or send it back."""
    found = queries.edition(edition_id)
    asked = queries.approval(found, approval_id)
    if asked.approver_id != current_user.id:
        raise NotFoundError(_("There is no such request for approval."))
    form = DecideApprovalForm()
    if form.validate_on_submit():
        said = form.decision()
        decided = form.attempt(
            lambda: service.decide_approval(found, approval_id, said, actor=current_user)
        )
        if decided is not None:
            flash(_("Your decision is saved, and whoever asked is told."), "success")
            return redirect(url_for("reports.edition", edition_id=edition_id))
    page = render_template(
        "reports/decide_approval.html", form=form, approval=asked, **_facts(found)
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK


@blueprint.post("/editions/<uuid:edition_id>/approval/<uuid:approval_id>/take-back")
@access.staff(*policy.COMPILERS)
def take_back_approval(edition_id: uuid.UUID, approval_id: uuid.UUID) -> ResponseReturnValue:
    """Take back a request that is not decided."""
    try:
        service.take_back_approval(queries.edition(edition_id), approval_id, actor=current_user)
    except DomainError as error:
        flash(str(error.message), "warning")
    else:
        flash(_("The request is withdrawn."), "success")
    return redirect(url_for("reports.approval", edition_id=edition_id))


@blueprint.post("/rounds/<uuid:round_id>/report/rule")
@access.staff(*policy.COMPILERS)
def require_approval(round_id: uuid.UUID) -> ResponseReturnValue:
    """Choose whether a report on the round is published only when it is approved."""
    form = NeedsApprovalForm()
    service.require_approval(
        rounds.get(round_id), needed=form.needs_approval.data, actor=current_user
    )
    flash(_("Saved."), "success")
    return redirect(url_for("reports.editions", round_id=round_id))


def _facts(found: Edition) -> dict[str, Any]:
    return {
        "edition": found,
        "round": found.round,
        "is_ready": policy.is_ready(found, clock.now()),
        "mark": found.mark,
    }
