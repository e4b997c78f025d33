"""What a body does while it reads, without a word: says what is read, and where it stands."""

import uuid

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import Participant
from webapp.core import clock
from webapp.core.database import session
from webapp.responses import proposals, queries
from webapp.responses.models import OwnComment, OwnSpace, Position, SeenSection
from webapp.responses.service import spaces
from webapp.responses.service.spaces import Place, Remark


def mark_seen(
    space: OwnSpace, person: Participant, section_key: uuid.UUID, *, seen: bool = True
) -> None:
    """Note that the person has read a section, or takes that back.

    Nothing is begun by it: the space is not touched, and no invitation is called started.
    """
    keys = {"space_id": space.id, "participant_id": person.id, "section_key": section_key}
    if seen:
        session.execute(
            insert(SeenSection).values(seen_at=clock.now(), **keys).on_conflict_do_nothing()
        )
    else:
        session.execute(delete(SeenSection).filter_by(**keys))


def take_stand(space: OwnSpace, section_key: uuid.UUID, position: Position | None) -> None:
    """Take a position on a section as a whole, without a word; None takes it back.

    Raises:
        ConflictError: the round takes no answers any more, or the section takes no comments.
    """
    kept = stand_on(space, section_key)
    if position is None:
        if kept is not None:
            spaces.delete_comment(space, kept.id)
    elif kept is not None:
        said = Remark("", kept.kind, position, importance=kept.importance)
        spaces.edit_comment(space, kept.id, said)
    else:
        # Of two windows that do this at once, both make the same one.
        key = uuid.uuid5(space.id, str(section_key))
        spaces.add_comment(space, Place(section_key), Remark("", position=position), form_key=key)


def stand_on(space: OwnSpace, section_key: uuid.UUID) -> OwnComment | None:
    """The comment that is no more than a position on the section, if there is one."""
    bare = (each for each in queries.comments_on(space, section_key) if proposals.is_bare(each))
    return next(bare, None)
