"""What is done to a round's distribution list."""

import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core.database import session
from webapp.organisations.models import Organisation
from webapp.rounds import distribution
from webapp.rounds.models import Invitation, Round
from webapp.rounds.service.locks import lock_changeable


def add_bodies(round_: Round, bodies: Collection[uuid.UUID], actor: User) -> int:
    """Put bodies of the register on the round's list; returns how many were not on it before."""
    lock_changeable(round_)
    found = session.scalars(select(Organisation).where(Organisation.id.in_(bodies))).all()
    if not found:
        return 0
    rows = [distribution.row(round_, body) for body in found]
    statement = insert(Invitation).on_conflict_do_nothing().returning(Invitation.id)
    added = len(session.scalars(statement, rows).all())
    numbers = {"number": round_.number, "count": added}
    record("rounds.add_bodies", subject=round_.id, actor=actor, **numbers)
    return added


def remove_body(invitation: Invitation, actor: User) -> None:
    """Take a body off the round's list."""
    lock_changeable(invitation.round)
    details = {"number": invitation.round.number, "name": invitation.name}
    record("rounds.remove_body", subject=invitation.round_id, actor=actor, **details)
    session.delete(invitation)
    session.flush()
