"""Whether a file that came with an answer has been looked through for malware."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base, Identified, Moment, ShortText, states
from webapp.core.storage import StoredFile


class Scanned(StrEnum):
    """How far it has come."""

    WAITING = "waiting"
    CLEAN = "clean"
    FOUND = "found"


class FileScan(Identified, Base):
    """That a file is looked through, by a worker. It is the file's own, wherever the file is."""

    __tablename__ = "file_scan"

    file_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(StoredFile.id, ondelete="CASCADE"), unique=True
    )
    state: Mapped[Scanned] = mapped_column(states(Scanned), default=Scanned.WAITING)
    found: Mapped[ShortText] = mapped_column(default="")
    """What the malware is called."""
    next_at: Mapped[Moment] = mapped_column(index=True)
    """When it may be tried, or tried again where the worker was lost or clamd did not answer."""
    tries: Mapped[int] = mapped_column(default=0)
    answer: Mapped[str] = mapped_column(default="")
    """Why it still waits, as clamd or the network said it last."""
    settled_at: Mapped[datetime | None]
