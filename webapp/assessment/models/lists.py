"""What people keep of the list of points: filters under a name, and changes that can be undone."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, ShortText, states
from webapp.rounds.models import Round


class SavedFilter(Identified, Base):
    """What the list of a round's points was narrowed to, under a name."""

    __tablename__ = "saved_filter"
    __table_args__ = (Index("uq_saved_filter_name", "round_id", "user_id", "name", unique=True),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    name: Mapped[ShortText]
    asked: Mapped[dict[str, str]]
    """What the address says."""
    shared: Mapped[bool] = mapped_column(default=False)
    """Whether colleagues see it."""
    user: Mapped[User] = relationship()


class ManyKind(StrEnum):
    """What was done with many points at once."""

    ASSIGNED = "assigned"
    DECIDED = "decided"
    THEMED = "themed"
    UNTHEMED = "unthemed"
    LINKED = "linked"
    UNLINKED = "unlinked"
    CARRIED = "carried"
    APPROVED = "approved"


class ManyChange(Identified, Base):
    """What one press changed in many points, so that it can be undone.

    `before`: for each point what it was, and how to tell that nobody has changed it since.
    """

    __tablename__ = "many_change"
    __table_args__ = (Index("ix_many_change_latest", "round_id", "made_by", "id"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    kind: Mapped[ManyKind] = mapped_column(states(ManyKind, checked=False))
    before: Mapped[list[dict[str, Any]]]
    undone_at: Mapped[datetime | None]
    round: Mapped[Round] = relationship()
