"""The steps of a round's life."""

import uuid
from datetime import datetime

from sqlalchemy import select

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.core.database import session
from webapp.rounds import distribution, policy
from webapp.rounds.life import Step
from webapp.rounds.models import Round, RoundState
from webapp.rounds.service.locks import lock, lock_changeable


def schedule(round_: Round, wall: datetime, actor: User) -> None:
    """Let the round open by itself when clocks in Stockholm show `wall`.

    Raises:
        ConflictError: the round is open, or past that.
        DomainError: there is no such time, it is past, or the round would not be ready.
    """
    lock_changeable(round_)
    opens = policy.opening(wall, clock.now())
    distribution.require_ready(round_, opens)
    round_.opens_at = opens
    details = {"number": round_.number, "opens_at": opens.isoformat()}
    record("rounds.schedule", subject=round_.id, actor=actor, **details)


def unschedule(round_: Round, actor: User) -> None:
    """Let the round not open by itself."""
    lock(round_)
    policy.require(Step.UNSCHEDULE, round_, clock.now())
    round_.opens_at = None
    record("rounds.unschedule", subject=round_.id, actor=actor, number=round_.number)


def open_now(round_: Round, actor: User) -> None:
    """Open the round, freeze its list and let its invitations leave. An open round stays open.

    Raises:
        ConflictError: the round is past being open.
        DomainError: something that a round must have is missing.
    """
    lock(round_)
    if round_.state(clock.now()) is not RoundState.OPEN:
        policy.require(Step.OPEN, round_, clock.now())
        distribution.require_ready(round_, clock.now())
        _open(round_, actor)


def open_due(round_id: uuid.UUID) -> bool:
    """Open a round whose time has come; where something is missing, let it wait for staff."""
    statement = (
        select(Round)
        .where(Round.id == round_id, Round.opens_at <= clock.now())
        .where(Round.opened_at.is_(None), Round.cancelled_at.is_(None))
        .with_for_update(skip_locked=True, of=Round)
    )
    round_ = session.scalars(statement).one_or_none()
    if round_ is None:
        return False
    missing = distribution.readiness(round_, clock.now()).missing
    if missing:
        round_.opens_at = None
        record("rounds.not_opened", subject=round_.id, number=round_.number, missing=missing)
        return False
    _open(round_, None)
    return True


def close(round_: Round, actor: User) -> None:
    """Close the round before its deadline. Answers that come later are taken and marked late.

    Raises:
        ConflictError: the round is not open.
    """
    lock(round_)
    policy.require(Step.CLOSE, round_, clock.now())
    round_.closed_at = clock.now()
    record("rounds.close", subject=round_.id, actor=actor, number=round_.number)


def cancel(round_: Round, reason: str, actor: User) -> None:
    """Stop the round for good. What came in stays.

    Raises:
        ConflictError: the round is reported or cancelled already.
    """
    lock(round_)
    policy.require(Step.CANCEL, round_, clock.now())
    round_.cancelled_at = clock.now()
    record("rounds.cancel", subject=round_.id, actor=actor, number=round_.number, reason=reason)


def archive(round_: Round, actor: User) -> None:
    """Put a reported round away. It is read as before; nothing in it changes any more.

    Raises:
        ConflictError: its report is not published, or it is archived already.
    """
    lock(round_)
    policy.require(Step.ARCHIVE, round_, clock.now())
    round_.archived_at = clock.now()
    record("rounds.archive", subject=round_.id, actor=actor, number=round_.number)


def _open(round_: Round, actor: User | None) -> None:
    round_.opened_at = clock.now()
    enqueue(Task.SEND_INVITATIONS, round_.id)
    record("rounds.open", subject=round_.id, actor=actor, number=round_.number)
