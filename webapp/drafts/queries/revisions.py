"""What sections were before they were saved again."""

import uuid

from sqlalchemy import select

from webapp.core.database import session
from webapp.drafts.models import SectionRevision


def revision(version_id: uuid.UUID, section_key: uuid.UUID, number: int) -> SectionRevision | None:
    """What a section of a version said at its revision `number`, if that was kept."""
    statement = select(SectionRevision).where(
        SectionRevision.version_id == version_id,
        SectionRevision.section_key == section_key,
        SectionRevision.number == number,
    )
    return session.scalars(statement).one_or_none()
