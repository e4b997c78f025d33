"""What a point changed in the text that is being written."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.assessment.models.points import Point
from webapp.core.database import Base, Identified, Localised, ShortText, states
from webapp.drafts.models import Version


class Way(StrEnum):
    """How a point came to change the text."""

    ACCEPTED = "accepted"
    """The proposed wording was taken as it is."""
    EDITED = "edited"
    """Somebody wrote it on the point's page, from the proposal or from nothing."""
    LINKED = "linked"
    """It was written in the document, and the point said to be why."""


class PointChange(Identified, Base):
    """The difference that a point made to one block. `before` and `after` are what it said.

    The version is the one that was being written, which keeps its id when it is frozen.
    """

    __tablename__ = "point_change"
    __table_args__ = (Index("ix_point_change_block", "version_id", "block_key"),)

    point_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Point.id, ondelete="CASCADE"), index=True
    )
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Version.id))
    section_key: Mapped[uuid.UUID]
    block_key: Mapped[uuid.UUID]
    after_key: Mapped[uuid.UUID | None]
    """The block that it stood behind; None where it was first."""
    language: Mapped[ShortText]
    before: Mapped[Localised]
    after: Mapped[Localised]
    way: Mapped[Way] = mapped_column(states(Way))
    decided_revision: Mapped[int | None]
    """The point's revision where accepting decided on it too, which undoing then takes back."""
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    point: Mapped[Point] = relationship()
    version: Mapped[Version] = relationship()
    maker: Mapped[User] = relationship(foreign_keys=[made_by])
