"""The trail: who did what to which thing, when. The database refuses to change a row of it."""

import uuid
from typing import Any

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core import clock
from webapp.core.database import Base, Moment, ShortText


class Entry(Base):
    """One line of the trail. `actor` is None where the clock did it."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "subject", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[Moment] = mapped_column(default=clock.now)
    actor: Mapped[uuid.UUID | None]
    actor_name: Mapped[ShortText] = mapped_column(default="")
    action: Mapped[ShortText]
    subject: Mapped[uuid.UUID]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
