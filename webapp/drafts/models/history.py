"""What a section was: each saving of it, what was taken out of the tree, and who writes now."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, Localised, Moment, ShortText, states
from webapp.drafts.models.documents import Document, SectionKind, Version


class RevisionCause(StrEnum):
    """Why a section was saved."""

    WRITTEN = "written"
    IMPORTED = "imported"
    RESTORED = "restored"
    SPLIT = "split"
    JOINED = "joined"
    COPIED = "copied"
    ANSWERED = "answered"
    """A point that came in led to the change."""


class SectionRevision(Identified, Base):
    """What a section said when it was saved for the `number`th time, in every language.

    The section's key and not its row: a revision outlives a section that is deleted. A writer's
    form names the revision that it began from, which is the base of a three-way merge.
    """

    __tablename__ = "section_revision"
    __table_args__ = (
        UniqueConstraint("version_id", "section_key", "number"),
        Index("ix_section_revision_section", "document_id", "section_key", "created_at"),
    )

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Document.id))
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Version.id))
    section_key: Mapped[uuid.UUID]
    number: Mapped[int]
    """The section's `revision` at that moment."""
    title: Mapped[Localised]
    kind: Mapped[SectionKind] = mapped_column(states(SectionKind))
    blocks: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """In order: {"key": …, "kind": …, "text": {"sv": …}}."""
    cause: Mapped[RevisionCause] = mapped_column(
        states(RevisionCause), default=RevisionCause.WRITTEN
    )
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))


class RemovedBranch(Identified, Base):
    """Sections that were deleted together, kept whole so that the deletion can be undone."""

    __tablename__ = "removed_branch"

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Document.id), index=True)
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Version.id))
    after_key: Mapped[uuid.UUID | None]
    """The section that stood before them; None where they stood first."""
    sections: Mapped[list[dict[str, Any]]]
    """The sections in reading order with their blocks, every column of each as JSON."""
    removed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    restored_at: Mapped[datetime | None]


class Presence(Base):
    """Someone has a section open for writing, and was last heard of at `seen_at`."""

    __tablename__ = "presence"

    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Version.id), primary_key=True)
    section_key: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id), primary_key=True)
    seen_at: Mapped[Moment]
    is_writing: Mapped[bool] = mapped_column(default=False)
    """Whether the person has changed something since opening it, and not only looked."""
    language: Mapped[ShortText] = mapped_column(default="")
