"""Giving everyone longer: a later last day, 24 hours after an outage, and opening again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.database import Localised, session
from webapp.core.errors import DomainError
from webapp.core.rendering import first
from webapp.core.rendering import lazy_gettext as _l
from webapp.rounds import deadlines, policy
from webapp.rounds.life import Step
from webapp.rounds.models import Invitation, NoticeKind, Round
from webapp.rounds.service import notices
from webapp.rounds.service.locks import lock


@dataclass(frozen=True, slots=True)
class Decision:
    """What staff decided: why, and which last day they saw when they did.

    Where the last day is another by now, someone was faster, or the button was pressed twice, and
    nothing is done.
    """

    reason: Localised
    seen: str
    day: date | None = None
    """The new last day, where it is for them to say."""

    def is_outdated(self, round_: Round) -> bool:
        """Say whether the round has another last day by now."""
        return self.seen != round_.deadline.isoformat()


def put_off(round_: Round, decision: Decision, actor: User) -> bool:
    """Let everyone answer longer, say so in the round's log, and tell who has not answered.

    Returns False, and does nothing, where the last day has been changed meanwhile.

    Raises:
        ConflictError: the round is not open.
        DomainError: the day is past, or not after the present last day.
    """
    lock(round_)
    if decision.is_outdated(round_):
        return False
    policy.require(Step.PUT_OFF, round_, clock.now())
    _prolong(round_, decision, actor)
    record("rounds.put_off", subject=round_.id, actor=actor, **_details(round_, decision))
    return True


def reopen(round_: Round, decision: Decision, actor: User) -> bool:
    """Open a closed round again, and tell who has not answered.

    Raises:
        ConflictError: the round is not closed.
        DomainError: the day is past, or not after the former last day.
    """
    lock(round_)
    if decision.is_outdated(round_) or policy.may_end(round_, clock.now()):
        return False
    policy.require(Step.REOPEN, round_, clock.now())
    _open_again(round_)
    if decision.day == round_.deadline:  # It was cut short, so its own last day is a later one.
        _tell(round_, decision, actor)
    else:
        _prolong(round_, decision, actor)
    record("rounds.reopen", subject=round_.id, actor=actor, **_details(round_, decision))
    return True


def give_a_day(round_: Round, decision: Decision, actor: User) -> bool:
    """Give everyone 24 hours more, as after an outage.

    Bodies with a later day of their own get a day more, too. A round that the clock has closed
    opens again.

    Raises:
        ConflictError: the round is neither open nor closed.
    """
    lock(round_)
    if decision.is_outdated(round_):
        return False
    moment = clock.now()
    if not policy.may(Step.REOPEN, round_, moment):
        policy.require(Step.PUT_OFF, round_, moment)
    decision = replace(decision, day=policy.a_day_more(round_, moment))
    _move_own_days(round_)
    _open_again(round_)
    _prolong(round_, decision, actor)
    record("rounds.give_a_day", subject=round_.id, actor=actor, **_details(round_, decision))
    return True


def _open_again(round_: Round) -> None:
    if round_.ended_at(clock.now()) is not None:
        round_.reopened_at = clock.now()
    round_.closed_at = None
    round_.assessed_at = None


def _prolong(round_: Round, decision: Decision, actor: User) -> None:
    day = decision.day or round_.deadline
    if day <= round_.deadline:
        raise DomainError(_l("Choose a day after the present last day."), field="day")
    round_.first_deadline = round_.first_deadline or round_.deadline
    round_.deadline = day
    _tell(round_, decision, actor)


def _tell(round_: Round, decision: Decision, actor: User) -> None:
    day = round_.deadline
    policy.require_ahead(day, clock.now(), field="day")
    session.flush()
    _mark_in_time(round_)
    notices.publish(
        round_, NoticeKind.DEADLINE, notices.deadline_words(day, decision.reason), actor=actor
    )


def _move_own_days(round_: Round) -> None:
    """Give a day more to each body whose own last day comes after the round's."""
    moved = Invitation.deadline + timedelta(days=1)
    session.execute(
        update(Invitation)
        .where(Invitation.round_id == round_.id, Invitation.deadline > round_.deadline)
        .values(deadline=moved)
        .execution_options(synchronize_session="fetch")
    )


def _mark_in_time(round_: Round) -> None:
    """Let what came in after the former last day and before the new one not stand as late.

    The response keeps what it was judged by when it came; this is what the ledger counts by.
    """
    late = select(Invitation).where(Invitation.round_id == round_.id, Invitation.answered_late)
    for body in session.scalars(late):
        last = policy.last_day(round_, body)
        body.answered_late = body.answered_at is None or body.answered_at >= deadlines.end_of(last)


def _details(round_: Round, decision: Decision) -> Mapping[str, Any]:
    reason = first(decision.reason)
    day = round_.deadline.isoformat()
    return {"number": round_.number, "day": day, "reason": reason}
