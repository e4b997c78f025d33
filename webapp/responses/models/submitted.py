"""What was submitted. The database refuses to change or delete it (migration 0002)."""

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import Participant
from webapp.core.database import Base, Identified, Moment, ShortText, states
from webapp.core.storage import StoredFile
from webapp.drafts.models import Version
from webapp.organisations.models import Organisation
from webapp.responses import content, supporting
from webapp.responses.models.behind import DecidedBehind
from webapp.responses.models.kinds import Channel, CommentKind, Form, Position, Stage
from webapp.responses.models.passages import OnText
from webapp.rounds.models import Invitation, Question, Round

if TYPE_CHECKING:
    from webapp.responses.models.disowning import Disowning
    from webapp.responses.models.filing import LateDecision, PositionReading
    from webapp.responses.models.joint import Leaving
    from webapp.responses.models.secrecy import SecrecyCheck


class Response(DecidedBehind, Identified, Base):
    """What was submitted. Complemented or replaced by a later one, never edited or deleted."""

    __tablename__ = "response"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        Index("ix_response_round", "round_id", "submitted_at"),
    )

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    consultation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("consultation.id"))
    invitation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Invitation.id), index=True)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Organisation.id))
    participant_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Participant.id), index=True)
    """Who pressed the button."""
    replaces_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("response.id"), unique=True)
    """The response that this one takes the place of. That one stays."""
    endorses_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("response.id"), index=True)
    """Another body's response that this one joins, as it was when this one was submitted."""
    jointly_with: Mapped[list[str]] = mapped_column(default=list)
    """The names of the other bodies whose joint answer it is, as they were at that moment.

    The words are in the response of the body that wrote them. Those of the others join it.
    """
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Version.id))
    number: Mapped[int]
    """The running number behind the registry number."""
    sender: Mapped[ShortText]
    """The body's name, or the person's, as it was at that moment."""
    named: Mapped[bool] = mapped_column(default=True)
    """Whether the sender may be named where the response is published. Bodies always are."""
    for_body: Mapped[bool] = mapped_column(default=True)
    """False where a private person answered."""
    for_child: Mapped[bool] = mapped_column(default=False)
    """Whether the private person is a guardian, who answered for a child."""
    form: Mapped[Form] = mapped_column(states(Form))
    stage: Mapped[Stage] = mapped_column(states(Stage), default=Stage.FINAL)
    decides_on: Mapped[date | None]
    """Of a preliminary answer: the day on which the body decides, as it said itself."""
    channel: Mapped[Channel] = mapped_column(states(Channel), default=Channel.WEB)
    position: Mapped[Position] = mapped_column(states(Position))
    statement: Mapped[str] = mapped_column(default="")
    language: Mapped[ShortText] = mapped_column(default="sv")
    submitted_at: Mapped[Moment]
    last_day: Mapped[ShortText]
    """The body's own deadline when it submitted, as an ISO date: what late was judged by."""
    late: Mapped[bool]
    sha256: Mapped[ShortText] = mapped_column(index=True)
    """Of the canonical content (`Response.canonical`), in hexadecimal."""
    submission_key: Mapped[uuid.UUID] = mapped_column(unique=True)
    """From the review page: the same submission sent twice is one response."""
    round: Mapped[Round] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    participant: Mapped[Participant | None] = relationship()
    endorses: Mapped["Response | None"] = relationship(
        foreign_keys=endorses_id, remote_side="Response.id"
    )
    comments: Mapped[list["Comment"]] = relationship(
        order_by="Comment.ordinal", back_populates="response"
    )
    answers: Mapped[list["Answer"]] = relationship(back_populates="response")
    attachments: Mapped[list["Attachment"]] = relationship(
        order_by="Attachment.ordinal", back_populates="response"
    )
    receipt: Mapped["Receipt | None"] = relationship(back_populates="response")
    readings: Mapped[list["PositionReading"]] = relationship(
        order_by="PositionReading.id", back_populates="response"
    )
    decisions: Mapped[list["LateDecision"]] = relationship(
        order_by="LateDecision.id", back_populates="response"
    )
    checks: Mapped[list["SecrecyCheck"]] = relationship(
        order_by="SecrecyCheck.id", back_populates="response"
    )
    disowning: Mapped["Disowning | None"] = relationship(back_populates="response")
    leaving: Mapped["Leaving | None"] = relationship(back_populates="response")

    @property
    def reading(self) -> "PositionReading | None":
        """The position as staff read it, or as its sender put it right; the latest counts."""
        return self.readings[-1] if self.readings else None

    @property
    def stand(self) -> Position:
        """The position that counts: its own, unless a reading says it."""
        return self.reading.position if self.reading else self.position

    @property
    def considered(self) -> "LateDecision | None":
        """What staff decided about it where it was late; None while nothing is decided."""
        return self.decisions[-1] if self.decisions else None

    @property
    def check(self) -> "SecrecyCheck | None":
        """What the latest check for secrecy found; None while nobody has checked it."""
        return self.checks[-1] if self.checks else None

    @property
    def is_disowned(self) -> bool:
        """Whether the owner of the sender's address says that it is not theirs, and that holds."""
        return self.disowning is not None and self.disowning.holds

    @property
    def is_beside(self) -> bool:
        """Whether it says what another body's does, submitted with it as one joint answer."""
        return bool(self.jointly_with) and self.endorses_id is not None

    @property
    def words_id(self) -> uuid.UUID:
        """The id of the response that holds its words: that of the body that wrote them."""
        return self.endorses_id if self.endorses_id and self.jointly_with else self.id

    @property
    def words(self) -> "Response":
        """The response that holds its words: itself, or that of the body that wrote them."""
        return self.endorses if self.endorses is not None and self.is_beside else self

    @property
    def has_left(self) -> bool:
        """Whether its body has left the joint answer that it was a part of."""
        return self.leaving is not None

    @property
    def reference(self) -> str:
        """The registry number with the running number behind it: `RUN 2027/12-34`."""
        return f"{self.round.consultation.registry_number}-{self.number}"

    @property
    def last_date(self) -> date:
        """The body's own last day when it submitted."""
        return date.fromisoformat(self.last_day)

    def canonical(self) -> bytes:
        """The content as the bytes that `sha256` is of; made from nothing that can change."""
        # What there is none of is left out, so that what was signed before it existed holds.
        beside: dict[str, content.Json] = {
            "for_child": self.for_child,
            "attachments": [each.content() for each in self.attachments],
            "decision": self.behind.content(),
            "endorses": str(self.endorses_id) if self.endorses_id else None,
            "jointly_with": list(self.jointly_with),
            "words": self.words.sha256 if self.is_beside else None,
            "decides_on": self.decides_on.isoformat() if self.decides_on else None,
        }
        return content.canonical(
            self._said() | {name: value for name, value in beside.items() if value}
        )

    def _said(self) -> dict[str, content.Json]:
        return {
            "format": content.FORMAT,
            "id": str(self.id),
            "consultation": str(self.consultation_id),
            "round": str(self.round_id),
            "version": str(self.version_id),
            "number": self.number,
            "replaces": str(self.replaces_id) if self.replaces_id else None,
            "sender": self.sender,
            "named": self.named,
            "for_body": self.for_body,
            "form": self.form,
            "stage": self.stage,
            "channel": self.channel,
            "position": self.position,
            "statement": self.statement,
            "language": self.language,
            "submitted_at": content.moment(self.submitted_at),
            "last_day": self.last_day,
            "late": self.late,
            "comments": [comment.content() for comment in self.comments],
            "answers": [
                answer.content()
                for answer in sorted(self.answers, key=lambda answer: str(answer.question_id))
            ],
        }


