"""Files that are to go with an answer, being prepared in its own space. Never shown to staff."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.database import Base, Identified, ShortText, states, uuid7
from webapp.core.storage import StoredFile
from webapp.responses.models.own import OwnSpace


class Legibility(StrEnum):
    """Whether a program, such as a reader for the blind, finds the words of a file."""

    UNASKED = "unasked"
    """It is of a kind that is not looked into."""
    WAITING = "waiting"
    LOOKING = "looking"
    TEXT = "text"
    PICTURES = "pictures"
    """Most of its pages are pictures without text, as out of a scanner."""
    UNREADABLE = "unreadable"


class OwnAttachment(Identified, Base):
    """A file that will go with the answer."""

    __tablename__ = "own_attachment"

    space_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(OwnSpace.id, ondelete="CASCADE"), index=True
    )
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(StoredFile.id))
    note: Mapped[ShortText] = mapped_column(default="")
    """What it is, in the words of whoever attached it."""
    is_minutes: Mapped[bool] = mapped_column(default=False)
    """Whether it is the minutes of the decision behind the answer."""
    supports: Mapped[list[str]] = mapped_column(default=list)
    """The marks (`webapp.responses.supporting`) of what in the answer it supports.

    One whose comment is deleted stands for nothing, until the comment is brought back.
    """
    form_key: Mapped[uuid.UUID] = mapped_column(default=uuid7, unique=True)
    """From the form that made it: a double click attaches the file once."""
    legibility: Mapped[Legibility] = mapped_column(states(Legibility), default=Legibility.UNASKED)
    claimed_at: Mapped[datetime | None]
    """Since when a worker looks into it."""
    space: Mapped[OwnSpace] = relationship(back_populates="attachments")
    file: Mapped[StoredFile] = relationship(lazy="joined")
