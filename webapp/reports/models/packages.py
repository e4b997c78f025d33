"""Packages: a round's report, text and answers in one file, and what each is put together of."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.background import Job
from webapp.core.database import Base, ShortText, states
from webapp.core.storage import StoredFile
from webapp.reports.models.editions import Edition, Fault
from webapp.rounds.models import Round


class PackageKind(StrEnum):
    """Whom a package is for."""

    DECISION = "decision"
    """Those who decide: the report and all that it rests on."""
    ARCHIVE = "archive"
    """The archive: all of it as it came, described as E-ARK CSIP asks for."""


class Chapter(StrEnum):
    """A part of the work on a package. Each is kept when it is done, and not done again."""

    REPORT = "report"
    POINTS = "points"
    TEXT = "text"
    ANSWERS = "answers"
    SEAL = "seal"
    """All of it is put into one file."""


class KeptBack(StrEnum):
    """Why a package that is made cannot be had. It follows from the answers; no row holds it."""

    HIDDEN = "hidden"
    """Something in it has been masked or withheld since."""
    DISOWNED = "disowned"
    """A sender has said since that an answer in it is not theirs."""


CHAPTERS: Mapping[PackageKind, tuple[Chapter, ...]] = {
    PackageKind.DECISION: (
        Chapter.REPORT,
        Chapter.POINTS,
        Chapter.TEXT,
        Chapter.ANSWERS,
        Chapter.SEAL,
    ),
    PackageKind.ARCHIVE: (Chapter.REPORT, Chapter.TEXT, Chapter.ANSWERS, Chapter.SEAL),
}
"""What is done for each kind, in order."""


class Package(Job, Base):
    """One package. `chapter` and `percent` are what its page shows while it is made."""

    __tablename__ = "package"
    __table_args__ = (Index("ix_package_round", "round_id", "id"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    edition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Edition.id))
    kind: Mapped[PackageKind] = mapped_column(states(PackageKind))
    internal: Mapped[bool]
    """Whether the answers are in it as they came, for those alone who may read them so."""
    language: Mapped[ShortText]
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    chapter: Mapped[Chapter] = mapped_column(states(Chapter))
    cancelled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    expires_at: Mapped[datetime | None]
    fault: Mapped[Fault | None] = mapped_column(states(Fault))
    at_fault: Mapped[str] = mapped_column(default="")
    """The file that is at fault, where one is."""
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(StoredFile.id))
    round: Mapped[Round] = relationship()
    edition: Mapped[Edition] = relationship()
    maker: Mapped[User] = relationship(foreign_keys=[made_by])
    canceller: Mapped[User | None] = relationship(foreign_keys=[cancelled_by])
    file: Mapped[StoredFile | None] = relationship()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """What is done for it, in order."""
        return CHAPTERS[self.kind]


class PackageEntry(Base):
    """One file that goes into a package: where in it, and which."""

    __tablename__ = "package_entry"
    __table_args__ = (UniqueConstraint("package_id", "path"),)

    package_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Package.id), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    chapter: Mapped[Chapter] = mapped_column(states(Chapter))
    path: Mapped[str]
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(StoredFile.id))
    own: Mapped[bool]
    """Whether the file was made for the package, and goes when that goes."""
    response_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("response.id"))
    file: Mapped[StoredFile] = relationship()
