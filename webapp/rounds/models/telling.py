"""What those who are asked are told while a round runs, and what is written to them."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import Participant
from webapp.core.database import Base, Identified, Localised, ShortText, states
from webapp.rounds.models.invitations import Invitation
from webapp.rounds.models.rounds import Round


class NoticeKind(StrEnum):
    """What is told: a correction, the answer to a question, or a later last day."""

    CORRECTION = "correction"
    ANSWER = "answer"
    DEADLINE = "deadline"


class Notice(Identified, Base):
    """One line of a round's public log of corrections, and of questions with their answers.

    Who asked is kept for staff, and never shown in public.
    """

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_round_id", "round_id", "published_at"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    kind: Mapped[NoticeKind] = mapped_column(states(NoticeKind))
    asked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Participant.id))
    invitation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Invitation.id))
    """The body that asked, if it was invited."""
    asked_text: Mapped[str] = mapped_column(default="")
    """The question as it was sent."""
    language: Mapped[ShortText] = mapped_column(default="sv")
    title: Mapped[Localised] = mapped_column(default=dict)
    """The question as it is shown, or what is corrected."""
    text: Mapped[Localised] = mapped_column(default=dict)
    """The answer, or the correction, in small CommonMark."""
    published_at: Mapped[datetime | None]
    set_aside_at: Mapped[datetime | None]
    """When staff chose not to show it; the one who asked was answered otherwise."""
    tells_all: Mapped[bool] = mapped_column(default=False)
    """Whether every invited body gets an e-mail about it."""
    told_at: Mapped[datetime | None]
    """When the last of those e-mails was written."""
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    round: Mapped[Round] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    participant: Mapped[Participant | None] = relationship()


class EmailIntro(Identified, Base):
    """What staff want said first in one round's e-mails on one occasion, in plain text."""

    __tablename__ = "email_intro"
    __table_args__ = (UniqueConstraint("round_id", "occasion"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    occasion: Mapped[ShortText]
    text: Mapped[Localised]


class RunStatus(StrEnum):
    """How far the writing of one reminder has come."""

    DUE = "due"
    RUNNING = "running"
    DONE = "done"
    STALE = "stale"
    OFF = "off"


class ReminderRun(Identified, Base):
    """The writing of one reminder for one round on one day: a job as a row with a status."""

    __tablename__ = "reminder_run"
    __table_args__ = (UniqueConstraint("round_id", "kind", "day"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    kind: Mapped[ShortText]
    day: Mapped[date]
    status: Mapped[RunStatus] = mapped_column(states(RunStatus), default=RunStatus.DUE)
    latest_id: Mapped[uuid.UUID | None]
    """The last invitation that was looked at, to go on after it."""
    written: Mapped[int] = mapped_column(default=0)
    """How many e-mails it became."""
    claimed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    round: Mapped[Round] = relationship()
