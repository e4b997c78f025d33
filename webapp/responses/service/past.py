"""Writing the history of a space, which its body alone reads, and bringing back from it."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import CTE, Uuid, insert, inspect, literal, select

from webapp.accounts.models import Participant
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import ConflictError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses import policy
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


def of_added(row: Mapping[str, Any]) -> CTE:
    """Tells of a comment in the very statement that adds its `row`, which then is one and not two.

    Nothing is told where a comment from the same form is there already.
    """
    told = {
        "id": uuid7(),
        "created_at": row["created_at"],
        "space_id": row["space_id"],
        "person_id": row["author_id"],
        "deed": Deed.COMMENT_ADDED,
        "about": row["id"],
        "details": {"section_key": _plain(row["section_key"])},
    }
    columns = inspect(SpaceEvent).columns
    known = select(OwnComment.id).where(OwnComment.form_key == row["form_key"])
    news = select(*(literal(value, columns[key].type) for key, value in told.items()))
    return insert(SpaceEvent).from_select(list(told), news.where(~known.exists())).cte("told")


def tell_change(space: OwnSpace, comment: OwnComment) -> None:
    """Write that a comment is about to be changed, with its words as they are."""
    _tell_once(space, Deed.COMMENT_CHANGED, comment.id, words_of(comment))


def tell_statement(space: OwnSpace) -> None:
    """Write that position or statement are about to be changed, with what they are."""
    said = {"position": space.position, "text": space.statement}
    _tell_once(space, Deed.STATEMENT, None, said)


def tell_answers(space: OwnSpace) -> None:
    """Write that answers to the questions are about to be changed, with the texts as they are."""
    said = {str(each.question_id): each.text for each in space.answers if each.text}
    _tell_once(space, Deed.ANSWERS, None, {"answers": said})


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


def bring_back(space: OwnSpace, event: SpaceEvent) -> OwnComment:
    """Bring back a comment with the words that it had before it was changed or deleted.

    Raises:
        ForbiddenError: whoever has the space open does not write in it.
        ConflictError: it is brought back already, or the answer cannot be written in now.
    """
    policy.check_writable(space.round, clock.now())
    policy.check_may_write(space)
    if event.deed not in (Deed.COMMENT_CHANGED, Deed.COMMENT_DELETED) or event.about is None:
        raise ConflictError(_l("There is nothing to bring back here."))
    said = _columns(event.details)
    comment = session.get(OwnComment, event.about, with_for_update=True)
    if comment is None:
        comment = OwnComment(id=event.about, space_id=space.id, **said)
        session.add(comment)
    elif event.deed is Deed.COMMENT_DELETED:
        raise ConflictError(_l("This comment is back already."))
    else:
        tell(space, Deed.COMMENT_CHANGED, about=comment.id, **words_of(comment))
        for column, value in said.items():
            setattr(comment, column, value)
        comment.revision += 1
    space.updated_at = clock.now()
    space.written_by_id = space.hand.person.id if space.hand else None
    session.flush()
    tell(space, Deed.COMMENT_RESTORED, about=comment.id, section_key=_plain(comment.section_key))
    return comment


def _columns(details: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a comment, as its columns hold it."""
    kinds = {each.key: each.columns[0].type for each in inspect(OwnComment).column_attrs}
    return {
        key: uuid.UUID(value) if value and isinstance(kinds[key], Uuid) else value
        for key, value in details.items()
        if key in kinds and key not in NOT_WORDS
    }
