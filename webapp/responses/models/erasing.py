"""The erasing of what was never submitted: one row a space and a plan, which holds none of it."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.database import Base, Identified, states
from webapp.rounds.models import Round


class ErasureStatus(StrEnum):
    """What became of a plan to erase a space."""

    WAITING = "waiting"
    ERASED = "erased"
    KEPT = "kept"
    """It was submitted, written in, or its round asks again: the plan came to nothing."""


class Erasure(Identified, Base):
    """A plan to erase an own space on a day. Staff may count these rows; no words are in them."""

    __tablename__ = "erasure"
    __table_args__ = (
        Index("uq_erasure_waiting", "space_id", unique=True, postgresql_where="status = 'waiting'"),
        Index("ix_erasure_due", "erase_on", postgresql_where="status = 'waiting'"),
    )

    space_id: Mapped[uuid.UUID] = mapped_column(index=True)
    """The space, which is gone when this is done."""
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id), index=True)
    erase_on: Mapped[date]
    status: Mapped[ErasureStatus] = mapped_column(
        states(ErasureStatus), default=ErasureStatus.WAITING
    )
    told: Mapped[int] = mapped_column(default=0)
    """How many people were told; none where there was nothing in the space to tell of."""
    settled_at: Mapped[datetime | None]
    round: Mapped[Round] = relationship()
