"""Who may do what with consultations and rounds, and when. Pure, on loaded objects."""

from datetime import date, datetime
from typing import Protocol

from webapp.core import clock
from webapp.core.access import Role
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds import deadlines
from webapp.rounds.models import Invitation, Round, RoundState

EDITORS = (Role.CASE_OFFICER, Role.ADMINISTRATOR)
"""The roles that run consultations. Registrars and approvers read."""

CHANGEABLE = frozenset({RoundState.DRAFT, RoundState.SCHEDULED})
"""The states in which what a round asks, and whom, can still change."""

RUNNING = frozenset({RoundState.OPEN, RoundState.CLOSED, RoundState.ASSESSED})
"""The states from the opening until the report: answers are taken."""


class Person(Protocol):
    """Whoever wants to do something."""

    @property
    def roles(self) -> frozenset[Role]:
        """What the person is trusted with."""


def may_edit(person: Person) -> bool:
    """Say whether `person` runs consultations; other staff read."""
    return not person.roles.isdisjoint(EDITORS)


def is_changeable(round_: Round, at: datetime) -> bool:
    """Say whether what the round asks, and whom, can still change."""
    return round_.state(at) in CHANGEABLE


def accepts_answers(round_: Round, at: datetime) -> bool:
    """Say whether an answer is taken at the moment `at`: in time, or late until the report."""
    return round_.state(at) in RUNNING


def may_end(round_: Round, at: datetime) -> bool:
    """Say whether staff can close the round now."""
    return round_.state(at) is RoundState.OPEN


def may_cancel(round_: Round, at: datetime) -> bool:
    """Say whether the round can be cancelled: until it is reported, and once."""
    return round_.state(at) in CHANGEABLE | RUNNING


def may_mend(round_: Round, at: datetime) -> bool:
    """Say whether one body's address or own deadline can be changed, and its mail sent again."""
    return round_.state(at) in RUNNING


def require_changeable(round_: Round, at: datetime) -> None:
    """Raise a ConflictError where what the round asks, and whom, cannot change any more."""
    if not is_changeable(round_, at):
        raise ConflictError(_l("This round has opened, so what it asks and whom cannot change."))


def require_open(round_: Round, at: datetime) -> None:
    """Raise a ConflictError where the round is not open."""
    if not may_end(round_, at):
        raise ConflictError(_l("This round is not open, so it cannot be closed."))


def require_cancellable(round_: Round, at: datetime) -> None:
    """Raise a ConflictError where the round is reported or cancelled already."""
    if not may_cancel(round_, at):
        raise ConflictError(_l("This round cannot be cancelled any more."))


def require_mendable(round_: Round, at: datetime) -> None:
    """Raise a ConflictError where the round takes no answers."""
    if not may_mend(round_, at):
        raise ConflictError(_l("This round takes no answers, so its invitations cannot change."))


def require_ahead(day: date, at: datetime, *, field: str) -> None:
    """Raise a DomainError at the form's `field` where `day` is over at the moment `at`."""
    if deadlines.end_of(day) <= at:
        raise DomainError(_l("This day has passed. Choose a later one."), field=field)


def opening(wall: datetime, at: datetime) -> datetime:
    """The moment to open a round when clocks in Stockholm show `wall`, seen from `at`.

    Raises:
        DomainError: there is no such time, or it has passed.
    """
    moment = deadlines.on_the_wall(wall)
    if moment is None:
        raise DomainError(
            _l(
                "There is no such time: that night the clocks go forward from 02:00 to "
                "03:00. Choose another time."
            ),
            field="opens_at",
        )
    if moment <= at:
        raise DomainError(_l("This time has passed. Choose a later one."), field="opens_at")
    return moment


def is_over(round_: Round, at: datetime) -> bool:
    """Say whether the time to answer is over for those without a deadline of their own."""
    return round_.cancelled_at is not None or round_.ended_at(at) is not None


def is_over_for(invitation: Invitation, at: datetime) -> bool:
    """Say whether the body's own time to answer is over, with the extension it may have."""
    extended = invitation.deadline is not None and at < deadlines.end_of(invitation.deadline)
    return is_over(invitation.round, at) and not extended


def last_day(round_: Round, invitation: Invitation | None) -> date:
    """The last day on which an answer is in time: a body's own, else the round's.

    Where staff closed the round early, it is the day of the closing; an extension that a body
    was promised stands.
    """
    if invitation is not None and invitation.deadline is not None:
        return invitation.deadline
    if round_.closed_at is None or round_.closed_at >= deadlines.end_of(round_.deadline):
        return round_.deadline
    return clock.local(round_.closed_at).date()
