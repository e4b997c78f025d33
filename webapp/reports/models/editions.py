"""Editions of a round's consolidated report, and the files of each."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.background import Job, JobStatus
from webapp.core.database import Base, ShortText, states
from webapp.core.storage import StoredFile
from webapp.reports import sealing
from webapp.reports.audience import Audience
from webapp.reports.models.templates import ReportTemplate
from webapp.rounds.models import Round


class Fault(StrEnum):
    """Why an edition, a format of it, or a package could not be made."""

    FILE = "file"
    """A file that belongs in it is gone from the storage, or not as it was when it was kept."""
    ROOM = "room"
    """There is no room left on the disk."""
    SIZE = "size"
    """It takes longer, or more memory, than there is."""
    TEMPLATE = "template"
    """The authority's own Word template cannot be used."""
    HIDDEN = "hidden"
    """Something was masked or withheld while it was made."""
    OTHER = "other"


class Format(StrEnum):
    """What a report is written as."""

    DOCX = "docx"
    COMMENTED = "commented"
    """The text that was sent out as Word, with every point in its margin."""
    CHAPTERS = "chapters"
    """The same, a Word file for each chapter, where there are too many comments for one."""
    PDF = "pdf"
    XLSX = "xlsx"
    HTML = "html"
    CSV = "csv"
    JSON = "json"
    FRAGMENT = "fragment"
    """The report as a part of a page of ours: what the public page shows."""
    FIGURES = "figures"
    """What the page of statistics reads of the whole: small, however long the report is."""


class Edition(Job, Base):
    """One compiling of the report. `step` and `chapter` say what its worker is at."""

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        CheckConstraint("published_at IS NULL OR audience = 'public'", name="published_to_all"),
    )

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    number: Mapped[int]
    language: Mapped[ShortText] = mapped_column(default="sv")
    audience: Mapped[Audience] = mapped_column(states(Audience), default=Audience.PUBLIC)
    """Whom it is for, which decides what its files hold. It never changes."""
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    step: Mapped[ShortText] = mapped_column(default="")
    """The format that is being written; empty while the answers are read."""
    chapter: Mapped[str] = mapped_column(default="")
    """The heading of the chapter that is being written, in the edition's language."""
    faults: Mapped[dict[str, str]] = mapped_column(default=dict)
    """Why it lacks formats, by the format; under no name where all of it failed."""
    began_at: Mapped[datetime | None]
    """When what it says was read, which is the moment that it bears."""
    cancelled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    expires_at: Mapped[datetime | None]
    """When its files are erased, unless there is reason to keep them."""
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    """Why it was withdrawn, in words for everyone."""
    data_version: Mapped[int | None]
    """The version of what its data hold (`schemas`); None before that was described."""
    parts: Mapped[list[str]] = mapped_column(default=list)
    """What it is put together of, in order; every part where none is said."""
    texts: Mapped[dict[str, str]] = mapped_column(default=dict)
    """The authority's own texts as they were when it was asked for, by place."""
    template_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(ReportTemplate.id))
    """The authority's own Word template, where the Word file is made of one."""
    template: Mapped[ReportTemplate | None] = relationship()
    round: Mapped[Round] = relationship()
    maker: Mapped[User] = relationship(foreign_keys=[made_by])
    canceller: Mapped[User | None] = relationship(foreign_keys=[cancelled_by])
    files: Mapped[list["EditionFile"]] = relationship(
        cascade="all, delete-orphan", back_populates="edition"
    )

    @property
    def can_be_tried_again(self) -> bool:
        """Say whether it was stopped before it was whole."""
        return self.status in {JobStatus.FAILED, JobStatus.CANCELLED}

    @property
    def is_sent_out(self) -> bool:
        """Say whether its senders are told of it once it is published, or have been."""
        is_whole = self.status is JobStatus.DONE and self.withdrawn_at is None
        return is_whole and self.audience is Audience.PUBLIC

    def says_as(self, other: "Edition") -> bool:
        """Whether the two are of the same audience, language, parts, texts and template."""
        mine, others = (
            (each.audience, each.language, each.parts, each.texts, each.template_id)
            for each in (self, other)
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
