"""What may be done with a round's text and answers, when. Pure, on loaded objects."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from webapp.core import clock
from webapp.core.access import Role
from webapp.core.errors import ConflictError, DomainError, GoneError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.models import (
    Form,
    OwnSpace,
    Position,
    Response,
)
from webapp.rounds.deadlines import end_of, on_the_wall
from webapp.rounds.models import Invitation, Round, RoundState
from webapp.rounds.policy import EDITORS, accepts_answers, last_day

UNREADABLE = frozenset({RoundState.DRAFT, RoundState.SCHEDULED, RoundState.CANCELLED})
"""The states in which the public sees nothing of a round."""

FINISHED = frozenset({RoundState.REPORTED, RoundState.ARCHIVED})
"""The states in which the answers are summed up, and no more are taken."""


FILERS = (Role.REGISTRAR, Role.CASE_OFFICER, Role.ADMINISTRATOR)
"""The roles that file what came by e-mail, as a file or on paper."""


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
        GoneError: the link was replaced, the round cancelled or finished, or not yet opened.
    """
    state = invitation.round.state(at)
    if link_number != invitation.link_number:
        raise GoneError(
            _l("This link has been replaced by a newer one. Use the link in our latest e-mail.")
        )
    if state is RoundState.CANCELLED:
        raise GoneError(_l("This consultation has been cancelled. No answer is needed."))
    if state in FINISHED:
        raise GoneError(
            _l("This consultation is finished and its report is written, so the link has ended.")
        )
    if state in UNREADABLE:
        raise GoneError(_l("This consultation is not open. Its link does not work now."))


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


class Person(Protocol):
    """Whoever wants to do something."""

    @property
    def roles(self) -> frozenset[Role]:
        """What the person is trusted with."""


def may_file(person: Person) -> bool:
    """Say whether `person` files what came another way than the web; other staff read."""
    return not person.roles.isdisjoint(FILERS)


def may_check_secrecy(person: Person) -> bool:
    """Say whether `person` decides what of a response is shown; other staff read what it is."""
    return not person.roles.isdisjoint(FILERS)


def check_arrival(arrived: datetime, round_: Round, at: datetime) -> None:
    """Let an answer be filed as having arrived at that moment, seen from `at`.

    Raises:
        DomainError: it is still to come, or was before anybody had been asked.
    """
    if arrived > at:
        raise DomainError(
            _l("This time has not come yet. Give the day and time when the answer arrived."),
            field="arrived",
        )
    if round_.opened_at is not None and arrived < round_.opened_at:
        raise DomainError(
            _l("This was before the round opened. Check the day and the round."), field="arrived"
        )


def check_decided(day: date | None, at: datetime) -> None:
    """Let a decision be told of that was taken on `day`, seen from `at`.

    Raises:
        DomainError: the day is still to come.
    """
    if day is not None and day > clock.local(at).date():
        raise DomainError(
            _l(
                "This day has not come yet. Until the decision is taken, the answer is preliminary."
            ),
            field="on",
        )


def check_decides(day: date | None, at: datetime) -> None:
    """Let a preliminary answer be submitted whose body decides on `day`, seen from `at`.

    Raises:
        DomainError: the day has passed.
    """
    if day is not None and day < clock.local(at).date():
        raise DomainError(
            _l("This day has passed. If the decision is taken, the answer is final."),
            field="decides_on",
        )


def arrival(wall: datetime) -> datetime:
    """The moment when clocks in Stockholm showed `wall`.

    Raises:
        DomainError: they never did, in the night when the clocks go forward.
    """
    moment = on_the_wall(wall)
    if moment is None:
        raise DomainError(
            _l("There is no such time: that night the clocks go forward. Give another time."),
            field="arrived",
        )
    return moment


def is_late_still(response: Response) -> bool:
    """Say whether a late response is late by the last day as it is now, which may be put off."""
    day = last_day(response.round, response.invitation)
    return response.late and response.submitted_at >= end_of(day)


def may_read_position(person: Person, response: Response, at: datetime) -> bool:
    """Say whether `person` may say how the response's position is read.

    That is for a letter that states none, until its sender has put a reading right.
    """
    theirs = response.reading is not None and response.reading.read_by is None
    return (
        may_file(person)
        and response.form is Form.ANSWER
        and response.position is Position.NOT_STATED
        and not theirs
        and response.round.state(at) not in FINISHED
    )


def may_decide_late(person: Person, response: Response, at: datetime) -> bool:
    """Say whether `person` may decide whether a late response is considered."""
    return (
        not person.roles.isdisjoint(EDITORS)
        and is_late_still(response)
        and response.round.state(at) not in FINISHED
    )


def check_may_put_right(response: Response, *, is_replaced: bool, at: datetime) -> None:
    """Let the sender of a letter say which position it takes.

    Raises:
        GoneError: a later answer counts, or the report is out.
    """
    if is_replaced:
        raise GoneError(
            _l("A later answer from you has taken the place of this one, so it is that one's.")
        )
    if response.round.state(at) in FINISHED | UNREADABLE:
        raise GoneError(
            _l("This consultation is finished and its report is written, so the link has ended.")
        )
