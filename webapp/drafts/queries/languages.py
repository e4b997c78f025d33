"""How far a version is written in each language."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select

from webapp.core.database import session
from webapp.drafts.models import Block, Section
from webapp.drafts.translation import Coverage


def coverage(version_id: uuid.UUID, languages: Sequence[str]) -> dict[uuid.UUID, Coverage]:
    """How far each section of a version is written in each of `languages`. One query."""
    written = [
        func.count().filter(func.coalesce(Block.text[tag].astext, "") != "") for tag in languages
    ]
    statement = (
        select(Block.section_id, func.count(), *written)
        .join(Section, Section.id == Block.section_id)
        .where(Section.version_id == version_id)
        .group_by(Block.section_id)
    )
    return {
        row[0]: Coverage(row[1], dict(zip(languages, row[2:], strict=True)))
        for row in session.execute(statement)
    }
