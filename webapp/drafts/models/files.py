"""Files on their way in and out: each is a row with a status, and a worker does the work."""

import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.background import Job
from webapp.core.database import Base, Identified, ShortText, states
from webapp.core.storage import StoredFile
from webapp.drafts.models.documents import Document, Version


class TrackedChanges(StrEnum):
    """What is done with changes that are tracked in a Word file."""

    ACCEPT = "accept"
    REJECT = "reject"
    SHOW = "show"


class WordImport(Job, Base):
    """A Word file on its way into a document. `percent` is what the progress bar shows."""

    __tablename__ = "word_import"

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Document.id), index=True)
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(StoredFile.id))
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    language: Mapped[ShortText] = mapped_column(default="sv")
    tracked_changes: Mapped[TrackedChanges] = mapped_column(
        states(TrackedChanges), default=TrackedChanges.ACCEPT
    )
    refusal: Mapped[ShortText] = mapped_column(default="")
    """Why the file was refused: a code that the page turns into a sentence."""
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Counts of what was kept, simplified and dropped."""
    file: Mapped[StoredFile] = relationship()
    document: Mapped[Document] = relationship()


class Picture(Identified, Base):
    """A picture that was put into a document by hand. Its key is what a figure's text refers to."""

    __tablename__ = "picture"
    __table_args__ = (UniqueConstraint("document_id", "key"),)

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Document.id))
    key: Mapped[ShortText]
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(StoredFile.id), index=True)
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))


class FileForm(StrEnum):
    """What a version can be had as."""

    DOCX = "docx"
    PDF = "pdf"
    CHANGES_DOCX = "changes_docx"


class VersionFile(Job, Base):
    """A file that a worker makes of a version: Word, PDF, or Word with the changes tracked."""

    __tablename__ = "version_file"

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Document.id), index=True)
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Version.id))
    former_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Version.id))
    """The version that it is compared with, in a file of changes."""
    form: Mapped[FileForm] = mapped_column(states(FileForm))
    language: Mapped[ShortText]
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(StoredFile.id))
    version: Mapped[Version] = relationship(foreign_keys=[version_id])
    former: Mapped[Version | None] = relationship(foreign_keys=[former_id])
    file: Mapped[StoredFile | None] = relationship()

    @property
    def is_passing(self) -> bool:
        """Say whether it shows a text as it was while that was being written."""
        frozen_at = self.version.frozen_at
        return frozen_at is None or self.created_at < frozen_at
