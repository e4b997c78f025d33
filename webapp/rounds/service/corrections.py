"""What follows when an invited body corrects its own contact data."""

from webapp.accounts.models import Participant
from webapp.core import clock
from webapp.core.database import session
from webapp.organisations import service as organisations
from webapp.organisations.service import OwnDetails
from webapp.rounds import emails, policy
from webapp.rounds.life import Step
from webapp.rounds.models import Invitation


def correct_details(invitation: Invitation, details: OwnDetails, person: Participant) -> bool:
    """Correct how the body is reached, in the register and for the rest of the round.

    The mailbox that was left, if one was, and the contact person are told. Returns False where
    nothing is changed by it.

    Raises:
        ConflictError: the round takes no answers.
    """
    policy.require(Step.MEND, invitation.round, clock.now())
    former = invitation.email
    correction = organisations.correct(invitation.organisation, details, person)
    if correction is None:
        return False
    invitation.email, invitation.language = details.email, details.language
    session.flush()
    emails.tell_of_correction(invitation, correction.id, former=former)
    return True
