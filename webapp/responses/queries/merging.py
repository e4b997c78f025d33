"""Reading what goes along when two bodies turn out to be one, and what stands for both after it."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.organisations import queries as bodies
from webapp.organisations.models import Contact, Member, Organisation
from webapp.responses.models import Response
from webapp.responses.queries.submitted import has_left
from webapp.rounds import queries as rounds
from webapp.rounds.models import Invitation


@dataclass(frozen=True)
class Asked:
    """One invitation of one of two bodies, how many responses came by it, and the other's."""

    invitation: Invitation
    responses: int
    is_twice: bool
    """Whether the other one counts as well in the same round, so that one must be chosen."""


@dataclass(frozen=True)
class Joining:
    """What becomes of all that there is about a body that turns out to be another one."""

    members: Sequence[Member]
    contacts: Sequence[Contact]
    asked: Sequence[Asked]
    """Everything that either of the two has been asked, the newest round first."""

    @property
    def choices(self) -> Mapping[uuid.UUID, Sequence[Asked]]:
        """The rounds in which both are asked, with the invitations that one is chosen of."""
        found: dict[uuid.UUID, list[Asked]] = {}
        for each in self.asked:
            if each.is_twice:
                found.setdefault(each.invitation.round_id, []).append(each)
        return found


def joining(kept: Organisation, gone: Organisation) -> Joining:
    """What comes to `kept` when `gone` becomes one with it."""
    same = bodies.same_as(kept.id) | bodies.same_as(gone.id)
    asked = rounds.asked_of(same)
    twice = {one.id for found in rounds.asked_twice(same).values() for one in found}
    counts = _counts({one.id for one in asked})
    there = {each.participant_id for each in bodies.members(kept.id)}
    return Joining(
        members=[each for each in bodies.members(gone.id) if each.participant_id not in there],
        contacts=bodies.contacts_lacking(kept, gone),
        asked=[Asked(one, counts.get(one.id, 0), one.id in twice) for one in asked],
    )


def responses_under(invitation: Invitation) -> Sequence[Response]:
    """The responses of the body, under whichever of its names, in the order that they came.

    Without those of joint answers that it has left.
    """
    statement = (
        select(Response)
        .where(Response.invitation_id.in_(rounds.counted_with(invitation.id)), ~has_left())
        .options(joinedload(Response.round), joinedload(Response.invitation))
        .order_by(Response.number)
    )
    return session.scalars(statement).all()


def _counts(invitations: Collection[uuid.UUID]) -> Mapping[uuid.UUID, int]:
    statement = (
        select(Response.invitation_id, func.count())
        .where(Response.invitation_id.in_(invitations))
        .group_by(Response.invitation_id)
    )
    return {one: count for one, count in session.execute(statement) if one}
