"""One row per e-mail: on what occasion, to which address, and what became of it."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base, Identified, Moment, ShortText, states


class Occasion(StrEnum):
    """What an e-mail is about. Each has templates at `<feature>/emails/<name>`."""

    INVITATION = "rounds/emails/invitation"
    UNDELIVERED = "rounds/emails/undelivered"
    SIGN_IN = "accounts/emails/sign_in"
    RECEIPT = "responses/emails/receipt"
    NEW_RESPONSE = "responses/emails/new_response"
    APPROVAL_ASKED = "drafts/emails/approval_asked"
    APPROVAL_DECIDED = "drafts/emails/approval_decided"
    NOTE_ASSIGNED = "drafts/emails/note_assigned"
    REPORT_PUBLISHED = "reports/emails/published"


class EmailStatus(StrEnum):
    """How far an e-mail has come. `FAILED` is where staff see it."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Email(Identified, Base):
    """An e-mail. It is rendered when it is sent, so no link that carries rights is at rest.

    `occasion`, `about` (the row that it is about) and `address` are unique together: the
    same thing is never said twice to the same person.
    """

    __tablename__ = "email"
    __table_args__ = (
        UniqueConstraint("occasion", "about", "address"),
        Index("ix_email_due", "next_attempt_at", postgresql_where="status IN ('queued','sending')"),
        Index("ix_email_about", "about"),
    )

    occasion: Mapped[Occasion] = mapped_column(states(Occasion))
    about: Mapped[uuid.UUID]
    address: Mapped[ShortText]
    language: Mapped[ShortText] = mapped_column(default="sv")
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    thread: Mapped[uuid.UUID | None]
    status: Mapped[EmailStatus] = mapped_column(states(EmailStatus), default=EmailStatus.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[Moment]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    """What the mail server said last."""
