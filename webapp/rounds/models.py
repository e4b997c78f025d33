"""The case, its rounds, what each asks, and the bodies that each invites."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, Localised, ShortText, states
from webapp.drafts.models import Document, Version
from webapp.organisations.categories import Category, Sector
from webapp.organisations.models import Organisation
from webapp.rounds import deadlines


class Consultation(Identified, Base):
    """The whole case, from first dialogue to decision, under one registry number (dnr)."""

    __tablename__ = "consultation"

    registry_number: Mapped[ShortText] = mapped_column(unique=True)
    title: Mapped[Localised]
    contact_name: Mapped[ShortText]
    contact_title: Mapped[ShortText]
    contact_email: Mapped[ShortText]
    contact_phone: Mapped[ShortText]
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    next_response_number: Mapped[int] = mapped_column(default=1)
    """The running number that the next response gets, behind the registry number."""
    documents: Mapped[list[Document]] = relationship(
        secondary="consultation_document", order_by=Document.created_at
    )
    rounds: Mapped[list["Round"]] = relationship(
        order_by="Round.number", back_populates="consultation"
    )


class ConsultationDocument(Base):
    """Which documents a consultation is about. A document belongs to one."""

    __tablename__ = "consultation_document"

    consultation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Consultation.id), primary_key=True
    )
    document_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Document.id), primary_key=True, unique=True
    )


class RoundKind(StrEnum):
    """What a round asks for."""

    QUESTIONS = "questions"
    DIALOGUE = "dialogue"
    REMISS = "remiss"
    SECOND_REMISS = "second_remiss"


class RoundState(StrEnum):
    """Where a round is in its life. Derived from its times, never stored."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"
    ASSESSED = "assessed"
    REPORTED = "reported"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


class Round(Identified, Base):
    """One period of asking, on one frozen version of the document."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        Index("ix_round_opens_at", "opens_at", postgresql_where="opened_at IS NULL"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Consultation.id))
    number: Mapped[int]
    kind: Mapped[RoundKind] = mapped_column(states(RoundKind), default=RoundKind.REMISS)
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Version.id))
    deadline: Mapped[date]
    """The last day for answers. It ends 23:59:59 in Stockholm."""
    cover_letter: Mapped[Localised] = mapped_column(default=dict)
    """CommonMark, by language."""
    languages: Mapped[list[str]] = mapped_column(default=list)
    """The languages that the text is shown in; empty for all that the document has."""
    open_to_public: Mapped[bool] = mapped_column(default=True)
    """Whether those who were not invited may answer, too."""
    opens_at: Mapped[datetime | None]
    """When it is to open by itself, if a time is set."""
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    """Set when staff close it early, or when the clock's closing was noted on the trail."""
    assessed_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    unasked_answers: Mapped[int] = mapped_column(default=0)
    """How many who were not invited have answered."""
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    consultation: Mapped[Consultation] = relationship(back_populates="rounds")
    version: Mapped[Version] = relationship()
    questions: Mapped[list["Question"]] = relationship(
        order_by="Question.ordinal", cascade="all, delete-orphan", back_populates="round"
    )
    invitations: Mapped[list["Invitation"]] = relationship(
        order_by="Invitation.name", cascade="all, delete-orphan", back_populates="round"
    )

    @property
    def text_languages(self) -> list[str]:
        """The languages that the text is shown in, in the document's order."""
        return self.languages or self.version.document.languages

    def state(self, at: datetime) -> RoundState:
        """Where the round is in its life at the moment `at`, whatever any worker has done."""
        reached = (
            (self.cancelled_at, RoundState.CANCELLED),
            (self.archived_at, RoundState.ARCHIVED),
            (self.reported_at, RoundState.REPORTED),
            (self.assessed_at, RoundState.ASSESSED),
            (self.ended_at(at), RoundState.CLOSED),
            (self.opened_at, RoundState.OPEN),
            (self.opens_at, RoundState.SCHEDULED),
        )
        return next((state for moment, state in reached if moment), RoundState.DRAFT)

    def ended_at(self, at: datetime) -> datetime | None:
        """When the asking ended: by staff, or by the clock if the deadline has passed at `at`."""
        if self.opened_at is None:
            return None
        end = deadlines.end_of(self.deadline)
        by_clock = end if at >= end else None
        return min((moment for moment in (self.closed_at, by_clock) if moment), default=None)


class Question(Identified, Base):
    """Something asked beside the text."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("round_id", "ordinal"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    ordinal: Mapped[int]
    text: Mapped[Localised]
    help: Mapped[Localised] = mapped_column(default=dict)
    asks_position: Mapped[bool] = mapped_column(default=False)
    round: Mapped[Round] = relationship(back_populates="questions")


class Invitation(Identified, Base):
    """One body's row on a round's distribution list.

    Name, address, category and sector are the register's when the row was made, and frozen
    with the list when the round opens. The link in the mail is signed from the row's id and
    `link_number`, so that a new link can be made and the old one stopped.
    """

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("round_id", "organisation_id"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Organisation.id), index=True)
    name: Mapped[ShortText]
    email: Mapped[ShortText]
    language: Mapped[ShortText] = mapped_column(default="sv")
    category: Mapped[Category] = mapped_column(states(Category))
    sector: Mapped[Sector] = mapped_column(states(Sector))
    deadline: Mapped[date | None]
    """The body's own last day, where an extension was granted."""
    link_number: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime | None]
    """When a person first pressed the button behind the link; a mail scanner presses none."""
    started_at: Mapped[datetime | None]
    """When the body first wrote something. What it wrote is nobody's business before it submits."""
    answered_at: Mapped[datetime | None]
    """When the body's latest response was submitted; it and the three below are that response's."""
    answered_as: Mapped[ShortText | None]
    """`answer`, `no_comments` or `abstain`: three different things in every count."""
    answered_late: Mapped[bool] = mapped_column(default=False)
    answered_preliminarily: Mapped[bool] = mapped_column(default=False)
    round: Mapped[Round] = relationship(back_populates="invitations")
    organisation: Mapped[Organisation] = relationship()
