"""The own space: what a body writes, and staff never see."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from webapp.accounts.models import Participant
from webapp.core.database import Base, Identified, Moment, ShortText, states, uuid7
from webapp.organisations.models import MemberRole, Organisation
from webapp.responses import content, supporting
from webapp.responses.models.behind import DecidedBehind
from webapp.responses.models.kinds import CommentKind, Position
from webapp.responses.models.passages import OnText
from webapp.rounds.models import Invitation, Question, Round

if TYPE_CHECKING:
    from webapp.responses.models.attached import OwnAttachment
    from webapp.responses.models.submitted import Response


@dataclass(frozen=True, slots=True)
class Hand:
    """Who has a space open, and as what. A private person does all in a space of their own."""

    person: Participant
    role: MemberRole = MemberRole.COORDINATOR


class OwnSpace(DecidedBehind, Identified, Base):
    """Where one body, or one person, writes its answer to one round. Never shown to staff."""

    __tablename__ = "own_space"
    __table_args__ = (
        UniqueConstraint("round_id", "organisation_id"),
        UniqueConstraint("round_id", "participant_id"),
        CheckConstraint("num_nonnulls(organisation_id, participant_id) = 1", name="one_owner"),
    )

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    invitation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Invitation.id))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Organisation.id))
    """The body that answers; None for a private person."""
    participant_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Participant.id))
    """The private person who answers; None for a body."""
    name: Mapped[ShortText] = mapped_column(default="")
    """Of the one who answers without an invitation: the person's name, or the body's."""
    named: Mapped[bool] = mapped_column(default=False)
    """Whether a private person chose to be named in what is published."""
    for_body: Mapped[bool] = mapped_column(default=True)
    """False where a private person answers; a body may answer without having been invited."""
    for_child: Mapped[bool] = mapped_column(default=False)
    """Whether the private person is a guardian, who answers for a child. Then nobody is named."""
    position: Mapped[Position | None] = mapped_column(states(Position))
    statement: Mapped[str] = mapped_column(default="")
    language: Mapped[ShortText] = mapped_column(default="sv")
    endorses_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("response.id"))
    """Another body's submitted response that this answer joins."""
    revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[Moment]
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Participant.id))
    """Who wrote in it last, of a body's people."""
    released_at: Mapped[datetime | None]
    """Since when it is up for approval, and locked; None while it is written in."""
    four_eyes: Mapped[bool] = mapped_column(default=False)
    """Whether an answer is submitted only once someone other than its writer has approved it."""
    round: Mapped[Round] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    participant: Mapped[Participant | None] = relationship(foreign_keys=participant_id)
    endorses: Mapped["Response | None"] = relationship()
    comments: Mapped[list["OwnComment"]] = relationship(
        order_by="OwnComment.created_at", cascade="all, delete-orphan", back_populates="space"
    )
    answers: Mapped[list["OwnAnswer"]] = relationship(
        cascade="all, delete-orphan", back_populates="space"
    )

    attachments: Mapped[list["OwnAttachment"]] = relationship(
        order_by="OwnAttachment.created_at", cascade="all, delete-orphan", back_populates="space"
    )

    @property
    def hand(self) -> Hand | None:
        """Who has it open; None where no person has, as when the product tidies up."""
        found: Hand | None = vars(self).get("_hand")
        return found

    def opened_by(self, hand: Hand, *, held: bool = False) -> "OwnSpace":
        """The space, open in the hand of someone; what is done with it is done by them.

        `held`: its row was locked as it was read, until the transaction ends.
        """
        vars(self)["_hand"] = hand
        vars(self)["_held_in"] = self._transaction() if held else None
        return self

    @property
    def is_held(self) -> bool:
        """Whether its row is locked by this transaction, so that it is as it stands now."""
        held_in = vars(self).get("_held_in")
        return held_in is not None and held_in is self._transaction()

    def _transaction(self) -> object:
        session = object_session(self)
        return session.get_transaction() if session is not None else None

    @property
    def sender(self) -> str:
        """The name that the answer will carry."""
        if self.invitation is not None:
            return self.invitation.name
        return self.organisation.name if self.organisation else self.name

    def fingerprint(self) -> str:
        """Changes whenever anything in the space does, so that what was read is what is sent."""
        said: dict[str, content.Json] = {
            "sender": self.sender,
            "named": self.named,
            "position": self.position,
            "statement": self.statement,
            "comments": [f"{row.id}:{row.revision}" for row in self.comments],
            "answers": sorted(
                [str(a.question_id), a.text, a.position, *a.choices] for a in self.answers
            ),
            "attachments": [f"{row.id}:{row.note}" for row in self.attachments],
        }
        # What there is none of is left out, so that what was approved before it existed holds.
        beside: dict[str, content.Json] = {
            "for_child": self.for_child,
            "decision": self.behind.content(),
            "endorses": str(self.endorses_id) if self.endorses_id else None,
            "minutes": [str(row.id) for row in self.attachments if row.is_minutes],
            "supports": [f"{row.id}:{mark}" for row in self.attachments for mark in row.supports],
        }
        said |= {name: value for name, value in beside.items() if value}
        return content.digest(content.canonical(said))


class OwnComment(OnText, Identified, Base):
    """A comment being written, on a section or a block of it (None: on the whole document)."""

    __tablename__ = "own_comment"

    space_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(OwnSpace.id, ondelete="CASCADE"), index=True
    )
    section_key: Mapped[uuid.UUID | None]
    block_key: Mapped[uuid.UUID | None]
    quote: Mapped[str] = mapped_column(default="")
    kind: Mapped[CommentKind] = mapped_column(states(CommentKind), default=CommentKind.GENERAL)
    position: Mapped[Position | None] = mapped_column(states(Position))
    text: Mapped[str]
    proposed_wording: Mapped[str] = mapped_column(default="")
    author_name: Mapped[ShortText] = mapped_column(default="")
    """Who wrote it, as the file says that it came in, or the body that answers jointly.

    Not a part of what is submitted.
    """
    joint_body_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("space_joint_body.id", ondelete="SET NULL")
    )
    """The body that wrote it by its link, where that is not the one whose space it is."""
    form_key: Mapped[uuid.UUID] = mapped_column(default=uuid7, unique=True)
    """From the form that made it: a double click makes one comment."""
    revision: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Participant.id))
    """Who of the body's people wrote it."""
    space: Mapped[OwnSpace] = relationship(back_populates="comments")
    author: Mapped[Participant | None] = relationship()

    @property
    def mark(self) -> str:
        """What stands for it where a file says what it supports."""
        return supporting.of_comment(self.id)


class OwnAnswer(Identified, Base):
    """The answer to one question, being written."""

    __tablename__ = "own_answer"
    __table_args__ = (UniqueConstraint("space_id", "question_id"),)

    space_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(OwnSpace.id, ondelete="CASCADE"))
    question_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Question.id))
    text: Mapped[str] = mapped_column(default="")
    choices: Mapped[list[str]] = mapped_column(default=list)
    """The keys of the options that were chosen."""
    position: Mapped[Position | None] = mapped_column(states(Position))
    space: Mapped[OwnSpace] = relationship(back_populates="answers")
    question: Mapped[Question] = relationship()

    @property
    def mark(self) -> str:
        """What stands for it where a file says what it supports."""
        return supporting.of_question(self.question_id)

    @property
    def is_given(self) -> bool:
        """Whether it says anything, in whatever way the question is answered."""
        return bool(self.text or self.choices or self.position)
