"""What follows in rounds when two bodies turn out to be one, and when they are parted again.

Each invitation stays with its own link and its own history. Of those that one body has in a round
one counts, and the others count as it; what is kept of its way through the round is of them all.
"""

import uuid
from collections.abc import Collection, Sequence

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core.database import session
from webapp.rounds import queries
from webapp.rounds.models import Invitation
from webapp.rounds.service.locks import lock

STEPS = ("opened_at", "forwarded_at", "started_at")
"""What one that does not count lends to the one that does, where that one has nothing there."""


def count_once(
    bodies: Collection[uuid.UUID], chosen: Collection[uuid.UUID], actor: User
) -> Sequence[Invitation]:
    """Let one invitation of these bodies count in each round that goes on; returns those.

    It is the one that is `chosen`; where none is, the first that was made.
    """
    counting = []
    for found in queries.asked_twice(bodies).values():
        lock(found[0].round)
        kept = next((each for each in found if each.id in chosen), found[0])
        for other in found:
            if other is not kept:
                _set_aside(other, kept, actor)
        counting.append(kept)
    session.flush()
    return counting


def count_apart(some: Collection[uuid.UUID], others: Collection[uuid.UUID]) -> Sequence[Invitation]:
    """Let each count again that another body's counted in place of; returns all of both."""
    touched = []
    for one in (*queries.counted_across(some, others), *queries.counted_across(others, some)):
        former = one.counting
        for name in STEPS:
            if getattr(former, name) == getattr(one, name):
                setattr(former, name, None)
        touched += [one, former]
        one.counted_as = None
    session.flush()
    return touched


def lend_steps(invitation: Invitation) -> None:
    """Let what is known of one that does not count be known of the one that does."""
    counting = invitation.counting
    for name in STEPS:
        if getattr(counting, name) is None:
            setattr(counting, name, getattr(invitation, name))


def _set_aside(other: Invitation, kept: Invitation, actor: User) -> None:
    other.counted_as = kept
    lend_steps(other)
    record(
        "rounds.count_once",
        subject=kept.round_id,
        actor=actor,
        name=kept.name,
        other=other.name,
        number=kept.round.number,
        invitation=str(kept.id),
    )
