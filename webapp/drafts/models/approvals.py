"""Approval by name, time and exactly one content: of a text, or of whatever else says so."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, ShortText, states
from webapp.drafts.models.documents import Document, Version


class ApprovalOutcome(StrEnum):
    """What an approver said."""

    APPROVED = "approved"
    RETURNED = "returned"


class ApprovalRequest(Identified):
    """Something put before an approver, and what became of it. The answer is for that alone.

    Once it is decided or withdrawn, the database refuses to change it.
    """

    content_sha256: Mapped[ShortText]
    """Of what was put before the approver, as it was then."""
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    approver_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    message: Mapped[str] = mapped_column(default="")
    outcome: Mapped[ApprovalOutcome | None] = mapped_column(states(ApprovalOutcome))
    decided_at: Mapped[datetime | None]
    decided_name: Mapped[ShortText] = mapped_column(default="")
    """The approver's name and title as they were then."""
    delegation: Mapped[ShortText] = mapped_column(default="")
    """By what right: the item in the delegation order, or the board's decision."""
    reason: Mapped[str] = mapped_column(default="")
    withdrawn_at: Mapped[datetime | None]

    @declared_attr
    @classmethod
    def asker(cls) -> Mapped[User]:
        """Who asked."""
        return relationship(User, foreign_keys=f"{cls.__name__}.asked_by")

    @declared_attr
    @classmethod
    def approver(cls) -> Mapped[User]:
        """Who was asked."""
        return relationship(User, foreign_keys=f"{cls.__name__}.approver_id")

    @property
    def is_open(self) -> bool:
        """Whether the approver has not answered yet, and is still asked."""
        return self.outcome is None and self.withdrawn_at is None

    @property
    def is_approved(self) -> bool:
        """Whether the approver said yes."""
        return self.outcome is ApprovalOutcome.APPROVED


class Approval(ApprovalRequest, Base):
    """A text put before an approver."""

    __tablename__ = "approval"

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Document.id), index=True)
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Version.id))
