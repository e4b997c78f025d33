"""What the people of one body do together in its own space. Never shown to staff."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import Participant
from webapp.core.database import Base, Identified, Moment, ShortText, states, uuid7
from webapp.organisations.models import MemberRole
from webapp.responses.models.own import OwnComment, OwnSpace
from webapp.rounds.models import Question


def _space() -> Mapped[uuid.UUID]:
    return mapped_column(ForeignKey(OwnSpace.id, ondelete="CASCADE"), index=True)


class Colleague(Identified, Base):
    """Someone whom a coordinator asked to take part. The link is signed from `link_number`."""

    __tablename__ = "space_colleague"
    __table_args__ = (UniqueConstraint("space_id", "email"),)

    space_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(OwnSpace.id, ondelete="CASCADE"))
    email: Mapped[ShortText]
    """In lower case."""
    role: Mapped[MemberRole] = mapped_column(states(MemberRole), default=MemberRole.WRITER)
    day: Mapped[date | None]
    """Until when the colleague is asked to be done."""
    message: Mapped[str] = mapped_column(default="")
    """What the coordinator wrote. It stands behind the link, and in no e-mail."""
    asked_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Participant.id))
    asked_at: Mapped[Moment]
    link_number: Mapped[int] = mapped_column(default=1)
    joined_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    """When the link was stopped."""
    space: Mapped[OwnSpace] = relationship()
    asked_by: Mapped[Participant] = relationship()


class Assignment(Identified, Base):
    """A section or a question that one of the people takes care of."""

    __tablename__ = "space_assignment"
    __table_args__ = (
        UniqueConstraint("space_id", "section_key"),
        UniqueConstraint("space_id", "question_id"),
        CheckConstraint("num_nonnulls(section_key, question_id) = 1", name="one_place"),
    )

    space_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(OwnSpace.id, ondelete="CASCADE"))
    section_key: Mapped[uuid.UUID | None]
    question_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey(Question.id, ondelete="CASCADE")
    )
    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Participant.id))
    day: Mapped[date | None]
    ready_at: Mapped[datetime | None]
    """When whoever takes care of it said that it is ready; None while it is not."""
    participant: Mapped[Participant] = relationship()


class InternalComment(Identified, Base):
    """What the people say to each other about the answer. Never a part of what is submitted."""

    __tablename__ = "space_remark"

    space_id: Mapped[uuid.UUID] = _space()
    section_key: Mapped[uuid.UUID | None]
    """The section that it is about; None: the answer as a whole."""
    comment_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey(OwnComment.id, ondelete="SET NULL"), index=True
    )
    """The comment of the answer that it is about, if any."""
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Participant.id))
    text: Mapped[str]
    form_key: Mapped[uuid.UUID] = mapped_column(default=uuid7, unique=True)
    """From the form that made it: a double click makes one."""
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Participant.id))
    author: Mapped[Participant] = relationship(foreign_keys=author_id)
    resolved_by: Mapped[Participant | None] = relationship(foreign_keys=resolved_by_id)
    comment: Mapped[OwnComment | None] = relationship()
    mentions: Mapped[list["Mention"]] = relationship(cascade="all, delete-orphan")


class Mention(Base):
    """One of the people whom an internal comment is meant for."""

    __tablename__ = "space_mention"

    comment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(InternalComment.id, ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Participant.id), primary_key=True)
    participant: Mapped[Participant] = relationship()


class SpacePresence(Base):
    """Someone has a page of the space open, and was last heard of at `seen_at`."""

    __tablename__ = "space_presence"

    space_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(OwnSpace.id, ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Participant.id), primary_key=True)
    section_key: Mapped[uuid.UUID | None]
    """The section that is open; None: the overview."""
    seen_at: Mapped[Moment]
    participant: Mapped[Participant] = relationship()


class ReleaseOutcome(StrEnum):
    """What became of an answer that was released for approval."""

    APPROVED = "approved"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"


class Release(Identified, Base):
    """The answer as it was when one of the people asked another to approve it."""

    __tablename__ = "space_release"
    __table_args__ = (
        Index(
            "uq_space_release_waiting", "space_id", unique=True, postgresql_where="outcome IS NULL"
        ),
    )

    space_id: Mapped[uuid.UUID] = _space()
    asked_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Participant.id))
    approver_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Participant.id))
    message: Mapped[str] = mapped_column(default="")
    fingerprint: Mapped[ShortText]
    """Of what is up for approval: an approval is good for exactly this."""
    outcome: Mapped[ReleaseOutcome | None] = mapped_column(states(ReleaseOutcome))
    """None while it waits."""
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Participant.id))
    reason: Mapped[str] = mapped_column(default="")
    asked_by: Mapped[Participant] = relationship(foreign_keys=asked_by_id)
    approver: Mapped[Participant] = relationship(foreign_keys=approver_id)
    ended_by: Mapped[Participant | None] = relationship(foreign_keys=ended_by_id)


class Deed(StrEnum):
    """What the history of a space tells of."""

    ASKED = "asked"
    ASKED_AGAIN = "asked_again"
    WITHDREW = "withdrew"
    JOINED = "joined"
    CAME_BY_MAILBOX = "came_by_mailbox"
    ROLE = "role"
    REMOVED = "removed"
    ASSIGNED = "assigned"
    COMMENT_ADDED = "comment_added"
    COMMENT_CHANGED = "comment_changed"
    COMMENT_DELETED = "comment_deleted"
    COMMENT_RESTORED = "comment_restored"
    STATEMENT = "statement"
    STATEMENT_RESTORED = "statement_restored"
    ANSWERS = "answers"
    ANSWERS_RESTORED = "answers_restored"
    MERGED = "merged"
    RELEASED = "released"
    TAKEN_BACK = "taken_back"
    APPROVED = "approved"
    RETURNED = "returned"
    FOUR_EYES = "four_eyes"
    JOINS = "joins"
    LEAVES = "leaves"
    DECISION = "decision"
    JOINT_ASKED = "joint_asked"
    JOINT_WITHDREW = "joint_withdrew"
    JOINT_YES = "joint_yes"
    JOINT_NO = "joint_no"
    JOINT_LEFT = "joint_left"
    SUBMITTED = "submitted"


class SpaceEvent(Identified, Base):
    """Something that one of the people did, as the body's own history tells it."""

    __tablename__ = "space_event"
    __table_args__ = (Index("ix_space_event_space_id", "space_id", "id"),)

    space_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(OwnSpace.id, ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Participant.id))
    deed: Mapped[Deed] = mapped_column(states(Deed, checked=False))
    about: Mapped[uuid.UUID | None]
    """The comment that it is about, if any."""
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What is needed to tell it, and to bring back what was taken away."""
    person: Mapped[Participant | None] = relationship()
