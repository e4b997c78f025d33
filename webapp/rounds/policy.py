"""Who may do what with consultations and rounds, and when. Pure, on loaded objects."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from webapp.core import clock
from webapp.core.access import Role
from webapp.core.database import Localised
from webapp.core.errors import ConflictError, DomainError, ForbiddenError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds import deadlines, life
from webapp.rounds.life import Step
from webapp.rounds.models import Invitation, Question, Round
from webapp.rounds.reminders import Reminder

EDITORS = (Role.CASE_OFFICER, Role.ADMINISTRATOR)
"""The roles that run consultations. Registrars and approvers read."""

SHOWN = 50
"""Bodies that a page names of those who get an e-mail."""

REST = timedelta(days=2)
"""How long after the opening nobody is reminded."""

REFUSALS: Mapping[Step, Any] = {
    Step.CHANGE: _l("This round has opened, so what it asks and whom cannot change."),
    Step.SCHEDULE: _l("This round has opened, so what it asks and whom cannot change."),
    Step.UNSCHEDULE: _l("This round does not open by itself."),
    Step.OPEN: _l("This round has opened, so what it asks and whom cannot change."),
    Step.TELL: _l("This round is not open, so nobody can be told anything about it."),
    Step.MEND: _l("This round takes no answers, so its invitations cannot change."),
    Step.INVITE: _l("This round is closed, so nobody else can be invited."),
    Step.PUT_OFF: _l("This round is not open, so its last day cannot be put off."),
    Step.ANSWER: _l("This round takes no answers."),
    Step.CLOSE: _l("This round is not open, so it cannot be closed."),
    Step.REOPEN: _l("This round is not closed, so it cannot be opened again."),
    Step.ASSESS: _l("The round must be closed first."),
    Step.REPORT: _l("The assessment must be complete first."),
    Step.DECIDE: _l("The report must be published before the board's decision is entered."),
    Step.ARCHIVE: _l("A round is archived when its report is published, and once."),
    Step.CANCEL: _l("This round cannot be cancelled any more."),
}
"""What is said where a step cannot be made."""


class Person(Protocol):
    """Whoever wants to do something."""

    @property
    def roles(self) -> frozenset[Role]:
        """What the person is trusted with."""


def may(step: Step, round_: Round, at: datetime) -> bool:
    """Say whether `step` can be made with the round at the moment `at` (`life.DIAGRAM`)."""
    return life.allows(round_.state(at), step)


def may_edit(person: Person) -> bool:
    """Say whether `person` runs consultations; other staff read."""
    return not person.roles.isdisjoint(EDITORS)


def require_editor(person: Person) -> None:
    """Raise a ForbiddenError where `person` does not run consultations."""
    if not may_edit(person):
        raise ForbiddenError(_l("Only case officers can change this."))


def is_changeable(round_: Round, at: datetime) -> bool:
    """Say whether what the round asks, and whom, can still change."""
    return may(Step.CHANGE, round_, at)


def accepts_answers(round_: Round, at: datetime) -> bool:
    """Say whether an answer is taken at the moment `at`: in time, or late until the report."""
    return may(Step.ANSWER, round_, at)


def may_end(round_: Round, at: datetime) -> bool:
    """Say whether staff can close the round now."""
    return may(Step.CLOSE, round_, at)


def may_cancel(round_: Round, at: datetime) -> bool:
    """Say whether the round can be cancelled: until it is reported, and once."""
    return may(Step.CANCEL, round_, at)


def may_invite(round_: Round, at: datetime) -> bool:
    """Say whether more bodies can be put on the list; while it is open each needs a reason."""
    return may(Step.INVITE, round_, at)


def may_mend(round_: Round, at: datetime) -> bool:
    """Say whether one body's address or own deadline can be changed, and its mail sent again."""
    return may(Step.MEND, round_, at)


def require_changeable(round_: Round, at: datetime) -> None:
    """Raise a ConflictError where what the round asks, and whom, cannot change any more."""
    require(Step.CHANGE, round_, at)


def require(step: Step, round_: Round, at: datetime) -> None:
    """Raise a ConflictError where `step` cannot be made with the round at the moment `at`."""
    if not may(step, round_, at):
        raise ConflictError(REFUSALS[step])


def require_mendable(round_: Round, at: datetime) -> None:
    """Raise a ConflictError where the round takes no answers."""
    require(Step.MEND, round_, at)


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


def leaves(round_: Round, kind: Reminder, day: date) -> bool:
    """Say whether a reminder leaves on `day` at all.

    A word of what is coming leaves before a round opens by itself; all others when it has opened.
    None leaves within two days of the opening, when everyone has just been written to; and what
    counts from the end of the round leaves when the round has ended.
    """
    if kind is Reminder.HEADS_UP or round_.opened_at is None:
        return kind is Reminder.HEADS_UP and opening_day(round_) is not None
    if day <= clock.local(round_.opened_at).date() + REST:
        return False
    return not (kind is Reminder.UNPUBLISHED and round_.reported_at is not None)


def opening_day(round_: Round) -> date | None:
    """The day on which the round is to open by itself; None where it has opened, or has no day."""
    if round_.opened_at is not None or round_.opens_at is None:
        return None
    return clock.local(round_.opens_at).date()


def is_over(round_: Round, at: datetime) -> bool:
    """Say whether the time to answer is over for those without a deadline of their own."""
    return round_.cancelled_at is not None or round_.ended_at(at) is not None


def is_over_for(invitation: Invitation, at: datetime) -> bool:
    """Say whether the body's own time to answer is over, with the extension it may have."""
    extended = invitation.deadline is not None and at < deadlines.end_of(invitation.deadline)
    return is_over(invitation.round, at) and not extended


def last_day(round_: Round, invitation: Invitation | None) -> date:
    """The last day on which an answer is in time: a body's own or the round's, whichever is later.

    Where staff closed the round early, the round's is the day of the closing; an extension that a
    body was promised stands.
    """
    common = round_.deadline
    if round_.closed_at is not None and round_.closed_at < deadlines.end_of(common):
        common = clock.local(round_.closed_at).date()
    own = invitation.deadline if invitation is not None else None
    return max(common, own) if own else common


def asked_of(round_: Round, invitation: Invitation | None) -> list[Question]:
    """The questions that a body is asked: those for everyone, and those for its group.

    Those who answer without an invitation are asked what everyone is.
    """
    return asked_in(round_, invitation.group_id if invitation is not None else None)


def asked_in(round_: Round, group_id: uuid.UUID | None) -> list[Question]:
    """The questions that the bodies of a group are asked; None for those in no group."""
    return [
        each
        for each in round_.questions
        if not each.groups or group_id in {meant.id for meant in each.groups}
    ]


def letter_of(round_: Round, group_id: uuid.UUID | None) -> Localised:
    """The cover letter that the bodies of a group get: its own, or else the round's."""
    own = [each.cover_letter for each in round_.groups if each.id == group_id]
    return (own and own[0]) or round_.cover_letter


def a_day_more(round_: Round, at: datetime) -> date:
    """The last day when everyone gets 24 hours more, counted from now if the time has run out."""
    today = clock.local(at).date()
    return max(round_.deadline, today) + timedelta(days=1)
