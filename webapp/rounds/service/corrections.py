"""What follows when an invited body corrects its own contact data, and when that is taken back."""

from webapp.accounts.models import Participant, User
from webapp.core import clock
from webapp.core.database import session
from webapp.organisations import queries as bodies
from webapp.organisations import service as organisations
from webapp.organisations.models import ContactCorrection, Organisation
from webapp.organisations.service import OwnDetails
from webapp.rounds import emails, policy, queries
from webapp.rounds.life import Step
from webapp.rounds.models import Invitation


def correct_details(invitation: Invitation, details: OwnDetails, person: Participant) -> bool:
    """Correct how the body is reached: in the register, this round, and others that used the same.

    The mailbox that was left, if one was, and the contact person are told. Returns False where
    nothing is changed by it.

    Raises:
        ConflictError: the round takes no answers.
    """
    policy.require(Step.MEND, invitation.round, clock.now())
    former = invitation.email
    correction = organisations.correct(bodies.standing(invitation.organisation), details, person)
    moved = former != details.email or invitation.language != details.language
    if correction is None and not moved:
        return False
    for each in queries.running_invitations({invitation.organisation_id}):
        if each is invitation or each.email == former:
            each.email, each.language = details.email, details.language
    session.flush()
    about = correction.id if correction else invitation.id
    emails.tell_of_correction(invitation, about, former=former)
    return True


def take_back(correction: ContactCorrection, body: Organisation, actor: User) -> None:
    """Take back what a body corrected, in the register and in the rounds that followed it.

    Raises:
        ConflictError: it is taken back already.
    """
    organisations.take_back(correction, body, actor)
    came = {body.id, *(each.id for each in bodies.merged_into(body.id))}
    for name in ("email", "language"):
        if name in correction.after:
            for each in queries.running_invitations(came):
                if getattr(each, name) == correction.after[name]:
                    setattr(each, name, correction.before[name])
    session.flush()
