"""Editions of a round's consolidated report, and the files of each."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, ShortText, states
from webapp.core.storage import StoredFile
from webapp.reports import sealing
from webapp.reports.models.templates import ReportTemplate
from webapp.rounds.models import Round


class EditionStatus(StrEnum):
    """How far an edition has come. `FAILED` is where staff see it."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Format(StrEnum):
    """What a report is written as."""

    DOCX = "docx"
    COMMENTED = "commented"
    """The text that was sent out as Word, with every point in its margin."""
    PDF = "pdf"
    XLSX = "xlsx"
    HTML = "html"
    CSV = "csv"
    JSON = "json"
    FRAGMENT = "fragment"
    """The report as a part of a page of ours: what the public page shows."""


class Edition(Identified, Base):
    """One compiling of the report. `percent` and `step` are what the progress bar shows."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    number: Mapped[int]
    language: Mapped[ShortText] = mapped_column(default="sv")
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    status: Mapped[EditionStatus] = mapped_column(
        states(EditionStatus), default=EditionStatus.QUEUED
    )
    percent: Mapped[int] = mapped_column(default=0)
    step: Mapped[ShortText] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    """Why it was withdrawn, in words for everyone."""
    parts: Mapped[list[str]] = mapped_column(default=list)
    """What it is put together of, in order; every part where none is said."""
    texts: Mapped[dict[str, str]] = mapped_column(default=dict)
    """The authority's own texts as they were when it was asked for, by place."""
    template_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(ReportTemplate.id))
    """The authority's own Word template, where the Word file is made of one."""
    template: Mapped[ReportTemplate | None] = relationship()
    round: Mapped[Round] = relationship()
    files: Mapped[list["EditionFile"]] = relationship(
        cascade="all, delete-orphan", back_populates="edition"
    )

    def says_as(self, other: "Edition") -> bool:
        """Whether the two are of the same language, parts, texts and template."""
        mine, others = (
            (each.language, each.parts, each.texts, each.template_id) for each in (self, other)
        )
        return mine == others

    @property
    def mark(self) -> str:
        """SHA-256 of exactly these files, which is what an approver approves."""
        return sealing.mark((each.format.value, each.file.sha256) for each in self.files)


class EditionFile(Base):
    """One edition in one format."""

    __tablename__ = "edition_file"

    edition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Edition.id), primary_key=True)
    format: Mapped[Format] = mapped_column(states(Format), primary_key=True)
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(StoredFile.id))
    edition: Mapped[Edition] = relationship(back_populates="files")
    file: Mapped[StoredFile] = relationship()
