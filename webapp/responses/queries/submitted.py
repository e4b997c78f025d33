"""Reading own spaces and responses: one function a question.

What a body reads of its own space is in the first half. What staff read is in the second, and knows
of no own space.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from webapp.accounts.models import Participant, User
from webapp.audit.models import Entry
from webapp.core.database import Stream, session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.models import Section, Version
from webapp.responses.models import (
    Answer,
    Attachment,
    Comment,
    Form,
    Leaving,
    OwnComment,
    OwnSpace,
    Position,
    PositionReading,
    Response,
    SecrecyCheck,
)
from webapp.responses.queries.finals import awaits_final
from webapp.responses.queries.lateness import late_undecided
from webapp.responses.queries.spaces import organisations_of
from webapp.rounds.models import Round

PAGE = 20
"""Responses on a page."""

NEWEST = tuple_(Response.submitted_at, Response.id)
"""What the pages of the list are ordered by, and what their cursor stands for."""


def comment_of(space: OwnSpace, comment_id: uuid.UUID) -> OwnComment:
    """A comment in the space.

    Raises:
        NotFoundError: the space holds no such comment.
    """
    found = session.get(OwnComment, comment_id)
    if found is None or found.space_id != space.id:
        raise NotFoundError(_l("This comment does not exist. It may have been deleted."))
    return found


def comments_on(space: OwnSpace, section_key: uuid.UUID) -> Sequence[OwnComment]:
    """The comments in the space on one section, oldest first."""
    statement = (
        select(OwnComment)
        .where(OwnComment.space_id == space.id, OwnComment.section_key == section_key)
        .options(joinedload(OwnComment.author))
        .order_by(OwnComment.created_at)
    )
    return session.scalars(statement).all()


def comments_in(space: OwnSpace) -> Sequence[OwnComment]:
    """Every comment in the space with who wrote it, as an answer tells them. One query.

    First those on the whole, then in the order of the document, oldest first.
    """
    here = Section.version_id == space.round.version_id
    statement = (
        select(OwnComment)
        .outerjoin(Section, here & (Section.key == OwnComment.section_key))
        .where(OwnComment.space_id == space.id)
        .options(joinedload(OwnComment.author))
        .order_by(func.coalesce(Section.ordinal, -1), OwnComment.created_at)
    )
    return session.scalars(statement).all()


def latest_of(space: OwnSpace) -> Response | None:
    """The latest response from whoever owns the space, on any channel."""
    owner = (
        Response.organisation_id == space.organisation_id
        if space.organisation_id
        else (Response.participant_id == space.participant_id) & Response.organisation_id.is_(None)
    )
    statement = (
        select(Response)
        .where(Response.round_id == space.round_id, owner)
        .order_by(Response.number.desc())
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def by_submission(key: uuid.UUID) -> Response | None:
    """The response that the submission `key` became."""
    return session.scalars(select(Response).where(Response.submission_key == key)).one_or_none()


def response_of(person: Participant, response_id: uuid.UUID) -> Response:
    """A response that the person, or a body of the person's, has submitted, with all in it.

    Raises:
        NotFoundError: there is none that this person may see.
    """
    owned = or_(
        Response.organisation_id.in_(organisations_of(person)),
        (Response.participant_id == person.id) & Response.organisation_id.is_(None),
    )
    return _one(select(Response).where(Response.id == response_id, owned))


# What staff read: submitted responses alone.


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list of responses is narrowed to; None is no narrowing."""

    form: Form | None = None
    position: Position | None = None
    late: bool | None = None
    awaited: bool = False
    """Those alone that are preliminary, and whose final one is awaited."""
    undecided: bool = False
    """Only late ones of which nobody has decided whether they are considered."""


def get(response_id: uuid.UUID) -> Response:
    """A submitted response with all in it.

    Raises:
        NotFoundError: there is none with this id.
    """
    return _one(select(Response).where(Response.id == response_id))


def submitted(round_id: uuid.UUID) -> Sequence[Response]:
    """The responses of the round that count, by running number: the latest from each sender."""
    return session.scalars(whole(_current(round_id)).order_by(Response.number)).all()


def stream(round_id: uuid.UUID) -> Stream[Response]:
    """The same, read a batch at a time."""
    return Stream(whole(_current(round_id)).order_by(Response.number), batch=100)


def stream_of_senders(round_id: uuid.UUID) -> Stream[Response]:
    """The same without their comments and files: who answered, and where each stands."""
    statement = _current(round_id).options(
        joinedload(Response.organisation),
        joinedload(Response.invitation),
        selectinload(Response.answers),
        selectinload(Response.readings),
        selectinload(Response.decisions),
        selectinload(Response.checks),
        selectinload(Response.disowning),
    )
    return Stream(statement.order_by(Response.number))


def all_submitted(round_id: uuid.UUID) -> Sequence[Response]:
    """Every response of the round, the replaced ones too, by running number."""
    statement = select(Response).where(Response.round_id == round_id)
    return session.scalars(whole(statement).order_by(Response.number)).all()


