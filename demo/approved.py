"""The report is put before an approver, who approves it."""

from webapp.accounts.models import User
from webapp.drafts.models import ApprovalOutcome
from webapp.drafts.service import Decision
from webapp.reports import service
from webapp.reports.models import Edition

RIGHT = "Punkt 4.2 i delegationsordningen"


def approve(edition: Edition, officer: User, approver: User) -> None:
    """Let the approver approve the edition that the officer asks about."""
    asked = service.ask_approval(edition, approver, "", actor=officer)
    decision = Decision(ApprovalOutcome.APPROVED, RIGHT)
    service.decide_approval(edition, asked.id, decision, actor=approver)
