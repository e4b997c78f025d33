"""Who may answer jointly with whom, and where each body stands. Pure."""

from datetime import datetime
from enum import StrEnum

from webapp.core.errors import ConflictError, DomainError, GoneError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.models import JointBody, OwnSpace, Response
from webapp.responses.policy.answers import FINISHED, UNREADABLE
from webapp.rounds.models import Invitation


class Standing(StrEnum):
    """Where a body stands that is asked to answer jointly."""

    YES = "yes"
    WAITING = "waiting"
    NO = "no"
    OWN = "own"
    """It has answered by itself, or with others, and counts by that."""


def may_be_joint(space: OwnSpace) -> bool:
    """Say whether others can be asked to make the answer in the space theirs too."""
    return space.for_body and space.organisation_id is not None and space.endorses_id is None


def standing(asked: JointBody, latest: Response | None) -> Standing:
    """Where the body stands; `latest`: its latest response to the round, whatever it is."""
    if latest is not None and not latest.has_left and not is_with(latest, asked.space):
        return Standing.OWN
    return Standing(asked.said.value) if asked.said else Standing.WAITING


def is_with(latest: Response | None, space: OwnSpace) -> bool:
    """Say whether a body's latest response is its part in the joint answer of the space's body."""
    if latest is None or latest.has_left or not latest.is_beside:
        return False
    return latest.words.organisation_id == space.organisation_id


def check_may_ask(space: OwnSpace, invitation: Invitation, latest: Response | None) -> None:
    """Let a body be asked to answer jointly; `latest`: its latest response to the round.

    Raises:
        ConflictError: the answer joins another body's.
        DomainError: it is the own body, is not asked by this round, or has answered itself.
    """
    if not may_be_joint(space):
        raise ConflictError(
            _l("Your answer joins another body's, so it cannot be a joint answer too.")
        )
    if invitation.round_id != space.round_id or invitation.organisation_id == space.organisation_id:
        raise DomainError(_l("Choose a body that is invited to the same consultation."))
    if latest is not None and not latest.has_left and not is_with(latest, space):
        raise DomainError(
            _l("%(name)s has answered already, and counts by that.", name=invitation.name)
        )


def check_asked(asked: JointBody | None, *, link_number: int, at: datetime) -> JointBody:
    """Let the link of a body that is asked to answer jointly through.

    Raises:
        GoneError: the question was taken back, or the round takes no more answers.
    """
    if asked is None or asked.withdrawn_at or asked.link_number != link_number:
        raise GoneError(
            _l("This question has been taken back. Ask the body that sent you the link.")
        )
    if asked.space.round.state(at) in FINISHED | UNREADABLE:
        raise GoneError(
            _l("This consultation is finished and its report is written, so the link has ended.")
        )
    return asked


def check_may_read(asked: JointBody, latest: Response | None) -> None:
    """Let a body that is asked read the answer before it is submitted.

    Raises:
        GoneError: it has not said yes, or has answered by itself.
    """
    if standing(asked, latest) is not Standing.YES:
        raise GoneError(_l("Only a body that has said yes reads the answer beforehand."))
