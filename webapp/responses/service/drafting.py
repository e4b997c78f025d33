"""Keeping a comment on the server while it is still being typed."""

import uuid
from dataclasses import asdict

from sqlalchemy import select

from webapp.core.database import session
from webapp.responses.models import OwnComment, OwnSpace
from webapp.responses.service import saving, spaces
from webapp.responses.service.saving import Began
from webapp.responses.service.spaces import Place, Remark
from webapp.responses.twowriters import Merged


def keep(
    space: OwnSpace, place: Place, remark: Remark, *, form_key: uuid.UUID, began: Began
) -> Merged:
    """Keep a new comment as it is typed: made by the first saving, changed by those that follow.

    Where all its words are taken away again there is no comment, and the history has them.

    Raises:
        ConflictError: the round takes no answers any more, or the section takes no comments.
    """
    kept = _made_by(space, form_key)
    if kept is None:
        spaces.touch(space)
        saving.base(space, remark, began)
        if spaces.says_something(remark):
            spaces.add_comment(space, place, remark, form_key=form_key)
        return Merged(asdict(remark))
    if not spaces.says_something(remark):
        spaces.delete_comment(space, kept.id)
        return Merged(asdict(remark))
    for column, value in asdict(place).items():
        setattr(kept, column, value)
    return spaces.edit_comment(space, kept.id, remark, began=began)


def _made_by(space: OwnSpace, form_key: uuid.UUID) -> OwnComment | None:
    statement = select(OwnComment).where(
        OwnComment.form_key == form_key, OwnComment.space_id == space.id
    )
    return session.scalars(statement.with_for_update()).one_or_none()
