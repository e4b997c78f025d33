"""Later last days for single bodies: asked for and granted or denied, or given unasked."""

import uuid
from collections.abc import Collection
from datetime import date

from webapp.accounts.models import Participant, User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds import emails, policy, queries
from webapp.rounds.life import Step
from webapp.rounds.models import Extension, Invitation, Round


def ask_extension(invitation: Invitation, person: Participant, day: date, reason: str) -> Extension:
    """Ask for the body to have until `day`. What was asked before and not decided is replaced.

    Raises:
        ConflictError: the round takes no answers.
        DomainError: the day is past, or not after the body's last day.
    """
    _check_day(invitation, day)
    asked = queries.undecided_extension(invitation.id)
    if asked is None:
        asked = Extension(invitation=invitation, former_day=_present_day(invitation))
        session.add(asked)
    asked.asked_by, asked.asked_day, asked.reason = person.id, day, reason
    session.flush()
    emails.tell_of_extension_asked(asked)
    asker = {"name": invitation.name, "day": day.isoformat()}
    record("rounds.ask_extension", subject=invitation.round_id, actor=None, **asker)
    return asked


def grant(extension: Extension, day: date, answer: str, *, actor: User) -> None:
    """Give the body until `day`, which may be another than the one that it asked for.

    Raises:
        ConflictError: it is decided already, or the round takes no answers.
        DomainError: the day is past, or not after the body's last day.
    """
    _check_undecided(extension)
    _check_day(extension.invitation, day)
    _decide(extension, actor, granted_day=day, answer=answer)


def deny(extension: Extension, answer: str, *, actor: User) -> None:
    """Let the body's last day stand, and say why.

    Raises:
        ConflictError: it is decided already.
    """
    _check_undecided(extension)
    _decide(extension, actor, granted_day=None, answer=answer)


def extend(invitation: Invitation, day: date, actor: User, *, answer: str = "") -> None:
    """Give one body until `day` to answer in time, asked for or not, and tell it.

    Raises:
        ConflictError: the round takes no answers.
        DomainError: the day is past, or not after the body's last day.
    """
    _check_day(invitation, day)
    asked = queries.undecided_extension(invitation.id)
    given = asked or Extension(invitation=invitation, former_day=_present_day(invitation))
    session.add(given)
    session.flush()
    _decide(given, actor, granted_day=day, answer=answer)


def extend_some(
    round_: Round, chosen: Collection[uuid.UUID], day: date, actor: User, *, answer: str
) -> int:
    """Give those of the round's bodies that are `chosen` until `day`; returns how many got it.

    Bodies that have that day already, or a later one, are passed by.

    Raises:
        ConflictError: the round takes no answers.
        DomainError: the day is past, or not after the round's own last day.
    """
    policy.require_mendable(round_, clock.now())
    policy.require_ahead(day, clock.now(), field="day")
    if day <= round_.deadline:
        raise DomainError(_l("Choose a day after the round's own deadline."), field="day")
    found = queries.chosen_invitations(round_.id, chosen)
    gaining = [each for each in found if policy.last_day(round_, each) < day]
    for invitation in gaining:
        extend(invitation, day, actor, answer=answer)
    return len(gaining)


def _check_day(invitation: Invitation, day: date) -> None:
    policy.require(Step.MEND, invitation.round, clock.now())
    if day <= invitation.round.deadline:
        raise DomainError(_l("Choose a day after the round's own deadline."), field="day")
    if day <= _present_day(invitation):
        raise DomainError(_l("The body has that day already, or a later one."), field="day")
    policy.require_ahead(day, clock.now(), field="day")


def _check_undecided(extension: Extension) -> None:
    session.refresh(extension, with_for_update={"of": Extension})
    if extension.decided_at is not None:
        raise ConflictError(_l("This request is decided already."))


def _decide(extension: Extension, actor: User, *, granted_day: date | None, answer: str) -> None:
    invitation = extension.invitation
    extension.decided_at, extension.decided_by = clock.now(), actor.id
    extension.granted_day, extension.answer = granted_day, answer
    if granted_day is not None:
        invitation.deadline = granted_day
    emails.tell_of_decision(extension)
    action = "rounds.deny_extension" if granted_day is None else "rounds.extend"
    day = granted_day or extension.asked_day
    details = {"name": invitation.name, "day": day.isoformat() if day else ""}
    record(action, subject=invitation.round_id, actor=actor, **details)


def _present_day(invitation: Invitation) -> date:
    return policy.last_day(invitation.round, invitation)
