"""Files on their way in and out: each is a row with a status, and a worker does the work."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, ShortText, states
from webapp.core.storage import StoredFile
from webapp.drafts.models.documents import Document, Version


class ImportStatus(StrEnum):
    """How far the reading of a file has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class TrackedChanges(StrEnum):
    """What is done with changes that are tracked in a Word file."""

    ACCEPT = "accept"
    REJECT = "reject"
    SHOW = "show"


class WordImport(Identified, Base):
    """A Word file on its way into a document. `percent` is what the progress bar shows."""

    __tablename__ = "word_import"

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Document.id), index=True)
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(StoredFile.id))
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    language: Mapped[ShortText] = mapped_column(default="sv")
    tracked_changes: Mapped[TrackedChanges] = mapped_column(
        states(TrackedChanges), default=TrackedChanges.ACCEPT
    )
    status: Mapped[ImportStatus] = mapped_column(states(ImportStatus), default=ImportStatus.QUEUED)
    percent: Mapped[int] = mapped_column(default=0)
    refusal: Mapped[ShortText] = mapped_column(default="")
    """Why the file was refused: a code that the page turns into a sentence."""
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Counts of what was kept, simplified and dropped."""
    attempts: Mapped[int] = mapped_column(default=0)
    """How many workers have begun on it. A file that each of them dies of is given up."""
    claimed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    file: Mapped[StoredFile] = relationship()
    document: Mapped[Document] = relationship()

    @property
    def is_over(self) -> bool:
        """Say whether nothing more will happen to it."""
        return self.status not in {ImportStatus.QUEUED, ImportStatus.RUNNING}

    def claim(self, moment: datetime) -> None:
        """A worker begins."""
        self.status, self.claimed_at, self.percent = ImportStatus.RUNNING, moment, 0
        self.attempts += 1

    def end(self, status: ImportStatus, moment: datetime, *, report: dict[str, Any]) -> None:
        """It is over, with what the writer is told about it."""
        self.status, self.finished_at, self.report = status, moment, report
        self.percent = 100


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


class FileStatus(StrEnum):
    """How far the making of a file has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class VersionFile(Identified, Base):
    """A file that a worker makes of a version: Word, PDF, or Word with the changes tracked."""

    __tablename__ = "version_file"

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Document.id), index=True)
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Version.id))
    former_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Version.id))
    """The version that it is compared with, in a file of changes."""
    form: Mapped[FileForm] = mapped_column(states(FileForm))
    language: Mapped[ShortText]
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    status: Mapped[FileStatus] = mapped_column(states(FileStatus), default=FileStatus.QUEUED)
    percent: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(StoredFile.id))
    claimed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    version: Mapped[Version] = relationship(foreign_keys=[version_id])
    former: Mapped[Version | None] = relationship(foreign_keys=[former_id])
    file: Mapped[StoredFile | None] = relationship()

    @property
    def is_over(self) -> bool:
        """Say whether nothing more will happen to it."""
        return self.status not in {FileStatus.QUEUED, FileStatus.RUNNING}
