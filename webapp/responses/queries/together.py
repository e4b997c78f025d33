"""What a body's people do together: sections given out, internal comments, who is there now."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.models import (
    Assignment,
    InternalComment,
    Mention,
    OwnSpace,
    SpaceEvent,
    SpacePresence,
)


def assignments(space: OwnSpace) -> Sequence[Assignment]:
    """Who takes care of which section or question."""
    statement = (
        select(Assignment)
        .where(Assignment.space_id == space.id)
        .options(joinedload(Assignment.participant))
    )
    return session.scalars(statement).all()


def assignment_of(space: OwnSpace, place: uuid.UUID) -> Assignment:
    """Who takes care of a section, by its key, or of a question; held for a change.

    Raises:
        NotFoundError: nobody does.
    """
    statement = (
        select(Assignment)
        .where(Assignment.space_id == space.id)
        .where((Assignment.section_key == place) | (Assignment.question_id == place))
    )
    found = session.scalars(statement.with_for_update()).one_or_none()
    if found is None:
        raise NotFoundError(_l("Nobody takes care of this part any more."))
    return found


def remarks(space: OwnSpace) -> Sequence[InternalComment]:
    """The internal comments, open ones first, each with its people, oldest first."""
    statement = (
        select(InternalComment)
        .where(InternalComment.space_id == space.id)
        .options(
            joinedload(InternalComment.author),
            joinedload(InternalComment.resolved_by),
            joinedload(InternalComment.comment),
            selectinload(InternalComment.mentions).joinedload(Mention.participant),
        )
        .order_by(InternalComment.resolved_at.is_not(None), InternalComment.id)
    )
    return session.scalars(statement).all()


def remark_of(space: OwnSpace, remark_id: uuid.UUID) -> InternalComment:
    """An internal comment of the space.

    Raises:
        NotFoundError: there is none such.
    """
    found = session.get(InternalComment, remark_id)
    if found is None or found.space_id != space.id:
        raise NotFoundError(_l("This note does not exist."))
    return found


def event_of(space: OwnSpace, event_id: uuid.UUID) -> SpaceEvent:
    """Something in the history of the space.

    Raises:
        NotFoundError: there is none such.
    """
    found = session.get(SpaceEvent, event_id)
    if found is None or found.space_id != space.id:
        raise NotFoundError(_l("There is nothing to bring back here."))
    return found


def others_present(
    space: OwnSpace, *, besides: uuid.UUID, since: datetime
) -> Sequence[SpacePresence]:
    """Those of the people who were heard of since a moment, but for `besides`."""
    statement = (
        select(SpacePresence)
        .where(
            SpacePresence.space_id == space.id,
            SpacePresence.seen_at >= since,
            SpacePresence.participant_id != besides,
        )
        .options(joinedload(SpacePresence.participant))
        .order_by(SpacePresence.participant_id)
    )
    return session.scalars(statement).all()
