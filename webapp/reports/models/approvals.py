"""Approval of an edition before it is published: by name, time and exactly one content."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, ShortText, states
from webapp.drafts.models import ApprovalOutcome
from webapp.reports.models.editions import Edition


class EditionApproval(Identified, Base):
    """An edition put before an approver, and what became of it. The answer is for its files alone.

    Once it is decided or taken back, the database refuses to change it.
    """

    __tablename__ = "edition_approval"

    edition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Edition.id), index=True)
    content_sha256: Mapped[ShortText]
    """Of the edition's files when it was put before the approver (`Edition.mark`)."""
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
    taken_back_at: Mapped[datetime | None]
    asker: Mapped[User] = relationship(foreign_keys=[asked_by])
    approver: Mapped[User] = relationship(foreign_keys=[approver_id])

    @property
    def is_open(self) -> bool:
        """Whether the approver has not answered yet, and is still asked."""
        return self.outcome is None and self.taken_back_at is None

    @property
    def is_approved(self) -> bool:
        """Whether the approver said yes."""
        return self.outcome is ApprovalOutcome.APPROVED
