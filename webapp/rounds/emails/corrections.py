"""The e-mails about a body that has corrected its own contact data."""

import uuid

from webapp.notifications.models import Occasion
from webapp.notifications.service import SOON, Letter, queue
from webapp.rounds.emails.shared import about_round, contact_letter
from webapp.rounds.models import Invitation


def tell_of_correction(invitation: Invitation, correction_id: uuid.UUID, *, former: str) -> None:
    """Tell the contact person; and the mailbox `former`, where another one took its place."""
    round_ = invitation.round
    body = str(invitation.organisation_id)
    queue(
        contact_letter(
            round_, Occasion.DETAILS_CHANGED, correction_id, name=invitation.name, body=body
        )
    )
    if former.strip() and former != invitation.email:
        queue(
            Letter(
                Occasion.MAILBOX_LEFT,
                about=correction_id,
                concerns=invitation.id,
                address=former,
                language=invitation.language,
                params={
                    **about_round(round_, invitation.language),
                    "name": invitation.name,
                    "mailbox": invitation.email,
                },
                thread=round_.id,
                priority=SOON,
            )
        )