class Comment(OnText, Identified, Base):
    """One point in a submitted response, on the version that the round shows."""

    __tablename__ = "comment"
    __table_args__ = (
        UniqueConstraint("response_id", "ordinal"),
        Index(
            "ix_comment_position",
            "id",
            postgresql_include=["position"],
            postgresql_where="position IS NOT NULL",
        ),
    )

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Response.id))
    ordinal: Mapped[int]
    section_key: Mapped[uuid.UUID | None] = mapped_column(index=True)
    block_key: Mapped[uuid.UUID | None]
    quote: Mapped[str] = mapped_column(default="")
    kind: Mapped[CommentKind] = mapped_column(states(CommentKind))
    position: Mapped[Position | None] = mapped_column(states(Position))
    text: Mapped[str]
    proposed_wording: Mapped[str] = mapped_column(default="")
    response: Mapped[Response] = relationship(back_populates="comments")

    @property
    def mark(self) -> str:
        """What stands for it where a file says what it supports."""
        return supporting.of_comment(self.ordinal)

    def content(self) -> dict[str, content.Json]:
        """The comment's part of the canonical content."""
        return {
            "section": str(self.section_key) if self.section_key else None,
            "block": str(self.block_key) if self.block_key else None,
            "quote": self.quote,
            "kind": self.kind,
            "position": self.position,
            "text": self.text,
            "proposed_wording": self.proposed_wording,
            **self.on_text(),
        }


