"""Approval of a text before it is frozen."""

import uuid

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.core.access import Role
from webapp.core.errors import DomainError, NotFoundError
from webapp.core.rendering import gettext as _
from webapp.drafts import forms, policy, queries, service
from webapp.drafts.models import Document, Version
from webapp.drafts.views.frame import blueprint, status, words, working, writer


@blueprint.route("/documents/<uuid:document_id>/approval", methods=["GET", "POST"])
@access.staff()
def approval(document_id: uuid.UUID) -> ResponseReturnValue:
    """Whether the text as it stands is approved, what was asked, and a form that asks."""
    found, version = queries.document(document_id), working(document_id)
    form = forms.AskApprovalForm.among(queries.colleagues(Role.APPROVER), asker=current_user)
    if form.is_submitted() and not policy.may_write(current_user.roles):
        raise NotFoundError(_("There is no such page."))
    if form.validate_on_submit():
        said = form.message.data or ""
        made = form.attempt(
            lambda: service.ask_approval(found, form.chosen(), said, actor=current_user)
        )
        if made is not None:
            flash(_("The request is sent."), "success")
            return redirect(request.path)
    page = _page(found, version, form)
    return page, status(form.is_submitted())


@blueprint.post("/documents/<uuid:document_id>/approval/rule")
@writer
def require_approval(document_id: uuid.UUID) -> ResponseReturnValue:
    """Choose whether versions are frozen only when their text is approved."""
    found = queries.document(document_id)
    form = forms.NeedsApprovalForm()
    service.require_approval(found, needed=form.needs_approval.data, actor=current_user)
    flash(_("Saved."), "success")
    return redirect(request.path.removesuffix("/rule"))


@blueprint.route(
    "/documents/<uuid:document_id>/approval/<uuid:approval_id>", methods=["GET", "POST"]
)
@access.staff(Role.APPROVER)
def decide_approval(document_id: uuid.UUID, approval_id: uuid.UUID) -> ResponseReturnValue:
    """Approve the text that one was asked about, or send it back."""
    found, version = queries.document(document_id), working(document_id)
    asked = queries.approval(document_id, approval_id)
    if asked.approver_id != current_user.id:
        raise NotFoundError(_("There is no such request for approval."))
    form = forms.DecideApprovalForm()
    if form.validate_on_submit():
        decision = form.decision()
        decided = form.attempt(
            lambda: service.decide_approval(found, approval_id, decision, actor=current_user)
        )
        if decided is not None:
            flash(_("Your decision is saved, and whoever asked is told."), "success")
            return redirect(request.path.rpartition("/")[0])
    page = render_template(
        "drafts/decide_approval.html",
        document=found,
        version=version,
        approval=asked,
        form=form,
        is_current=service.text_mark(found, version) == asked.content_sha256,
        may_write=policy.may_write(current_user.roles),
        **words(),
    )
    return page, status(form.is_submitted())


@blueprint.post("/documents/<uuid:document_id>/approval/<uuid:approval_id>/withdraw")
@writer
def withdraw_approval(document_id: uuid.UUID, approval_id: uuid.UUID) -> ResponseReturnValue:
    """Take back a request that is not decided."""
    found = queries.document(document_id)
    try:
        service.withdraw_approval(found, approval_id, actor=current_user)
    except DomainError as error:
        flash(str(error.message), "warning")
    else:
        flash(_("The request is withdrawn."), "success")
    return redirect(request.path.removesuffix(f"/{approval_id}/withdraw"))


def _page(found: Document, version: Version, form: forms.AskApprovalForm) -> str:
    rule = forms.NeedsApprovalForm(formdata=None, data={"needs_approval": found.needs_approval})
    return render_template(
        "drafts/approval.html",
        document=found,
        version=version,
        form=form,
        rule=rule,
        approvals=queries.approvals(found.id),
        mark=service.text_mark(found, version),
        may_write=policy.may_write(current_user.roles),
        **words(),
    )
