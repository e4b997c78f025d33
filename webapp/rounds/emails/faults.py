"""What the contact person is told of what did not arrive."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from webapp.core import clock
from webapp.core.database import uuid7
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.notifications.service import Letter, gather
from webapp.organisations.service import note_undeliverable
from webapp.rounds import queries
from webapp.rounds.emails.shared import contact_letter
from webapp.rounds.models import Invitation

APART: Final = timedelta(hours=1)
"""What did not arrive is told at once; what else does not within the hour is told together."""


def undelivered(invitation: Invitation, mail: Email) -> Letter:
    """To the contact person: which body did not get which e-mail, why, and what to do.

    `lines` are gathered to one e-mail.
    """
    line = {
        "key": str(mail.id),
        "invitation": str(invitation.id),
        "name": invitation.name,
        "occasion": mail.occasion.value,
        "address": mail.address,
        "answer": mail.answer or "",
        "unwanted": mail.complained_at is not None and not mail.status.is_undelivered,
    }
    # Of one that is sent again and comes back again, staff are told again.
    return contact_letter(invitation.round, Occasion.UNDELIVERED, uuid7(), lines=[line])


def undelivered_to_be(invitation: Invitation) -> Letter:
    """The same as if the invitation to the body had come back, to be looked at before it does."""
    mail = Email(
        id=uuid7(),
        occasion=Occasion.INVITATION,
        address=invitation.email,
        status=EmailStatus.BOUNCED,
        answer=f"550 5.1.1 <{invitation.email}>: User unknown",
    )
    return undelivered(invitation, mail)


def tell_of_undelivered() -> None:
    """Tell the contact person of each e-mail to a body that did not arrive, and the register."""
    moment = clock.now()
    for invitation, mail in queries.undelivered():
        told = queries.last_told_of_undelivered(invitation.round_id)
        wait = max(told + APART - moment, timedelta()) if told else timedelta()
        gather(replace(undelivered(invitation, mail), wait=wait), into="lines")
        mail.reported_at = moment
        if mail.status.is_undelivered:
            note_undeliverable(invitation.organisation, mail.address)
