"""Writing in an own space: what a body does before it submits, seen by nobody else."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import Participant
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import queries as drafts
from webapp.notifications import service as notifications
from webapp.responses import policy, queries
from webapp.responses.models import (
    Change,
    CommentKind,
    Deed,
    Hand,
    Importance,
    JointBody,
    OwnComment,
    OwnSpace,
    Position,
)
from webapp.responses.service import answering, past, saving, signing, team
from webapp.responses.service.answering import Reply
from webapp.responses.service.saving import Began
from webapp.responses.service.signing import Sender
from webapp.responses.twowriters import Merged
from webapp.rounds import service as rounds
from webapp.rounds.models import Invitation, Question, Round

_TEXTS: Final = frozenset({"statement", "text", "proposed_wording"})
"""The fields of a statement and of a comment that are merged by word."""


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
    notifications.let_again(person.email)
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
    """Say who answers."""
    touch(space)
    signing.keep(space, sender)


def add_comment(
    space: OwnSpace,
    place: Place,
    remark: Remark,
    *,
    form_key: uuid.UUID,
    by: JointBody | None = None,
) -> OwnComment:
    """Add a comment. The same form sent twice makes one.

    `by`: the body that answers jointly and writes it, where it is not one of the body's people.

    A form that comes back with other words in it (after the browser's Back) makes another
    comment, so that no words are lost.

    Raises:
        DomainError: it says nothing.
        ConflictError: the round takes no answers any more, or the section takes no comments.
    """
    touch(space)
    check(remark)
    if place.section_key in _locked(space.round.version_id):
        raise ConflictError(_l("This section is not open for comments."))
    values = asdict(remark) | asdict(place) | {"space_id": space.id} | _by(space, by)
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


def _by(space: OwnSpace, body: JointBody | None) -> dict[str, object]:
    if body is None:
        return {"author_id": _writer(space), "author_name": "", "joint_body_id": None}
    return {"author_id": None, "author_name": body.invitation.name, "joint_body_id": body.id}


@lru_cache(maxsize=32)
def _locked(version_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The locked sections of a round's version. Kept, for a frozen version never changes."""
    return drafts.locked(version_id)


def edit_comment(
    space: OwnSpace, comment_id: uuid.UUID, remark: Remark, *, began: Began | None = None
) -> Merged:
    """Change a comment, together with what others have made of it since the page `began`.

    Raises:
        NotFoundError: the space holds no such comment.
        ConflictError: the round takes no answers any more.
    """
    saving.hold(space)
    check(remark)
    comment = queries.comment_of(space, comment_id)
    if not space.is_held:  # Else nobody has changed it since it was read.
        session.refresh(comment, with_for_update={"of": OwnComment})
    former = saving.base(space, remark, began)
    stands = {column: getattr(comment, column) for column in asdict(remark)}
    sides = asdict(former) if former else None, stands, asdict(remark)
    merged = saving.meet(space, sides, _TEXTS)
    if comment.quote and merged.values["proposed_wording"] and merged.values["change"] is None:
        merged = Merged({**merged.values, "change": Change.REPLACE}, merged.clashes)
    if merged.values != stands:
        past.tell_change(space, comment, merged.values)
        for column, value in merged.values.items():
            setattr(comment, column, value)
        comment.revision += 1
    touch(space)
    return merged


def delete_comment(space: OwnSpace, comment_id: uuid.UUID) -> None:
    """Take a comment away.

    Raises:
        NotFoundError: the space holds no such comment.
        ConflictError: the round takes no answers any more.
    """
    touch(space)
    comment = queries.comment_of(space, comment_id)
    past.tell(space, Deed.COMMENT_DELETED, about=comment.id, **past.words_of(comment))
    session.delete(comment)


@dataclass(frozen=True, slots=True)
class Statement:
    """The overall position and the general statement, as they were filled in."""

    position: Position | None
    text: str
    language: str

    def columns(self) -> dict[str, Any]:
        """It as the columns of the space hold it."""
        return {"position": self.position, "statement": self.text, "language": self.language}


def save_statement(space: OwnSpace, statement: Statement, *, began: Began | None = None) -> Merged:
    """Keep position and general statement, together with what others saved since `began`.

    Raises:
        ConflictError: the round takes no answers any more.
    """
    saving.hold(space, "position", "statement", "language")
    former = saving.base(space, statement, began)
    stands = Statement(space.position, space.statement, space.language).columns()
    sides = former.columns() if former else None, stands, statement.columns()
    merged = saving.meet(space, sides, _TEXTS)
    if merged.values != stands:
        past.tell_statement(space, merged.values["statement"])
        for column, value in merged.values.items():
            setattr(space, column, value)
        space.revision += 1
    touch(space)
    return merged


def save_answers(
    space: OwnSpace, replies: Mapping[Question, Reply], *, began: Began | None = None
) -> Merged:
    """Keep the answers to the questions, together with what others have saved since `began`.

    Raises:
        ConflictError: the round takes no answers any more.
    """
    saving.hold(space)
    merged = answering.keep(space, replies, began)
    touch(space)
    return merged


def touch(space: OwnSpace) -> None:
    """Note that something in the space is changed now.

    Raises:
        ConflictError: nothing may be changed in it at this time.
    """
    moment = clock.now()
    policy.check_writable(space.round, moment)
    policy.check_may_write(space)
    space.updated_at = moment
    space.written_by_id = _writer(space)
    if space.invitation is not None:
        rounds.note_started(space.invitation)


def _writer(space: OwnSpace) -> uuid.UUID | None:
    return space.hand.person.id if space.hand is not None else space.written_by_id


def says_something(remark: Remark) -> bool:
    """Say whether there is anything in a comment to be kept."""
    says = remark.text or remark.proposed_wording or remark.change is Change.REMOVE
    return bool(says or remark.position)


def check(remark: Remark) -> None:
    """Let a comment be kept.

    Raises:
        DomainError: it says nothing.
    """
    if not says_something(remark):
        raise DomainError(_l("Write a comment, or propose a new wording."), field="text")


def _made(round_id: uuid.UUID, **owner: object) -> OwnSpace:
    """Insert the space unless it is there: two windows may ask at the same time."""
    moment = clock.now()
    keys = owner.keys() & {"organisation_id", "participant_id"}
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
            for_child=False,
            statement="",
            revision=1,
            **owner,
        )
        .on_conflict_do_nothing(index_elements=["round_id", *keys])
    )
    statement = select(OwnSpace).filter_by(round_id=round_id, **{key: owner[key] for key in keys})
    return session.scalars(statement).one()


def _insert_comment(values: Mapping[str, object], form_key: uuid.UUID) -> OwnComment | None:
    row = {"id": uuid7(), "created_at": clock.now(), "form_key": form_key, **values}
    statement = (
        insert(OwnComment)
        .values(revision=1, **row)
        .on_conflict_do_nothing(index_elements=["form_key"])
        .returning(OwnComment)
        .add_cte(past.of_added(row))
    )
    return session.scalars(statement).one_or_none()
