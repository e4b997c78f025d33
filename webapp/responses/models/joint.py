"""Bodies that are asked to make one answer theirs too, and those that have left one since."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import Participant
from webapp.core.database import Base, Identified, Moment, ShortText, states
from webapp.responses.models.own import OwnSpace
from webapp.rounds.models import Invitation

if TYPE_CHECKING:
    from webapp.responses.models.submitted import Response


class Said(StrEnum):
    """What a body says when it is asked to answer jointly."""

    YES = "yes"
    NO = "no"


class JointBody(Identified, Base):
    """A body that another asks to answer jointly. Never shown to staff.

    The link in its e-mail is signed from the row's id and `link_number`.
    """

    __tablename__ = "space_joint_body"
    __table_args__ = (UniqueConstraint("space_id", "invitation_id"),)

    space_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(OwnSpace.id, ondelete="CASCADE"))
    """Where the joint answer is written: the space of the body that asks."""
    invitation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Invitation.id), index=True)
    asked_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Participant.id))
    asked_at: Mapped[Moment]
    link_number: Mapped[int] = mapped_column(default=1)
    said: Mapped[Said | None] = mapped_column(states(Said))
    """None while it has not answered."""
    said_at: Mapped[datetime | None]
    said_by: Mapped[ShortText] = mapped_column(default="")
    """Who said it for the body, as that person wrote."""
    reason: Mapped[str] = mapped_column(default="")
    withdrawn_at: Mapped[datetime | None]
    """When the question was taken back."""
    space: Mapped[OwnSpace] = relationship()
    invitation: Mapped[Invitation] = relationship()
    asked_by: Mapped[Participant] = relationship()

    @property
    def link(self) -> str:
        """What the link is signed from."""
        return f"{self.id}:{self.link_number}"


class Leaving(Identified, Base):
    """That a body no longer stands behind a joint answer. Its response stays, and counts no more.

    The database refuses to change or delete it, as it does the response.
    """

    __tablename__ = "leaving"

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("response.id"), unique=True)
    left_at: Mapped[Moment]
    left_by: Mapped[ShortText] = mapped_column(default="")
    """Who said it for the body, as that person wrote."""
    reason: Mapped[str] = mapped_column(default="")
    response: Mapped["Response"] = relationship(back_populates="leaving")
