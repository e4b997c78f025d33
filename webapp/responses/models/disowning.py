"""Answers that the owner of the sender's address says are not theirs."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, Moment, states

if TYPE_CHECKING:
    from webapp.responses.models.submitted import Response


class Whose(StrEnum):
    """What became of an answer that its sender's address disowned."""

    STANDS = "stands"
    NOT_THEIRS = "not_theirs"
    TAKEN_BACK = "taken_back"


class Disowning(Identified, Base):
    """That whoever owns the address says: this answer is not mine. The answer itself stays."""

    __tablename__ = "disowning"

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("response.id"), unique=True)
    told_at: Mapped[Moment]
    outcome: Mapped[Whose | None] = mapped_column(states(Whose))
    """What staff found, or that the owner took it back; None while staff are to look at it."""
    reason: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    response: Mapped["Response"] = relationship(back_populates="disowning")
    settler: Mapped[User | None] = relationship()

    @property
    def holds(self) -> bool:
        """Whether the answer is to be shown to the public without its sender's name."""
        return self.outcome in (None, Whose.NOT_THEIRS)
