"""What the contact person is told of what did not arrive."""

from dataclasses import replace

from webapp.notifications.models import Email, Occasion
from webapp.notifications.service import Letter, queue
from webapp.organisations.service import note_undeliverable
from webapp.rounds import queries
from webapp.rounds.emails.shared import contact_letter
from webapp.rounds.models import Invitation


def undelivered(invitation: Invitation, mail: Email) -> Letter:
    """To the contact person: which body's invitation did not arrive, why, and what to do."""
    letter = contact_letter(
        invitation.round,
        Occasion.UNDELIVERED,
        mail.id,
        invitation=str(invitation.id),
        name=invitation.name,
        address=mail.address,
        answer=mail.answer or "",
    )
    return replace(letter, concerns=invitation.id)


def tell_of_undelivered() -> None:
    """Tell the contact person of each invitation that did not arrive, once, and the register."""
    for invitation, mail in queries.undelivered():
        queue(undelivered(invitation, mail))
        note_undeliverable(invitation.organisation, mail.address)
