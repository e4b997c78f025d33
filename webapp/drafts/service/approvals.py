"""Putting a text before an approver, and what the approver says of it."""

import uuid

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import emails, queries, sealing
from webapp.drafts.models import Approval, Document, Version
from webapp.drafts.service import approving
from webapp.drafts.service.approving import Decision
from webapp.drafts.service.documents import open_version
from webapp.notifications import service as notifications


def text_mark(document: Document, version: Version) -> str:
    """The mark of the version's text as it stands."""
    return sealing.mark(document.title, queries.reading(version.id))


def ask_approval(document: Document, approver: User, message: str, *, actor: User) -> Approval:
    """Put the text as it stands before an approver, who gets an e-mail.

    Raises:
        DomainError: there is no text, or whoever is asked is not an approver, or is oneself.
    """
    version = open_version(document.id)
    row = queries.reading(version.id)
    if not row:
        raise DomainError(_l("Write a section first. There is nothing to approve yet."))
    approving.check_approver(approver, actor=actor)
    approval = Approval(
        id=uuid7(),
        document_id=document.id,
        version_id=version.id,
        content_sha256=sealing.mark(document.title, row),
        asked_by=actor.id,
        approver_id=approver.id,
        message=message,
    )
    session.add(approval)
    session.flush()
    _record("drafts.ask_approval", approval, actor, approver=str(approver.id))
    notifications.queue(emails.approval_asked(document, approval, to=approver, by=actor))
    return approval


def decide_approval(
    document: Document, approval_id: uuid.UUID, decision: Decision, *, actor: User
) -> Approval:
    """Approve the text, or send it back with a reason. Whoever asked gets an e-mail.

    Raises:
        ConflictError: it is decided or withdrawn, or the text has changed since it was asked.
        DomainError: the delegation, or the reason, is missing.
        ForbiddenError: someone else was asked.
    """
    version = open_version(document.id)
    approval = queries.approval(document.id, approval_id)
    is_same = approval.content_sha256 == text_mark(document, version)
    changed = _l(
        "The text has changed since you were asked. Ask for a new request, and read again."
    )
    approving.decide(approval, decision, changed=None if is_same else changed, actor=actor)
    _record(
        f"drafts.{decision.outcome}",
        approval,
        actor,
        sha256=approval.content_sha256,
        delegation=decision.delegation,
    )
    notifications.queue(emails.approval_decided(document, approval, to=approval.asker))
    return approval


def withdraw_approval(document: Document, approval_id: uuid.UUID, *, actor: User) -> None:
    """Take back a request that is not decided.

    Raises:
        ConflictError: it is decided or withdrawn.
    """
    approval = queries.approval(document.id, approval_id)
    approving.withdraw(approval)
    _record("drafts.withdraw_approval", approval, actor)


def holding_approval(document: Document, version: Version) -> Approval | None:
    """The approval of the text exactly as it stands, if there is one."""
    return queries.approval_of(document.id, text_mark(document, version))


def require_approval(document: Document, *, needed: bool, actor: User) -> None:
    """Let versions of the document be frozen only when their text is approved, or without that."""
    if document.needs_approval != needed:
        document.needs_approval = needed
        audit.record("drafts.require_approval", subject=document.id, actor=actor, needed=needed)


def _record(action: str, approval: Approval, actor: User, **details: object) -> None:
    audit.record(
        action, subject=approval.document_id, actor=actor, approval=str(approval.id), **details
    )
