"""What sections were before they were saved again, and who saved them."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select

from webapp.accounts.models import User
from webapp.core.database import session
from webapp.drafts.models import SectionRevision


def revision(document_id: uuid.UUID, section_key: uuid.UUID, number: int) -> SectionRevision | None:
    """What a section said at its revision `number`, if that was kept.

    Numbers go on from version to version, so that one who began to write before a version was
    frozen can save afterwards. Where two versions have the same number they say the same.
    """
    statement = (
        select(SectionRevision)
        .where(
            SectionRevision.document_id == document_id,
            SectionRevision.section_key == section_key,
            SectionRevision.number == number,
        )
        .order_by(SectionRevision.id.desc())
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def authors_since(
    document_id: uuid.UUID, section_key: uuid.UUID, number: int, *, besides: uuid.UUID
) -> Sequence[str]:
    """The names of those who saved a section after its revision `number`, but for `besides`."""
    statement = (
        select(User.name)
        .join(SectionRevision, SectionRevision.made_by == User.id)
        .where(
            SectionRevision.document_id == document_id,
            SectionRevision.section_key == section_key,
            SectionRevision.number > number,
            User.id != besides,
        )
        .group_by(User.name)
        .order_by(func.min(SectionRevision.number))
    )
    return session.scalars(statement).all()
