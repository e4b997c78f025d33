"""What is done to a round's distribution list."""

import uuid
from collections.abc import Collection, Mapping
from types import MappingProxyType

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations.categories import Category
from webapp.organisations.models import Organisation
from webapp.rounds import distribution, policy
from webapp.rounds.life import Step
from webapp.rounds.models import Invitation, Round, RoundState
from webapp.rounds.service.locks import lock, lock_changeable


def add_bodies(
    round_: Round,
    bodies: Collection[uuid.UUID],
    actor: User,
    *,
    reason: str = "",
    own_reasons: Mapping[uuid.UUID, str] = MappingProxyType({}),
) -> int:
    """Put bodies of the register on the round's list; returns how many were not on it before.

    Each is there for its own reason, where it has one, or else for `reason`. In a round that is
    open each is invited at once, and must have a reason.

    Raises:
        ConflictError: the round is closed.
        DomainError: the round is open, and no reason is given.
    """
    lock(round_)
    policy.require(Step.INVITE, round_, clock.now())
    is_open = round_.state(clock.now()) is RoundState.OPEN
    if is_open and bodies and not reason:
        raise DomainError(
            _l("Say why they are invited now that the round is open."), field="reason"
        )
    found = session.scalars(select(Organisation).where(Organisation.id.in_(bodies))).all()
    if not found:
        return 0
    rows = [
        distribution.row(round_, body, reason=own_reasons.get(body.id) or reason) for body in found
    ]
    statement = insert(Invitation).on_conflict_do_nothing().returning(Invitation.id)
    added = len(session.scalars(statement, rows).all())
    if is_open and added:
        enqueue(Task.SEND_INVITATIONS, round_.id)
    numbers = {"number": round_.number, "count": added, "why": reason}
    record("rounds.add_bodies", subject=round_.id, actor=actor, **numbers)
    return added


def give_reason(
    round_: Round, reason: str, actor: User, *, category: Category | None, only_missing: bool
) -> int:
    """Write why bodies are on the list: those of a category or all, or those without a reason."""
    lock(round_)
    statement = update(Invitation).where(Invitation.round_id == round_.id)
    if category is not None:
        statement = statement.where(Invitation.category == category)
    if only_missing:
        statement = statement.where(Invitation.reason == "")
    changed = session.execute(
        statement.values(reason=reason).returning(Invitation.id),
        execution_options={"synchronize_session": False},
    ).all()
    session.expire_all()
    record("rounds.give_reason", subject=round_.id, actor=actor, count=len(changed), why=reason)
    return len(changed)


def change_reason(invitation: Invitation, reason: str, actor: User) -> None:
    """Write why one body is on the list, for the body to read."""
    lock(invitation.round)
    session.refresh(invitation)
    if invitation.reason == reason:
        return
    details = {"before": invitation.reason, "after": reason, "name": invitation.name}
    invitation.reason = reason
    record(
        "rounds.change_reason",
        subject=invitation.round_id,
        actor=actor,
        invitation=str(invitation.id),
        **details,
    )


def remove_body(invitation: Invitation, actor: User) -> None:
    """Take a body off the round's list."""
    lock_changeable(invitation.round)
    details = {"number": invitation.round.number, "name": invitation.name}
    record("rounds.remove_body", subject=invitation.round_id, actor=actor, **details)
    for other in invitation.also_as:  # It is the same body, so it goes with it.
        session.delete(other)
    session.delete(invitation)
    session.flush()
