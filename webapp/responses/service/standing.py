"""What an invitation says of its body's answers, worked out anew from what was submitted."""

import uuid

from webapp.core.database import session
from webapp.responses import policy, queries
from webapp.responses.models import Response, Stage
from webapp.rounds.models import Invitation


def stand(invitation: Invitation) -> None:
    """Let the invitation say what came by it, and by those that it counts in place of."""
    found = queries.responses_under(invitation)
    latest = found[-1] if found else None
    invitation.answered_as = latest.form.value if latest else None
    invitation.answered_at = latest.submitted_at if latest else None
    invitation.first_answered_at = found[0].submitted_at if latest else None
    invitation.answered_late = latest is not None and policy.is_late_still(latest)
    invitation.answered_preliminarily = latest is not None and latest.stage is Stage.PRELIMINARY
    invitation.answered_with = list(latest.jointly_with) if latest else []


def stand_together(response_id: uuid.UUID) -> None:
    """Let the invitations of those who still answer jointly say with whom; `response_id`: whose."""
    lead = queries.get(response_id)
    together = [lead, *queries.beside([lead.id]).get(lead.id, ())]
    for each in together:
        if each.invitation is not None:
            others = [other.sender for other in together if other is not each]
            for body in {each.invitation, each.invitation.counting}:
                body.answered_with = others
    session.flush()


def note_apart(response: Response) -> None:
    """Where it takes the place of a body's part in a joint answer, let the others say so."""
    former = session.get(Response, response.replaces_id) if response.replaces_id else None
    if former is not None and former.is_beside and not response.is_beside:
        stand_together(former.words_id)
