"""Writing in an own space: what a body does before it submits, seen by nobody else."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import Participant
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import queries as drafts
from webapp.responses import policy, queries
from webapp.responses.models import (
    Change,
    CommentKind,
    Deed,
    Hand,
    Importance,
    OwnAnswer,
    OwnComment,
    OwnSpace,
    Position,
)
from webapp.responses.service import past, team
from webapp.rounds import service as rounds
from webapp.rounds.models import Invitation, Question, Round


@dataclass(frozen=True, slots=True)
class Sender:
    """Who answers without an invitation: a private person, or a body by its name."""

    name: str
    named: bool
    for_body: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment as it was typed."""

    text: str
    kind: CommentKind = CommentKind.GENERAL
    position: Position | None = None
    proposed_wording: str = ""
    change: Change | None = None
    importance: Importance | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the document a comment belongs, and the words that it is about.

    `selector`: where these stand in the block, as `drafts.passages` keeps it; None for all of it.
    """

    section_key: uuid.UUID
    block_key: uuid.UUID | None = None
    quote: str = ""
    selector: dict[str, Any] | None = None


def enter(invitation: Invitation, person: Participant) -> OwnSpace:
    """Let `person`, who came by the invitation's link, into the body's space."""
    person.confirmed_at = person.confirmed_at or clock.now()
    member, is_news = team.come_by_mailbox(invitation.organisation, person)
    rounds.note_opened(invitation, joined=member.created_at)
    space = begin_invited(invitation, language=person.language)
    if is_news:
        team.tell_of_mailbox(space, member, person)
    return space.opened_by(Hand(person, member.role))


def begin_invited(invitation: Invitation, *, language: str) -> OwnSpace:
    """The invited body's space, made if there is none yet."""
    return _made(
        invitation.round_id,
        organisation_id=invitation.organisation_id,
        invitation_id=invitation.id,
        language=language,
    )


def begin_unasked(round_: Round, person: Participant, sender: Sender, *, language: str) -> OwnSpace:
    """The space of someone who was not invited, made if there is none yet.

    Raises:
        DomainError: only those who are invited may answer, or no answers are taken.
    """
    policy.check_writable(round_, clock.now())
    if not round_.open_to_public:
        raise DomainError(_l("Only those who were invited can answer this consultation."))
    space = _made(round_.id, participant_id=person.id, language=language)
    sign(space, sender)
    return space


def sign(space: OwnSpace, sender: Sender) -> None:
    """Say who answers. A body is always named; a private person only by choice."""
    _touch(space)
    space.name = sender.name
    space.for_body = sender.for_body
    space.named = sender.for_body or sender.named


def add_comment(
    space: OwnSpace, place: Place, remark: Remark, *, form_key: uuid.UUID
) -> OwnComment:
    """Add a comment. The same form sent twice makes one.

    A form that comes back with other words in it (after the browser's Back) makes another
    comment, so that no words are lost.

    Raises:
        DomainError: it says nothing.
        ConflictError: the round takes no answers any more, or the section takes no comments.
    """
    _touch(space)
    _check(remark)
    if place.section_key in _locked(space.round.version_id):
        raise ConflictError(_l("This section is not open for comments."))
    values = asdict(remark) | asdict(place) | {"space_id": space.id, "author_id": _writer(space)}
    added = _insert_comment(values, form_key)
    if added is not None:
        return added
    earlier = session.scalars(select(OwnComment).where(OwnComment.form_key == form_key)).one()
    if all(getattr(earlier, column) == value for column, value in values.items()):
        return earlier
    again = _insert_comment(values, uuid7())
    if again is None:
        raise LookupError(form_key)
    return again


