"""A version as those have it who only show it: plain rows, for a long text has thousands."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from webapp.core.database import session
from webapp.drafts.blocks import BlockKind
from webapp.drafts.models import Block, Document, Section, SectionKind, Version
from webapp.drafts.written import Written


@dataclass(slots=True)
class ShownSection(Written):
    """A section with its blocks, as `Section` names what it has."""

    key: uuid.UUID
    level: int
    number: str
    kind: SectionKind
    title: dict[str, str]
    lock_reason: Mapping[str, str]
    source_language: str
    blocks: list["ShownBlock"] = field(default_factory=list)


@dataclass(slots=True)
class ShownBlock:
    """A block with its HTML alone, as `Block` names what it has."""

    section: ShownSection
    key: uuid.UUID
    kind: BlockKind
    html: Mapping[str, str]


def shown(version_id: uuid.UUID) -> Sequence[ShownSection]:
    """The sections of a version in reading order, with their blocks. Two queries."""
    columns = (
        Section.id, Section.key, Section.level, Section.number, Section.kind, Section.title,
        Section.lock_reason, Document.source_language,
    )  # fmt: skip
    statement = (
        select(*columns)
        .join(Version, Version.id == Section.version_id)
        .join(Document, Document.id == Version.document_id)
        .where(Section.version_id == version_id)
        .order_by(Section.ordinal)
    )
    found = {row[0]: ShownSection(*row[1:]) for row in session.execute(statement)}
    blocks = (
        select(Block.section_id, Block.key, Block.kind, Block.html)
        .join(Section, Section.id == Block.section_id)
        .where(Section.version_id == version_id)
        .order_by(Block.section_id, Block.ordinal)
    )
    for section_id, key, kind, html in session.execute(blocks):
        section = found[section_id]
        section.blocks.append(ShownBlock(section, key, kind, html))
    return list(found.values())
