"""Two bodies that turn out to be one, with all that they were asked and have answered.

Nothing that was asked or answered is moved. In a round where both were asked one invitation
counts, and it stands for what either has answered.
"""

import uuid
from collections.abc import Collection, Iterable

from webapp.accounts.models import User
from webapp.organisations import queries as bodies
from webapp.organisations import service as register
from webapp.organisations.models import Organisation
from webapp.responses.service.standing import stand
from webapp.rounds import service as rounds
from webapp.rounds.models import Invitation


def merge(
    kept: Organisation,
    gone: Organisation,
    *,
    taken: Collection[str],
    counting: Collection[uuid.UUID],
    actor: User,
) -> None:
    """Let `gone` be one with `kept`, which takes over what is named in `taken`.

    In each round where both are asked, the invitation among `counting` counts.

    Raises:
        ConflictError: they are the same, or one of them is merged already.
    """
    register.merge(kept, gone, taken, actor)
    _stand_anew(rounds.count_once(bodies.same_as(kept.id), counting, actor))


def part(gone: Organisation, actor: User) -> None:
    """Part a body from the one that it was merged into; each counts again for itself.

    Raises:
        ConflictError: it is not merged with any.
    """
    together = bodies.same_as(bodies.standing(gone).id)
    register.part(gone, actor)
    apart = bodies.same_as(gone.id)
    _stand_anew(rounds.count_apart(apart, together - apart))


def _stand_anew(invitations: Iterable[Invitation]) -> None:
    """Let each say of answers what came by it, and by those that it counts in place of."""
    for each in invitations:
        stand(each)
