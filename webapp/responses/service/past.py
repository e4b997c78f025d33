"""Writing the history of a space, which its body alone reads, and bringing back from it."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from rapidfuzz.distance import Postfix, Prefix
from sqlalchemy import CTE, DateTime, Uuid, bindparam, insert, inspect, literal, select
from sqlalchemy.types import TypeEngine

from webapp.accounts.models import Participant
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import ConflictError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses import policy, queries
from webapp.responses.models import BEHIND, Behind, Deed, OwnComment, OwnSpace, Position, SpaceEvent

TOGETHER: Final = timedelta(minutes=10)
"""Changes to the same thing by the same person within this time are told as one."""

A_SENTENCE: Final = 40
"""So many characters taken away at once are worth a place in the history of their own."""

NOT_WORDS: Final = frozenset({"id", "space_id", "form_key", "revision"})
"""The columns of a comment that are not what someone wrote."""

_LATEST: Final = (
    select(SpaceEvent.created_at)
    .where(*(getattr(SpaceEvent, name) == bindparam(name) for name in ("space_id", "deed")))
    .where(
        *(
            getattr(SpaceEvent, name).is_not_distinct_from(bindparam(name, type_=Uuid()))
            for name in ("about", "person_id")
        )
    )
    .order_by(SpaceEvent.id.desc())
    .limit(1)
)

_DECIDED: Final = "decided_"
"""How the history names what it keeps of a decision."""


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
        "details": {"section_key": _plain(row["section_key"]), "by": row.get("author_name") or ""},
    }
    columns = inspect(SpaceEvent).columns
    known = select(OwnComment.id).where(OwnComment.form_key == row["form_key"])
    news = select(*(literal(value, columns[key].type) for key, value in told.items()))
    return insert(SpaceEvent).from_select(list(told), news.where(~known.exists())).cte("told")


def tell_change(space: OwnSpace, comment: OwnComment, now: Mapping[str, Any]) -> None:
    """Write that a comment is about to be changed to `now`, with its words as they are."""
    loses = any(_loses(getattr(comment, key), now[key]) for key in ("text", "proposed_wording"))
    tell_once(space, Deed.COMMENT_CHANGED, comment.id, words_of(comment), anew=loses)


def tell_statement(space: OwnSpace, now: str) -> None:
    """Write that position or statement are about to be changed, with what they are."""
    loses = _loses(space.statement, now)
    tell_once(space, Deed.STATEMENT, None, _statement_of(space), anew=loses)


def _statement_of(space: OwnSpace) -> dict[str, Any]:
    return {"position": space.position, "text": space.statement, "language": space.language}


def tell_decision(space: OwnSpace) -> None:
    """Write that what is known of the decision is about to be changed, with what it is."""
    tell_once(space, Deed.DECISION, None, _decision_of(space))


def _decision_of(space: OwnSpace) -> dict[str, Any]:
    return {f"{_DECIDED}{name}": value for name, value in space.behind.said().items()}


def tell_answers(space: OwnSpace, now: Mapping[uuid.UUID, str]) -> None:
    """Write that answers to the questions are about to be changed, with what they are."""
    loses = any(_loses(each.text, now.get(each.question_id, each.text)) for each in space.answers)
    tell_once(space, Deed.ANSWERS, None, _answers_of(space), anew=loses)


def _answers_of(space: OwnSpace) -> dict[str, Any]:
    return {
        "answers": {str(each.question_id): each.text for each in space.answers if each.text},
        "given": {str(each.question_id): [each.position, each.choices] for each in space.answers},
    }


def _loses(before: str, after: str) -> bool:
    """Say whether a stretch is taken away that someone may want back."""
    rest = len(before) - Prefix.similarity(before, after)
    return rest >= A_SENTENCE and rest - Postfix.similarity(before[-rest:], after) >= A_SENTENCE


def words_of(comment: OwnComment) -> dict[str, Any]:
    """What a comment says, to be kept: every column but those that tell it from others."""
    columns = [each.key for each in inspect(OwnComment).column_attrs if each.key not in NOT_WORDS]
    return {key: _plain(getattr(comment, key)) for key in columns}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def tell_once(
    space: OwnSpace,
    deed: Deed,
    about: uuid.UUID | None,
    before: dict[str, Any],
    *,
    anew: bool = False,
) -> None:
    """Tell it unless the same person was just told to: a page saves every few seconds.

    `anew`: tell it all the same, for it takes words away.
    """
    who = space.hand.person.id if space.hand else None
    if not anew:
        asked = {"space_id": space.id, "deed": deed, "about": about, "person_id": who}
        latest = session.scalars(_LATEST, asked).first()
        if latest and latest > clock.now() - TOGETHER:
            return
    tell(space, deed, about=about, **before)


def revived(space: OwnSpace, comment_id: uuid.UUID) -> OwnComment:
    """A comment of the space; one that was deleted while somebody went on writing in it is back.

    Raises:
        NotFoundError: the space never held such a comment.
    """
    there = session.get(OwnComment, comment_id, with_for_update={"of": OwnComment})
    if there is not None:
        return queries.comment_of(space, comment_id)
    gone = session.scalars(
        select(SpaceEvent)
        .where(SpaceEvent.space_id == space.id, SpaceEvent.about == comment_id)
        .where(SpaceEvent.deed == Deed.COMMENT_DELETED)
        .order_by(SpaceEvent.id.desc())
        .limit(1)
    ).first()
    if gone is not None:
        bring_back(space, gone)
    return queries.comment_of(space, comment_id)


def bring_back(space: OwnSpace, event: SpaceEvent) -> None:
    """Bring back the words that something had before it was changed or deleted.

    Raises:
        ForbiddenError: whoever has the space open does not write in it.
        ConflictError: it is brought back already, or the answer cannot be written in now.
    """
    policy.check_writable(space.round, clock.now())
    policy.check_may_write(space)
    restore = _RESTORERS.get(event.deed)
    if restore is None:
        raise ConflictError(_l("There is nothing to bring back here."))
    space.updated_at = clock.now()
    space.written_by_id = space.hand.person.id if space.hand else None
    restore(space, event)


def _restore_comment(space: OwnSpace, event: SpaceEvent) -> None:
    if event.about is None:
        raise ConflictError(_l("There is nothing to bring back here."))
    said = _columns(event.details)
    comment = session.get(OwnComment, event.about, with_for_update={"of": OwnComment})
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
    session.flush()
    tell(space, Deed.COMMENT_RESTORED, about=comment.id, section_key=_plain(comment.section_key))


def _restore_statement(space: OwnSpace, event: SpaceEvent) -> None:
    session.refresh(space, ["position", "statement", "language", "revision"], with_for_update=True)
    tell(space, Deed.STATEMENT_RESTORED, **_statement_of(space))
    former = event.details
    space.position = Position(former["position"]) if former.get("position") else None
    space.statement = former.get("text", "")
    space.language = former.get("language", space.language)
    space.revision += 1


def _restore_answers(space: OwnSpace, event: SpaceEvent) -> None:
    """Bring back the answers that it tells of; those to other questions stay as they are."""
    tell(space, Deed.ANSWERS_RESTORED, **_answers_of(space))
    texts, given = event.details.get("answers", {}), event.details.get("given", {})
    for answer in space.answers:
        key = str(answer.question_id)
        if key in texts or key in given:
            answer.text = texts.get(key, "")
            position, answer.choices = given.get(key, [answer.position, answer.choices])
            answer.position = Position(position) if position else None


def _restore_decision(space: OwnSpace, event: SpaceEvent) -> None:
    session.refresh(space, ["revision", *BEHIND], with_for_update=True)
    tell(space, Deed.DECISION, **_decision_of(space))
    former = event.details.items()
    space.behind = Behind.read({name.removeprefix(_DECIDED): value for name, value in former})
    space.revision += 1


_RESTORERS: Final[Mapping[Deed, Callable[[OwnSpace, SpaceEvent], None]]] = {
    Deed.COMMENT_CHANGED: _restore_comment,
    Deed.COMMENT_DELETED: _restore_comment,
    Deed.STATEMENT: _restore_statement,
    Deed.STATEMENT_RESTORED: _restore_statement,
    Deed.ANSWERS: _restore_answers,
    Deed.ANSWERS_RESTORED: _restore_answers,
    Deed.DECISION: _restore_decision,
}
"""What of the history can be brought back, and how. Bringing back can be taken back, too."""

MAY_COME_BACK: Final = frozenset(_RESTORERS)


def _columns(details: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a comment, as its columns hold it."""
    kinds = {each.key: each.columns[0].type for each in inspect(OwnComment).column_attrs}
    return {
        key: _read(value, kinds[key])
        for key, value in details.items()
        if key in kinds and key not in NOT_WORDS
    }


def _read(value: Any, kind: TypeEngine[Any]) -> Any:
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    return uuid.UUID(value) if value and isinstance(kind, Uuid) else value
