"""What is done to a round's recipient groups, until it opens."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import update

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations.categories import Category
from webapp.rounds import queries
from webapp.rounds.models import Invitation, RecipientGroup, Round
from webapp.rounds.plans import GroupText
from webapp.rounds.service.locks import lock_changeable

MOST_GROUPS = 20


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which bodies of a round's list are meant: a whole category, or those with these rows."""

    category: Category | None = None
    invitations: Collection[uuid.UUID] = ()


def add_group(round_: Round, told: GroupText, actor: User) -> RecipientGroup:
    """Make one more group in the round, after the others.

    Raises:
        ConflictError: the round is open, or past that.
        DomainError: it has as many as a round can.
    """
    lock_changeable(round_)
    if len(round_.groups) >= MOST_GROUPS:
        raise DomainError(_l("A round can have at most %(count)s groups.", count=MOST_GROUPS))
    last = round_.groups[-1].ordinal if round_.groups else -1
    group = RecipientGroup(ordinal=last + 1)
    told.write_on(group)
    round_.groups.append(group)
    session.flush()
    record("rounds.add_group", subject=round_.id, actor=actor, number=round_.number)
    return group


def change_group(group: RecipientGroup, told: GroupText, actor: User) -> None:
    """Change the group's name or letter, while its round is not open."""
    lock_changeable(group.round)
    told.write_on(group)
    session.flush()
    number = group.round.number
    record("rounds.change_group", subject=group.round_id, actor=actor, number=number)


def remove_group(group: RecipientGroup, actor: User) -> None:
    """Take the group away. The bodies in it stay on the list, in no group.

    Raises:
        ConflictError: the round is open, or a question is asked of this group alone, which
            everyone would be asked then.
    """
    round_ = group.round
    lock_changeable(round_)
    if queries.questions_alone_of(group):
        raise ConflictError(
            _l("Questions are asked of this group alone. Change or remove those questions first.")
        )
    session.delete(group)
    session.flush()
    session.expire(round_)
    record("rounds.remove_group", subject=round_.id, actor=actor, number=round_.number)


def put_in_group(round_: Round, group: RecipientGroup | None, chosen: Chosen, actor: User) -> int:
    """Put bodies of the round's list in the group, or in none; returns how many are meant."""
    lock_changeable(round_)
    statement = update(Invitation).where(Invitation.round_id == round_.id)
    if chosen.category is not None:
        statement = statement.where(Invitation.category == chosen.category)
    else:
        statement = statement.where(Invitation.id.in_(chosen.invitations))
    group_id = group.id if group else None
    put = session.scalars(statement.values(group_id=group_id).returning(Invitation.id)).all()
    details = {"number": round_.number, "count": len(put)}
    record("rounds.put_in_group", subject=round_.id, actor=actor, **details)
    return len(put)