def page(
    round_id: uuid.UUID, filters: Filters, *, after: uuid.UUID | None = None
) -> tuple[Sequence[Response], uuid.UUID | None]:
    """The responses that count, newest first; and the cursor of the next page, if any."""
    statement = _current(round_id).where(*_narrowed(filters))
    if after is not None:
        last = aliased(Response)
        moment = select(last.submitted_at).where(last.id == after).scalar_subquery()
        statement = statement.where(tuple_(moment, literal(after)) > NEWEST)
    statement = statement.options(
        joinedload(Response.round).joinedload(Round.consultation),
        joinedload(Response.organisation),
        joinedload(Response.invitation),
        joinedload(Response.endorses),
        selectinload(Response.readings),
        selectinload(Response.decisions),
        selectinload(Response.disowning),
    )
    newest_first = statement.order_by(Response.submitted_at.desc(), Response.id.desc())
    found = session.scalars(newest_first.limit(PAGE + 1)).all()
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


def count(round_id: uuid.UUID, filters: Filters) -> int:
    """How many responses `page` goes through."""
    statement = _current(round_id).where(*_narrowed(filters)).subquery()
    return session.scalar(select(func.count()).select_from(statement)) or 0


def commented_versions(document_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """How many comments that count there are on each version of a document. One query."""
    statement = (
        select(Response.version_id, func.count())
        .join(Comment.response)
        .join(Version, Version.id == Response.version_id)
        .where(Version.document_id == document_id, is_current())
        .group_by(Response.version_id)
    )
    return dict(iter(session.execute(statement)))


def comments_on_version(version_id: uuid.UUID) -> Sequence[Comment]:
    """The comments that count on a version, each with its response, in order. One query."""
    statement = (
        select(Comment)
        .join(Comment.response)
        .where(Response.version_id == version_id, is_current())
        .options(contains_eager(Comment.response))
        .order_by(Response.number, Comment.ordinal)
    )
    return session.scalars(statement).all()


def replaced_by(response: Response) -> Response | None:
    """The response that took the place of this one."""
    statement = select(Response).where(Response.replaces_id == response.id)
    return session.scalars(statement).one_or_none()


def is_read_by(user: User, response_id: uuid.UUID) -> bool:
    """Say whether the trail shows that the member of staff has opened the response."""
    statement = select(Entry.id).where(
        Entry.subject == response_id, Entry.actor == user.id, Entry.action == "responses.read"
    )
    return session.scalars(statement.limit(1)).first() is not None


def _current(round_id: uuid.UUID) -> Select[Response]:
    return select(Response).where(Response.round_id == round_id, is_current())


def in_order(round_id: uuid.UUID) -> ColumnElement[bool]:
    """Whether a response is of the round, said so that its numbers come by the index, in order."""
    case = select(Round.consultation_id).where(Round.id == round_id).scalar_subquery()
    return and_(Response.round_id == round_id, Response.consultation_id == case)


@cache
def is_current() -> ColumnElement[bool]:
    """Whether no later response took the place of one, nor its body left its joint answer."""
    return and_(~is_replaced(Response.id), ~has_left())


def is_replaced(response_id: Any) -> ColumnElement[bool]:
    """Whether a later response took the place of the one with this id."""
    later = aliased(Response)
    # Few replace any: PostgreSQL is told to look through no others.
    replacing = later.replaces_id == response_id, later.replaces_id.is_not(None)
    return select(later.id).where(*replacing).exists()


def replaced() -> Select[uuid.UUID | None]:
    """The ids of the few responses that a later one took the place of, whatever the round."""
    return select(Response.replaces_id).where(Response.replaces_id.is_not(None))


@cache
def has_left() -> ColumnElement[bool]:
    """Whether its body has left the joint answer that a response is a part of."""
    return select(Leaving.id).where(Leaving.response_id == Response.id).exists()


def _narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    wanted = (
        (Response.form, filters.form),
        (stand(), filters.position),
        (Response.late, filters.late),
    )
    found = [column == value for column, value in wanted if value is not None]
    if filters.undecided:
        found.append(late_undecided())
    return [*found, awaits_final()] if filters.awaited else found


@cache
def stand() -> ColumnElement[Position]:
    """The position that counts (`Response.stand`), as the database finds it."""
    latest = (
        select(PositionReading.position)
        .where(PositionReading.response_id == Response.id)
        .order_by(PositionReading.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(latest, Response.position)


def whole(statement: Select[Response]) -> Select[Response]:
    """The statement, loading all that is in each response."""
    return statement.options(
        joinedload(Response.round).joinedload(Round.consultation),
        joinedload(Response.organisation),
        joinedload(Response.invitation),
        joinedload(Response.participant),
        joinedload(Response.endorses),
        selectinload(Response.comments),
        selectinload(Response.answers).joinedload(Answer.question),
        selectinload(Response.attachments).joinedload(Attachment.file),
        selectinload(Response.readings).joinedload(PositionReading.reader),
        selectinload(Response.decisions),
        selectinload(Response.checks).joinedload(SecrecyCheck.checker),
        selectinload(Response.disowning),
    )


def _one(statement: Select[Response]) -> Response:
    found = session.scalars(whole(statement).options(joinedload(Response.receipt))).one_or_none()
    if found is None:
        raise NotFoundError(_l("This response does not exist, or you may not see it."))
    return found