@lru_cache(maxsize=32)
def _locked(version_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The locked sections of a round's version. Kept, for a frozen version never changes."""
    return drafts.locked(version_id)


def edit_comment(
    space: OwnSpace, comment_id: uuid.UUID, remark: Remark, *, revision: int
) -> OwnComment:
    """Change a comment, if it still is at `revision`.

    Raises:
        NotFoundError: the space holds no such comment.
        ConflictError: it was changed elsewhere since, or the round takes no answers any more.
    """
    _touch(space)
    _check(remark)
    comment = queries.comment_of(space, comment_id)
    session.refresh(comment, with_for_update=True)
    values = asdict(remark)
    if all(getattr(comment, column) == value for column, value in values.items()):
        return comment
    if comment.revision != revision:
        raise ConflictError(
            _l(
                "This comment was changed in another window. Both texts are here: compare them, "
                "and save the one you want."
            )
        )
    past.tell_change(space, comment)
    for column, value in values.items():
        setattr(comment, column, value)
    comment.revision += 1
    return comment


def delete_comment(space: OwnSpace, comment_id: uuid.UUID) -> None:
    """Take a comment away.

    Raises:
        NotFoundError: the space holds no such comment.
        ConflictError: the round takes no answers any more.
    """
    _touch(space)
    comment = queries.comment_of(space, comment_id)
    past.tell(space, Deed.COMMENT_DELETED, about=comment.id, **past.words_of(comment))
    session.delete(comment)


@dataclass(frozen=True, slots=True)
class Statement:
    """The overall position and the general statement, as they were filled in."""

    position: Position | None
    text: str
    language: str


def save_statement(space: OwnSpace, statement: Statement, *, revision: int) -> OwnSpace:
    """Keep position and general statement, if the space still is at `revision`.

    Raises:
        ConflictError: they were changed elsewhere since, or the round takes no answers any more.
    """
    _touch(space)
    session.refresh(space, ["position", "statement", "language", "revision"], with_for_update=True)
    kept = Statement(space.position, space.statement, space.language)
    if kept == statement:
        return space
    if space.revision != revision:
        raise ConflictError(
            _l(
                "This was changed in another window. Both texts are here: compare them, and save "
                "the one you want."
            )
        )
    past.tell_statement(space)
    space.position, space.statement = statement.position, statement.text
    space.language = statement.language
    space.revision += 1
    return space


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one question, as it was filled in."""

    text: str
    position: Position | None = None
    choices: tuple[str, ...] = ()
    """The keys of the options that were chosen."""

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.text or self.position or self.choices)


def save_answers(space: OwnSpace, replies: Mapping[Question, Reply]) -> OwnSpace:
    """Keep the answers to the questions of the round.

    Raises:
        ConflictError: the round takes no answers any more.
    """
    _touch(space)
    kept = {answer.question_id: answer for answer in space.answers}
    past.tell_answers(space)
    for question, reply in replies.items():
        answer = kept.get(question.id)
        if answer is None and reply:
            answer = OwnAnswer(question_id=question.id)
            space.answers.append(answer)
        if answer is not None:
            answer.text, answer.position = reply.text, reply.position
            keys = [each["key"] for each in question.options]
            answer.choices = [key for key in keys if key in reply.choices]
    return space


def _touch(space: OwnSpace) -> None:
    moment = clock.now()
    policy.check_writable(space.round, moment)
    policy.check_may_write(space)
    space.updated_at = moment
    space.written_by_id = _writer(space)
    if space.invitation is not None:
        rounds.note_started(space.invitation)


def _writer(space: OwnSpace) -> uuid.UUID | None:
    return space.hand.person.id if space.hand is not None else space.written_by_id


def _check(remark: Remark) -> None:
    says = remark.text or remark.proposed_wording or remark.change is Change.REMOVE
    if not (says or remark.position):
        raise DomainError(_l("Write a comment, or propose a new wording."), field="text")


def _made(round_id: uuid.UUID, **owner: object) -> OwnSpace:
    """Insert the space unless it is there: two windows may ask at the same time."""
    moment = clock.now()
    keys = {
        key: value for key, value in owner.items() if key in {"organisation_id", "participant_id"}
    }
    session.execute(
        insert(OwnSpace)
        .values(
            id=uuid7(),
            created_at=moment,
            updated_at=moment,
            round_id=round_id,
            name="",
            named="organisation_id" in owner,
            four_eyes=False,
            for_body="organisation_id" in owner,
            statement="",
            revision=1,
            **owner,
        )
        .on_conflict_do_nothing(index_elements=["round_id", *keys])
    )
    statement = select(OwnSpace).filter_by(round_id=round_id, **keys)
    return session.scalars(statement).one()


def _insert_comment(values: Mapping[str, object], form_key: uuid.UUID) -> OwnComment | None:
    row = {"id": uuid7(), "created_at": clock.now(), "form_key": form_key, **values}
    statement = (
        insert(OwnComment)
        .values(revision=1, author_name="", **row)
        .on_conflict_do_nothing(index_elements=["form_key"])
        .returning(OwnComment)
        .add_cte(past.of_added(row))
    )
    return session.scalars(statement).one_or_none()


def touch(space: OwnSpace) -> None:
    """Note that something in the space is changed now.

    Raises:
        ConflictError: nothing may be changed in it at this time.
    """
    _touch(space)
