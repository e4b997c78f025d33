"""Sharing one's submitted answer with those who may join it, and joining another body's."""

from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import Participant
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications import service as notifications
from webapp.responses import emails, policy, queries
from webapp.responses.models import AnswerShare, Deed, OwnSpace, Response
from webapp.responses.service import past
from webapp.responses.service.spaces import touch


def share(response: Response, person: Participant) -> None:
    """Let whoever has the link read the answer, and join it. Pressed twice, it is one link.

    Raises:
        DomainError: the response is none that others can join.
    """
    if not policy.may_share(response):
        raise DomainError(_l("This answer cannot be shared."))
    row = {"round_id": response.round_id, "organisation_id": response.organisation_id}
    made = insert(AnswerShare).values(
        id=uuid7(), created_at=clock.now(), link_number=1, made_by_id=person.id, **row
    )
    session.execute(made.on_conflict_do_nothing())
    found = queries.share_of(response)
    if found is not None:
        found.stopped_at, found.made_by_id = None, person.id


def stop(response: Response) -> None:
    """Let the link lead nowhere. Who has joined the answer by it has joined it."""
    found = queries.share_of(response)
    if found is not None and found.stopped_at is None:
        found.stopped_at = clock.now()
        found.link_number += 1


def join(space: OwnSpace, response: Response) -> None:
    """Let the answer in the space join another body's. It is submitted like any other.

    Its position is taken over where none is chosen, and can be changed.

    Raises:
        DomainError: it is none that this body can join.
        ConflictError: nothing may be changed in the space at this time.
    """
    policy.check_may_join(space, response)
    touch(space)
    space.endorses_id = response.id
    space.position = space.position or response.stand
    space.revision += 1
    past.tell(space, Deed.JOINS, name=response.sender)
    session.flush()


def leave(space: OwnSpace) -> None:
    """Let the answer in the space join no other any more.

    Raises:
        ConflictError: nothing may be changed in the space at this time.
    """
    touch(space)
    if space.endorses is not None:
        past.tell(space, Deed.LEAVES, name=space.endorses.sender)
        space.endorses_id = None
        space.revision += 1
        session.flush()


def tell_joined(response: Response) -> int:
    """Tell those who joined what `response` takes the place of that there is a new version."""
    if response.replaces_id is None:
        return 0
    found = queries.joined_by([response.replaces_id]).get(response.replaces_id, [])
    letters = [each for joined in found for each in emails.joined_replaced(joined, response)]
    return notifications.queue(*letters)
