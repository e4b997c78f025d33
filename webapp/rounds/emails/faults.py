"""What the contact person is told of what did not arrive."""

from webapp.accounts.models import User
from webapp.core import rendering
from webapp.core.database import session
from webapp.notifications.models import Email, Occasion
from webapp.notifications.service import Letter, queue
from webapp.organisations.service import note_undeliverable
from webapp.rounds import queries
from webapp.rounds.models import Invitation


def undelivered(invitation: Invitation, mail: Email, *, language: str) -> Letter:
    """To the contact person: which body's invitation did not arrive, why, and what to do."""
    round_ = invitation.round
    return Letter(
        occasion=Occasion.UNDELIVERED,
        about=mail.id,
        concerns=invitation.id,
        address=round_.consultation.contact_email,
        language=language,
        params={
            "invitation": str(invitation.id),
            "name": invitation.name,
            "address": mail.address,
            "answer": mail.answer or "",
            "title": rendering.localised(round_.consultation.title, language),
            "registry_number": round_.consultation.registry_number,
        },
        thread=round_.id,
    )


def tell_of_undelivered() -> None:
    """Tell the contact person of each invitation that did not arrive, once, and the register."""
    for invitation, mail in queries.undelivered():
        owner = session.get_one(User, invitation.round.consultation.owner_id)
        queue(undelivered(invitation, mail, language=owner.language))
        note_undeliverable(invitation.organisation, mail.address)
