"""What may be done with a round's text and answers, when. Pure, on loaded objects."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.models import Form, OwnSpace
from webapp.rounds.models import Invitation, Round, RoundState
from webapp.rounds.policy import accepts_answers

UNREADABLE = frozenset({RoundState.DRAFT, RoundState.SCHEDULED, RoundState.CANCELLED})
"""The states in which the public sees nothing of a round."""

FINISHED = frozenset({RoundState.REPORTED, RoundState.ARCHIVED})
"""The states in which the answers are summed up, and no more are taken."""


class StoppedError(DomainError):
    """Something was there, and is not any more."""

    status = DomainError.status.GONE


def is_readable(round_: Round, at: datetime) -> bool:
    """Say whether anyone may read the round's text at the moment `at`."""
    return round_.state(at) not in UNREADABLE


def languages_shown(known: Sequence[str], shown: Iterable[Round]) -> Sequence[str]:
    """Those of a document's languages in which any of the rounds shows its text."""
    tags = {tag for each in shown for tag in each.languages or known}
    return [tag for tag in known if tag in tags]


def check_link(invitation: Invitation, *, link_number: int, at: datetime) -> None:
    """Let the link of an invitation through.

    Raises:
        StoppedError: the link was replaced, the round cancelled or finished, or not yet opened.
    """
    state = invitation.round.state(at)
    if link_number != invitation.link_number:
        raise StoppedError(
            _l("This link has been replaced by a newer one. Use the link in our latest e-mail.")
        )
    if state is RoundState.CANCELLED:
        raise StoppedError(_l("This consultation has been cancelled. No answer is needed."))
    if state in FINISHED:
        raise StoppedError(
            _l("This consultation is finished and its report is written, so the link has ended.")
        )
    if state in UNREADABLE:
        raise StoppedError(_l("This consultation is not open. Its link does not work now."))


def check_writable(round_: Round, at: datetime) -> None:
    """Let an answer to the round be written or submitted, in time or late.

    Raises:
        ConflictError: the round takes no answers at the moment `at`.
    """
    if not accepts_answers(round_, at):
        raise ConflictError(
            _l("This consultation is closed for answers. Get in touch with the contact person.")
        )


def check_complete(space: OwnSpace, form: Form) -> None:
    """Let the answer in the space be submitted as `form`.

    Raises:
        DomainError: something that every such answer must have is missing.
    """
    if not space.sender:
        raise DomainError(_l("Say who answers before you submit."))
    if form is Form.ANSWER and space.position is None:
        raise DomainError(_l("Choose a position before you submit. It is the only thing required."))
