"""Review inside the authority before a version is frozen: notes and preview links."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, Moment, ShortText, states
from webapp.drafts.models.documents import Document


class NoteOrigin(StrEnum):
    """Where an internal note was written."""

    HERE = "here"
    WORD = "word"


class InternalNote(Identified, Base):
    """A colleague's note on a section or a block of the draft, or a reply to one.

    Never shown outside the authority's staff.
    """

    __tablename__ = "internal_note"
    __table_args__ = (Index("ix_internal_note_place", "document_id", "section_key"),)

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Document.id))
    section_key: Mapped[uuid.UUID]
    block_key: Mapped[uuid.UUID | None]
    quote: Mapped[str] = mapped_column(default="")
    """The words that the note is about, as they were."""
    text: Mapped[str]
    origin: Mapped[NoteOrigin] = mapped_column(states(NoteOrigin), default=NoteOrigin.HERE)
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    author_name: Mapped[ShortText]
    """As it was then; of a comment in a Word file, as the file says."""
    reply_to: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("internal_note.id"), index=True)
    assigned_to: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id), index=True)
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    source_mark: Mapped[ShortText] = mapped_column(default="")
    """A digest of a Word comment's author, words and place, so that it is taken in once."""


class PreviewLink(Identified, Base):
    """A link by which someone outside may read the draft for a time. It is signed over its id."""

    __tablename__ = "preview_link"

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Document.id), index=True)
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    recipient: Mapped[ShortText]
    """For whom it was made, in words."""
    expires_at: Mapped[Moment]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    last_opened_at: Mapped[datetime | None]
