"""Putting an edition before an approver, and what the approver says of it."""

import uuid

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError, ForbiddenError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.service import Decision, approving
from webapp.notifications import service as notifications
from webapp.reports import emails, policy, queries
from webapp.reports.models import Edition, EditionApproval
from webapp.reports.service.editions import lock
from webapp.rounds.models import Round


def ask_approval(edition: Edition, approver: User, message: str, *, actor: User) -> EditionApproval:
    """Put the edition before an approver, who gets an e-mail.

    Raises:
        ForbiddenError: the person may not, or the edition could not be published.
        DomainError: whoever is asked is not an approver, or is oneself, or is asked already.
    """
    lock(edition)
    if not policy.may_ask(actor.roles, edition, clock.now()):
        raise ForbiddenError(_l("Only an edition that can be published is put before an approver."))
    approving.check_approver(approver, actor=actor)
    if any(e.is_open and e.approver_id == approver.id for e in queries.approvals(edition.id)):
        raise DomainError(_l("This person is asked already."), field="approver")
    session.expire(edition, ["files"])  # They are written beside it, one format after the other.
    approval = EditionApproval(
        id=uuid7(),
        edition_id=edition.id,
        content_sha256=edition.mark,
        asked_by=actor.id,
        approver_id=approver.id,
        message=message,
    )
    session.add(approval)
    session.flush()
    _record("reports.ask_approval", edition, approval, actor, approver=str(approver.id))
    notifications.queue(emails.approval_asked(edition, approval, to=approver, by=actor))
    return approval


def decide_approval(
    edition: Edition, approval_id: uuid.UUID, decision: Decision, *, actor: User
) -> EditionApproval:
    """Approve the edition, or send it back with a reason. Whoever asked gets an e-mail.

    Raises:
        ConflictError: it is decided or taken back, or the edition can no longer be published.
        DomainError: the delegation, or the reason, is missing.
        ForbiddenError: someone else was asked.
    """
    approval = queries.approval(edition, approval_id)
    is_same = approval.content_sha256 == edition.mark
    is_ready = is_same and policy.is_ready(edition, clock.now())
    changed = _l("This edition can no longer be published. Send it back.")
    approving.decide(approval, decision, changed=None if is_ready else changed, actor=actor)
    _record(
        f"reports.{decision.outcome}",
        edition,
        approval,
        actor,
        sha256=approval.content_sha256,
        delegation=decision.delegation,
    )
    notifications.queue(emails.approval_decided(edition, approval, to=approval.asker))
    return approval


def take_back_approval(edition: Edition, approval_id: uuid.UUID, *, actor: User) -> None:
    """Take back a request that is not decided.

    Raises:
        ConflictError: it is decided or taken back.
    """
    approval = queries.approval(edition, approval_id)
    approving.withdraw(approval)
    _record("reports.take_back_approval", edition, approval, actor)


def holding_approval(edition: Edition) -> EditionApproval | None:
    """The approval of the edition's files exactly as they are, if there is one."""
    mark = edition.mark
    found = (each for each in queries.approvals(edition.id) if each.is_approved)
    return next((each for each in found if each.content_sha256 == mark), None)


def require_approval(round_: Round, *, needed: bool, actor: User) -> None:
    """Let reports on the round be published only when they are approved, or without that."""
    if not actor.roles & policy.COMPILERS:
        raise ForbiddenError(_l("You may not change this rule."))
    if round_.report_needs_approval != needed:
        round_.report_needs_approval = needed
        audit.record("reports.require_approval", subject=round_.id, actor=actor, needed=needed)


def _record(
    action: str, edition: Edition, approval: EditionApproval, actor: User, **details: object
) -> None:
    audit.record(
        action,
        subject=edition.round_id,
        actor=actor,
        edition=edition.number,
        approval=str(approval.id),
        **details,
    )
