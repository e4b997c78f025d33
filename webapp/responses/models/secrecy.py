"""Whether a response can be published: what staff found when they checked it for secrecy."""

import uuid
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, ShortText, states

if TYPE_CHECKING:
    from webapp.responses.models.submitted import Response


class Secrecy(StrEnum):
    """What a response may be to the public. One that nobody has checked has none of these."""

    OPEN = "open"
    MASKED = "masked"
    WITHHELD = "withheld"


HIDING = frozenset({Secrecy.MASKED, Secrecy.WITHHELD})
"""The outcomes by which something is not shown, and which need a reason."""


class SecrecyCheck(Identified, Base):
    """One check of a response. The latest counts; the database keeps all as they are."""

    __tablename__ = "secrecy_check"

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("response.id"), index=True)
    state: Mapped[Secrecy] = mapped_column(states(Secrecy))
    words: Mapped[list[str]] = mapped_column(default=list)
    """The passages that are masked wherever they stand in the response."""
    parts: Mapped[list[str]] = mapped_column(default=list)
    """What is masked from end to end: statement, comment-3, answer-(the question's id)."""
    files: Mapped[list[str]] = mapped_column(default=list)
    """The ordinals of the attached files that are withheld."""
    law: Mapped[ShortText] = mapped_column(default="")
    """The paragraph that it rests on: OSL 21 kap. 3 §."""
    reason: Mapped[str] = mapped_column(default="")
    checked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    response: Mapped["Response"] = relationship(back_populates="checks")
    checker: Mapped[User] = relationship()
