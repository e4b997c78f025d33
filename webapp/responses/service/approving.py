"""Releasing an answer for approval, approving it, returning it, and who may not."""

from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications import service as notifications
from webapp.organisations.models import Member
from webapp.responses import emails, policy, queries
from webapp.responses.models import Deed, OwnSpace, Release, ReleaseOutcome
from webapp.responses.service.past import tell
from webapp.rounds import service as rounds


def release(space: OwnSpace, to: Member, *, message: str = "") -> Release:
    """Ask one of the people to approve the answer as it is, and lock it until that is done.

    Raises:
        ForbiddenError: whoever has the space open does not write in it.
        ConflictError: it waits for approval already, or the round takes no answers any more.
        DomainError: the person may not approve it.
    """
    _lock(space)
    policy.check_writable(space.round, clock.now())
    policy.check_may_write(space)
    policy.check_may_be_asked(space, to)
    if space.hand is None:
        raise LookupError(space.id)
    space.released_at = clock.now()
    row = Release(
        space_id=space.id,
        asked_by=space.hand.person,
        approver=to.participant,
        message=message,
        fingerprint=space.fingerprint(),
    )
    session.add(row)
    session.flush()
    if space.invitation is not None:
        rounds.note_in_approval(space.invitation, space.released_at)
    tell(space, Deed.RELEASED, name=to.participant.display_name, words=message)
    if to.participant_id != space.hand.person.id:
        notifications.queue(emails.answer_released(space, row))
    return row


def take_back(space: OwnSpace) -> None:
    """Take the answer back from approval, so that it can be changed.

    Raises:
        ForbiddenError: whoever has the space open does not write in it.
        ConflictError: it does not wait for approval.
    """
    _lock(space)
    policy.check_is_writer(space)
    _end(space, _waiting(space), ReleaseOutcome.TAKEN_BACK)
    tell(space, Deed.TAKEN_BACK)


def approve(space: OwnSpace, *, read: str) -> Release:
    """Approve the answer: exactly this, so that any later change voids it.

    `read`: the space's fingerprint when the page with the button was served.

    Raises:
        ForbiddenError: whoever has the space open may not approve it.
        ConflictError: it does not wait for approval, or has changed since it was read.
    """
    _lock(space)
    row = _waiting(space)
    policy.check_may_decide(space, row)
    if read != space.fingerprint():
        raise ConflictError(
            _l("The answer has been changed since you opened this page. Read it through again.")
        )
    row.fingerprint = read
    _end(space, row, ReleaseOutcome.APPROVED)
    tell(space, Deed.APPROVED)
    _tell_asker(space, row)
    return row


def send_back(space: OwnSpace, *, reason: str) -> Release:
    """Return the answer to those who wrote it, with the reason.

    Raises:
        ForbiddenError: whoever has the space open may not approve it.
        ConflictError: it does not wait for approval.
        DomainError: no reason is given.
    """
    _lock(space)
    row = _waiting(space)
    policy.check_may_decide(space, row)
    if not reason:
        raise DomainError(_l("Say why, so that your colleagues know what to do."), field="reason")
    row.reason = reason
    _end(space, row, ReleaseOutcome.RETURNED)
    tell(space, Deed.RETURNED, words=reason)
    _tell_asker(space, row)
    return row


def require_four_eyes(space: OwnSpace, *, wanted: bool) -> None:
    """Say whether an answer must be approved by someone other than its writer.

    Raises:
        ForbiddenError: whoever has the space open is no coordinator.
        ConflictError: the answer waits for approval.
    """
    _lock(space)
    policy.check_may_coordinate(space)
    if space.released_at is not None:
        raise ConflictError(_l("The answer is up for approval. Take it back first."))
    if space.four_eyes != wanted:
        space.four_eyes = wanted
        tell(space, Deed.FOUR_EYES, wanted=wanted)


def _lock(space: OwnSpace) -> None:
    """Let nobody else decide, release or write until this is done."""
    session.flush()
    session.refresh(
        space, ["released_at", "written_by_id", "four_eyes", "position"], with_for_update=True
    )


def _waiting(space: OwnSpace) -> Release:
    row = queries.latest_release(space)
    if row is None or row.outcome is not None:
        raise ConflictError(_l("The answer does not wait for approval any more."))
    return row


def _end(space: OwnSpace, row: Release, outcome: ReleaseOutcome) -> None:
    row.outcome, row.ended_at = outcome, clock.now()
    row.ended_by = space.hand.person if space.hand else None
    space.released_at = None
    if space.invitation is not None:
        rounds.note_in_approval(space.invitation, None)


def _tell_asker(space: OwnSpace, row: Release) -> None:
    if row.asked_by_id != row.ended_by_id:
        session.flush()
        notifications.queue(emails.answer_decided(space, row))
