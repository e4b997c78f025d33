"""What is done with one body's invitation, and what is kept of its way through the round."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications.models import EmailStatus
from webapp.rounds import emails, policy, queries
from webapp.rounds.models import Invitation, Round
from webapp.rounds.service.merging import lend_steps


def change_address(invitation: Invitation, address: str, actor: User) -> None:
    """Correct the address of one body's invitation, and send the invitation there.

    The link in a mail that reached the wrong mailbox is stopped, unless someone has used it.

    Raises:
        ConflictError: the round takes no answers.
    """
    policy.require_mendable(invitation.round, clock.now())
    mail = queries.mail_of(invitation)
    arrived = mail is not None and mail.status is EmailStatus.SENT
    if arrived and address != invitation.email and invitation.opened_at is None:
        invitation.link_number += 1
    changed = {"before": invitation.email, "after": address}
    details = {"name": invitation.name, "invitation": str(invitation.id), **changed}
    invitation.email = address
    session.flush()
    record("rounds.change_address", subject=invitation.round_id, actor=actor, **details)
    emails.send(invitation)


def resend(invitation: Invitation, actor: User) -> None:
    """Send one body its invitation again, with the same link and the words as they are now.

    Raises:
        ConflictError: the round takes no answers, or the mail is on its way already.
    """
    policy.require_mendable(invitation.round, clock.now())
    if not emails.send(invitation):
        raise ConflictError(_l("This invitation is on its way already."))
    details = {"name": invitation.name, "invitation": str(invitation.id)}
    record("rounds.resend", subject=invitation.round_id, actor=actor, **details)


def note_opened(invitation: Invitation, *, joined: datetime | None = None) -> None:
    """Keep when a person first pressed the button behind the invitation's link.

    A person who has `joined` the body after that is a second one, whom someone has passed the
    invitation on to.
    """
    if invitation.opened_at is None:
        invitation.opened_at = clock.now()
    elif joined is not None and joined > invitation.opened_at:
        note_forwarded(invitation)
    lend_steps(invitation)


def note_forwarded(invitation: Invitation) -> None:
    """Keep when the invitation was first passed on to another person of the body."""
    invitation.forwarded_at = invitation.forwarded_at or clock.now()
    lend_steps(invitation)


def note_in_approval(invitation: Invitation, at: datetime | None) -> None:
    """Keep since when the body's writers wait for its approver; None: they do no more."""
    invitation.in_approval_at = at


def note_started(invitation: Invitation) -> None:
    """Keep when the body first wrote something; what it wrote is not looked at."""
    invitation.started_at = invitation.started_at or clock.now()
    lend_steps(invitation)


def note_answer(  # noqa: PLR0913 - what the responses above this feature say, each in a word
    round_: Round,
    invitation: Invitation | None,
    *,
    answered_as: str,
    late: bool,
    preliminary: bool,
    at: datetime,
    first: bool,
    jointly_with: Sequence[str] = (),
) -> None:
    """Keep with the invitation what its body's latest response is, or count an unasked sender.

    Args:
        round_: the round that was answered.
        invitation: the invited body's; None for a sender who was not invited.
        answered_as: `answer`, `no_comments` or `abstain`.
        late: whether the response came after the body's last day.
        preliminary: whether a final one is to follow.
        at: when it was submitted.
        first: whether the sender had not answered before.
        jointly_with: the other bodies, where it is a joint answer of several.
    """
    if invitation is not None:
        for each in {invitation, invitation.counting}:
            each.answered_as = str(answered_as)
            each.answered_at = at
            each.first_answered_at = each.first_answered_at or at
            each.answered_late = late
            each.answered_preliminarily = preliminary
            each.answered_with = list(jointly_with)
    elif first:
        more = {"unasked_answers": Round.unasked_answers + 1}  # Added there: two at once are two.
        session.execute(update(Round).where(Round.id == round_.id).values(more))
