"""Documents, their versions, and in each version a tree of sections that hold blocks.

A section and a block keep their `key` across versions and languages. A frozen version and all
that is in it cannot be changed: the database refuses (migration 0002).
"""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, Localised, ShortText, states, uuid7
from webapp.drafts.blocks import BlockKind
from webapp.drafts.written import Written


class Document(Identified, Base):
    """A strategy or other text that is asked about."""

    __tablename__ = "document"

    title: Mapped[Localised]
    languages: Mapped[list[str]] = mapped_column(default=lambda: ["sv", "en"])
    source_language: Mapped[ShortText] = mapped_column(default="sv")
    """The language that the text is written in first; the others are translated from it."""
    needs_approval: Mapped[bool] = mapped_column(default=False)
    """Whether a version is frozen only after an approver has approved the text as it stands."""
    versions: Mapped[list["Version"]] = relationship(
        order_by="Version.number", back_populates="document"
    )


class Version(Identified, Base):
    """A state of a document. The one without `frozen_at` is being written; others never change."""

    __tablename__ = "version"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        Index(
            "uq_version_working", "document_id", unique=True, postgresql_where="frozen_at IS NULL"
        ),
    )

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Document.id))
    number: Mapped[int] = mapped_column(default=1)
    name: Mapped[ShortText] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    frozen_at: Mapped[datetime | None]
    frozen_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    document: Mapped[Document] = relationship(back_populates="versions")

    @property
    def is_frozen(self) -> bool:
        """A frozen version can be shown in a round and cannot be changed."""
        return self.frozen_at is not None


class SectionKind(StrEnum):
    """What a section is, so that reader and report can speak of a goal or a strength area."""

    PLAIN = "plain"
    VISION = "vision"
    GOAL = "goal"
    MEASURE = "measure"
    STRENGTH_AREA = "strength_area"
    INDICATOR = "indicator"


class Section(Written, Identified, Base):
    """A numbered heading in a version. `position` orders it among those with the same parent."""

    __tablename__ = "section"
    __table_args__ = (
        UniqueConstraint("version_id", "key"),
        Index("ix_section_order", "version_id", "ordinal"),
    )

    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Version.id))
    key: Mapped[uuid.UUID] = mapped_column(default=uuid7)
    parent_key: Mapped[uuid.UUID | None]
    level: Mapped[int] = mapped_column(default=1)
    ordinal: Mapped[int] = mapped_column(default=0)
    """The place in reading order within the version, from 0."""
    number: Mapped[ShortText] = mapped_column(default="")
    """The number that readers see: 3.2. Set from level and ordinal whenever the tree changes."""
    kind: Mapped[SectionKind] = mapped_column(states(SectionKind), default=SectionKind.PLAIN)
    title: Mapped[Localised]
    revision: Mapped[int] = mapped_column(default=1)
    """Rises with each save, so that two writers never overwrite each other unseen."""
    lock_reason: Mapped[Localised] = mapped_column(default=dict)
    """Why the section cannot be commented on, as readers see it; empty where it can."""
    blocks: Mapped[list["Block"]] = relationship(
        order_by="Block.ordinal", cascade="all, delete-orphan", back_populates="section"
    )
    version: Mapped[Version] = relationship()

    @property
    def source_language(self) -> str:
        """The language that the document's others are translated from."""
        return self.version.document.source_language


class Block(Identified, Base):
    """A paragraph, list, table, quote or figure. `text` is CommonMark, `html` made from it."""

    __tablename__ = "block"
    __table_args__ = (
        UniqueConstraint("section_id", "key"),
        Index("ix_block_order", "section_id", "ordinal"),
    )

    section_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Section.id, ondelete="CASCADE"))
    key: Mapped[uuid.UUID] = mapped_column(default=uuid7)
    ordinal: Mapped[int] = mapped_column(default=0)
    kind: Mapped[BlockKind] = mapped_column(states(BlockKind), default=BlockKind.PARAGRAPH)
    text: Mapped[Localised] = mapped_column(default=dict)
    html: Mapped[Localised] = mapped_column(default=dict)
    images: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """A figure's picture in each language: {"sv": the id of a stored file}."""
    based_on: Mapped[dict[str, str]] = mapped_column(default=dict)
    """For each translation the SHA-256 of the source text that it renders: {"en": "9f86…"}."""
    section: Mapped[Section] = relationship(back_populates="blocks")