class Answer(Identified, Base):
    """The submitted answer to one question."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("response_id", "question_id"),)

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Response.id))
    question_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Question.id))
    text: Mapped[str] = mapped_column(default="")
    choices: Mapped[list[str]] = mapped_column(default=list)
    """The keys of the options that were chosen."""
    position: Mapped[Position | None] = mapped_column(states(Position))
    response: Mapped[Response] = relationship(back_populates="answers")
    question: Mapped[Question] = relationship()

    @property
    def mark(self) -> str:
        """What stands for it where a file says what it supports."""
        return supporting.of_question(self.question_id)

    def content(self) -> dict[str, content.Json]:
        """The answer's part of the canonical content."""
        said: dict[str, content.Json] = {
            "question": str(self.question_id),
            "position": self.position,
            "text": self.text,
        }
        # Left out where nothing was chosen, so that what was signed before choices existed holds.
        return said | ({"choices": list(self.choices)} if self.choices else {})


class Attachment(Identified, Base):
    """A file that came with a response, as it came. It is as unchangeable as the response."""

    __tablename__ = "attachment"
    __table_args__ = (UniqueConstraint("response_id", "ordinal"),)

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Response.id))
    ordinal: Mapped[int]
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(StoredFile.id))
    note: Mapped[ShortText] = mapped_column(default="")
    """What it is, in the sender's words."""
    is_minutes: Mapped[bool] = mapped_column(default=False)
    """Whether it is the minutes of the decision behind the response."""
    supports: Mapped[list[str]] = mapped_column(default=list)
    """The marks (`webapp.responses.supporting`) of what in the response it supports."""
    response: Mapped[Response] = relationship(back_populates="attachments")
    file: Mapped[StoredFile] = relationship()

    def content(self) -> dict[str, content.Json]:
        """The file's part of the canonical content: its name, its size in bytes and its mark."""
        said: dict[str, content.Json] = {
            "name": self.file.name,
            "size": self.file.size,
            "sha256": self.file.sha256,
        }
        # What there is none of is left out, so that what was signed before it existed holds.
        said |= {"note": self.note} if self.note else {}
        said |= {"is_minutes": True} if self.is_minutes else {}
        return said | ({"supports": list(self.supports)} if self.supports else {})


class Receipt(Identified, Base):
    """The work of giving a receipt: the PDF copy is made and mailed by a worker."""

    __tablename__ = "receipt"

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Response.id), unique=True)
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(StoredFile.id))
    claimed_at: Mapped[datetime | None]
    issued_at: Mapped[datetime | None] = mapped_column(index=True)
    response: Mapped[Response] = relationship(back_populates="receipt")
    file: Mapped[StoredFile | None] = relationship()
