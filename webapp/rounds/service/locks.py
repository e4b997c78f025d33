"""Holding a round still while something is done to it."""

from webapp.core import clock
from webapp.core.database import session
from webapp.rounds import policy
from webapp.rounds.models import Round


def lock(round_: Round) -> None:
    """Let nobody else change the round until the transaction ends, and see it as it is now."""
    session.flush()
    session.refresh(round_, with_for_update={"of": Round})


def lock_changeable(round_: Round) -> None:
    """As `lock`; raise a ConflictError where what the round asks cannot change any more."""
    lock(round_)
    policy.require_changeable(round_, clock.now())
