"""What holds whatever is put before an approver: a text, or an edition of a report."""

from dataclasses import dataclass

from webapp.accounts.models import User
from webapp.core import clock
from webapp.core.access import Role
from webapp.core.errors import ConflictError, DomainError, ForbiddenError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.models import ApprovalOutcome, ApprovalRequest


@dataclass(frozen=True, slots=True)
class Decision:
    """What an approver says: whether it is approved, by what right, or why it is not."""

    outcome: ApprovalOutcome
    delegation: str = ""
    reason: str = ""


def check_approver(approver: User, *, actor: User) -> None:
    """Raise DomainError when whoever is asked is not an approver, or is oneself."""
    if Role.APPROVER not in approver.roles:
        raise DomainError(_l("Choose someone who may approve."), field="approver")
    if approver.id == actor.id:
        raise DomainError(_l("Ask someone else than yourself."), field="approver")


def decide(
    request: ApprovalRequest, said: Decision, *, changed: object = None, actor: User
) -> None:
    """Note what the approver says. `changed` is the sentence why it can no longer be approved.

    Raises:
        ConflictError: it is decided or withdrawn, or it has changed and is approved all the same.
        DomainError: the delegation, or the reason, is missing.
        ForbiddenError: someone else was asked.
    """
    if request.approver_id != actor.id:
        raise ForbiddenError(_l("Someone else was asked to approve this."))
    _check_open(request)
    if said.outcome is ApprovalOutcome.RETURNED:
        if not said.reason:
            raise DomainError(_l("Write why you send it back."), field="reason")
    elif not said.delegation:
        raise DomainError(
            _l("Write by what right you approve, such as an item in the delegation order."),
            field="delegation",
        )
    elif changed:
        raise ConflictError(changed)
    request.outcome, request.decided_at = said.outcome, clock.now()
    request.decided_name = ", ".join(filter(None, [actor.name, actor.title]))
    request.delegation, request.reason = said.delegation, said.reason


def withdraw(request: ApprovalRequest) -> None:
    """Take back a request.

    Raises:
        ConflictError: it is decided or withdrawn.
    """
    _check_open(request)
    request.withdrawn_at = clock.now()


def _check_open(request: ApprovalRequest) -> None:
    if not request.is_open:
        raise ConflictError(_l("This request is decided or withdrawn already."))
