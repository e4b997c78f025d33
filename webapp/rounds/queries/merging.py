"""Finding what bodies that turn out to be one have been asked, each under its own name."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import literal, select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.rounds import standing
from webapp.rounds.models import Invitation, Round


def asked_of(organisations: Collection[uuid.UUID]) -> Sequence[Invitation]:
    """Every invitation of these bodies, the newest round first, each with round and case."""
    statement = (
        select(Invitation)
        .join(Invitation.round)
        .where(Invitation.organisation_id.in_(organisations))
        .options(
            joinedload(Invitation.round).joinedload(Round.consultation),
            joinedload(Invitation.counted_as),
        )
        .order_by(Round.id.desc(), Invitation.id)
    )
    return session.scalars(statement).all()


def asked_twice(
    organisations: Collection[uuid.UUID],
) -> Mapping[uuid.UUID, Sequence[Invitation]]:
    """In which rounds that go on more than one invitation of these bodies counts, and which."""
    statement = (
        select(Invitation)
        .join(Invitation.round)
        .where(Invitation.organisation_id.in_(organisations), standing.counts())
        .where(Round.cancelled_at.is_(None), Round.reported_at.is_(None))
        .where(Round.archived_at.is_(None))
        .options(joinedload(Invitation.round).joinedload(Round.consultation))
        .order_by(Round.id.desc(), Invitation.id)
    )
    found: dict[uuid.UUID, list[Invitation]] = defaultdict(list)
    for each in session.scalars(statement):
        found[each.round_id].append(each)
    return {round_id: each for round_id, each in found.items() if len(each) > 1}


def counted_across(
    some: Collection[uuid.UUID], others: Collection[uuid.UUID]
) -> Sequence[Invitation]:
    """The invitations of some bodies that one of the other bodies' counts in place of."""
    statement = (
        select(Invitation)
        .where(Invitation.organisation_id.in_(some))
        .where(Invitation.counted_as.has(Invitation.organisation_id.in_(others)))
        .options(joinedload(Invitation.counted_as))
    )
    return session.scalars(statement).all()


def counted_with(invitation_id: uuid.UUID) -> set[uuid.UUID]:
    """The invitation and all that it counts in place of, also by way of another."""
    found = select(literal(invitation_id).label("id")).cte("counted", recursive=True)
    more = select(Invitation.id).join(found, Invitation.counted_as_id == found.c.id)
    return set(session.scalars(select(found.union(more).c.id)))
