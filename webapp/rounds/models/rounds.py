"""Rounds: one period of asking each."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, Localised, states
from webapp.drafts.models import Version
from webapp.rounds import deadlines
from webapp.rounds.models.cases import Consultation

if TYPE_CHECKING:
    from webapp.rounds.models.asking import Question, RecipientGroup
    from webapp.rounds.models.invitations import Invitation


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
    first_deadline: Mapped[date | None]
    """What the last day was before it was put off for all; None where it never was."""
    cover_letter: Mapped[Localised] = mapped_column(default=dict)
    """CommonMark, by language."""
    summary: Mapped[Localised] = mapped_column(default=dict)
    """What the text says, in plain language: CommonMark, by language. Empty where there is none."""
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
    report_needs_approval: Mapped[bool] = mapped_column(default=False)
    """Whether the report is published only when an approver has approved it."""
    archived_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]
    reminders_off: Mapped[list[str]] = mapped_column(default=list)
    """The reminders that staff have turned off, by name."""
    unasked_answers: Mapped[int] = mapped_column(default=0)
    """How many who were not invited have answered."""
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    consultation: Mapped[Consultation] = relationship(back_populates="rounds")
    version: Mapped[Version] = relationship()
    questions: Mapped[list["Question"]] = relationship(
        order_by="Question.ordinal", cascade="all, delete-orphan", back_populates="round"
    )
    groups: Mapped[list["RecipientGroup"]] = relationship(
        order_by="RecipientGroup.ordinal", cascade="all, delete-orphan", back_populates="round"
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
