"""The report is put before an approver, who approves it; and two senders answer it."""

import uuid

from webapp.accounts.models import User
from webapp.drafts.models import ApprovalOutcome
from webapp.drafts.service import Decision
from webapp.reports import queries, service
from webapp.reports.models import Edition, Stance
from webapp.responses import queries as responses

RIGHT = "Punkt 4.2 i delegationsordningen"


def approve(edition: Edition, officer: User, approver: User) -> None:
    """Let the approver approve the edition that the officer asks about."""
    asked = service.ask_approval(edition, approver, "", actor=officer)
    decision = Decision(ApprovalOutcome.APPROVED, RIGHT)
    service.decide_approval(edition, asked.id, decision, actor=approver)


def answer_back(round_id: uuid.UUID) -> None:
    """Let two senders say what they think of the decisions on their points."""
    said = ((Stance.SATISFIED, ""), (Stance.STILL_OBJECTS, "Målet behöver ett tal och ett årtal."))
    senders = [each for each in responses.submitted(round_id) if queries.points_of(each.id)]
    for response, (stance, words) in zip(senders, said, strict=False):
        service.react(queries.points_of(response.id)[0], response, stance, words)
