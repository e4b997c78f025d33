"""What each of a body's people may do in its space, by role and by whether it is locked. Pure."""

import uuid
from datetime import datetime

from webapp.core.errors import ConflictError, DomainError, ForbiddenError, GoneError
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations.models import Member, MemberRole
from webapp.responses.models import (
    Assignment,
    Colleague,
    Form,
    OwnSpace,
    Release,
    ReleaseOutcome,
)
from webapp.responses.policy.answers import FINISHED, UNREADABLE

WRITERS = frozenset({MemberRole.COORDINATOR, MemberRole.WRITER})
"""The roles of a body's people that write its answer."""

APPROVERS = frozenset({MemberRole.COORDINATOR, MemberRole.APPROVER})
"""The roles that approve it."""


def role_in(space: OwnSpace) -> MemberRole:
    """What whoever has the space open may do there. The product itself does all."""
    return space.hand.role if space.hand is not None else MemberRole.COORDINATOR


def may_write(space: OwnSpace) -> bool:
    """Say whether whoever has the space open may write in it now."""
    return role_in(space) in WRITERS and space.released_at is None


def may_coordinate(space: OwnSpace) -> bool:
    """Say whether whoever has the space open asks colleagues in, gives out sections and submits."""
    return role_in(space) is MemberRole.COORDINATOR


def check_may_write(space: OwnSpace) -> None:
    """Let something in the answer be changed.

    Raises:
        ForbiddenError: whoever has the space open does not write in it.
        ConflictError: it is up for approval, and locked.
    """
    if role_in(space) not in WRITERS:
        raise ForbiddenError(
            _l("You approve this answer and do not write in it. Say what you think in a note.")
        )
    if space.released_at is not None:
        raise ConflictError(
            _l("The answer is up for approval and locked. Take it back before you change it.")
        )


def check_may_coordinate(space: OwnSpace) -> None:
    """Let people and their tasks be changed.

    Raises:
        ForbiddenError: whoever has the space open is no coordinator.
    """
    if not may_coordinate(space):
        raise ForbiddenError(_l("A coordinator does this. Ask one of yours."))


def may_mark_ready(space: OwnSpace, part: Assignment) -> bool:
    """Say whether whoever has the space open says when this part is ready."""
    mine = space.hand is not None and space.hand.person.id == part.participant_id
    return mine or may_coordinate(space)


def check_may_mark_ready(space: OwnSpace, part: Assignment) -> None:
    """Let a part be marked as ready, or as not ready.

    Raises:
        ForbiddenError: someone else takes care of it.
    """
    if not may_mark_ready(space, part):
        raise ForbiddenError(
            _l("Someone else takes care of this part. Ask them, or a coordinator.")
        )


def check_may_submit(space: OwnSpace, release: Release | None, form: Form) -> None:
    """Let an answer be submitted out of the space; `release`: the latest, for approval.

    Raises:
        ForbiddenError: whoever has the space open is no coordinator.
        ConflictError: it is up for approval, or must be approved as it now is.
    """
    if not may_coordinate(space):
        raise ForbiddenError(_l("A coordinator submits the answer. Ask one of yours."))
    if space.released_at is not None:
        raise ConflictError(
            _l("The answer is up for approval. Wait for it, or take it back, before you submit.")
        )
    if space.four_eyes and form is Form.ANSWER and not is_approved(space, release):
        raise ConflictError(
            _l("The answer must be approved, as it is now, by someone other than who wrote it.")
        )


def is_approved(space: OwnSpace, release: Release | None) -> bool:
    """Say whether the space's latest release was approved, and nothing has changed since."""
    return (
        release is not None
        and release.outcome is ReleaseOutcome.APPROVED
        and release.fingerprint == space.fingerprint()
    )


def is_writer(space: OwnSpace) -> bool:
    """Say whether whoever has the space open is one of those who write, locked or not."""
    return role_in(space) in WRITERS


def check_is_writer(space: OwnSpace) -> None:
    """Let an answer be taken back from approval.

    Raises:
        ForbiddenError: whoever has the space open does not write in it.
    """
    if not is_writer(space):
        raise ForbiddenError(_l("Those who write take the answer back. You can return it."))


def may_be_asked(space: OwnSpace, member: Member) -> bool:
    """Say whether one of the people can be asked to approve the answer as it is."""
    return member.role in APPROVERS and not _wrote(space, member.participant_id)


def check_may_be_asked(space: OwnSpace, member: Member) -> None:
    """Let one of the people be asked to approve.

    Raises:
        DomainError: the person may not.
    """
    asker = space.hand.person.id if space.hand else None
    themselves = space.four_eyes and member.participant_id == asker
    if themselves or not may_be_asked(space, member):
        raise DomainError(
            _l("Choose an approver who neither wrote last nor releases it."), field="person"
        )


def may_decide(space: OwnSpace, release: Release) -> bool:
    """Say whether whoever has the space open may approve or return what waits."""
    if release.outcome is not None or space.hand is None or role_in(space) not in APPROVERS:
        return False
    me = space.hand.person.id
    return not (_wrote(space, me) or (space.four_eyes and release.asked_by_id == me))


def check_may_decide(space: OwnSpace, release: Release) -> None:
    """Let what waits be approved or returned.

    Raises:
        ForbiddenError: whoever has the space open may not.
    """
    if not may_decide(space, release):
        raise ForbiddenError(
            _l("An approver other than who wrote last or released the answer decides this.")
        )


def _wrote(space: OwnSpace, participant_id: uuid.UUID) -> bool:
    return space.four_eyes and space.written_by_id == participant_id


def check_colleague(colleague: Colleague | None, *, link_number: int, at: datetime) -> Colleague:
    """Let the link of a colleague through.

    Raises:
        GoneError: it was withdrawn, or the round takes no more answers.
    """
    if colleague is None or colleague.withdrawn_at or colleague.link_number != link_number:
        raise GoneError(
            _l("This invitation from a colleague has been withdrawn. Ask who sent it to you.")
        )
    if colleague.space.round.state(at) in FINISHED | UNREADABLE:
        raise GoneError(
            _l("This consultation is finished and its report is written, so the link has ended.")
        )
    return colleague
