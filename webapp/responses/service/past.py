"""Writing the history of a space, which its body alone reads, and bringing back from it."""

import uuid
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import inspect, select

from webapp.accounts.models import Participant
from webapp.core import clock
from webapp.core.database import session
from webapp.responses.models import Deed, OwnComment, OwnSpace, SpaceEvent

TOGETHER: Final = timedelta(minutes=10)
"""Changes to the same thing by the same person within this time are told as one."""

NOT_WORDS: Final = frozenset({"id", "created_at", "space_id", "form_key", "revision"})
"""The columns of a comment that are not what someone wrote."""


def tell(
    space: OwnSpace,
    deed: Deed,
    *,
    person: Participant | None = None,
    about: uuid.UUID | None = None,
    **details: Any,
) -> None:
    """Write that `person`, else whoever has the space open, did something."""
    who = person or (space.hand.person if space.hand else None)
    session.add(
        SpaceEvent(
            space_id=space.id,
            person_id=who.id if who else None,
            deed=deed,
            about=about,
            details=details,
        )
    )


def tell_change(space: OwnSpace, comment: OwnComment) -> None:
    """Write that a comment is about to be changed, with its words as they are."""
    _tell_once(space, Deed.COMMENT_CHANGED, comment.id, words_of(comment))


def tell_statement(space: OwnSpace) -> None:
    """Write that position or statement are about to be changed, with what they are."""
    said = {"position": space.position, "text": space.statement}
    _tell_once(space, Deed.STATEMENT, None, said)


def words_of(comment: OwnComment) -> dict[str, Any]:
    """What a comment says, to be kept: every column but those that tell it from others."""
    columns = [each.key for each in inspect(OwnComment).column_attrs if each.key not in NOT_WORDS]
    return {key: _plain(getattr(comment, key)) for key in columns}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, uuid.UUID) else value


def _tell_once(
    space: OwnSpace, deed: Deed, about: uuid.UUID | None, before: dict[str, Any]
) -> None:
    """Tell it unless the same person was just told to: a page saves every few seconds."""
    who = space.hand.person.id if space.hand else None
    latest = session.scalars(
        select(SpaceEvent)
        .where(SpaceEvent.space_id == space.id, SpaceEvent.deed == deed)
        .where(SpaceEvent.about.is_not_distinct_from(about))
        .order_by(SpaceEvent.id.desc())
        .limit(1)
    ).first()
    if latest and latest.person_id == who and latest.created_at > clock.now() - TOGETHER:
        return
    tell(space, deed, about=about, **before)
