"""Word files on their way into a document."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.models import ImportStatus, WordImport


def word_import(import_id: uuid.UUID) -> WordImport:
    """The import of a Word file.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(WordImport, import_id)
    if found is None:
        raise NotFoundError(_l("There is no such import."))
    return found


def latest_import(document_id: uuid.UUID) -> WordImport | None:
    """The import that was last begun into a document, if any."""
    statement = select(WordImport).where(WordImport.document_id == document_id)
    return session.scalars(statement.order_by(WordImport.id.desc()).limit(1)).first()


def waiting_imports(*, lost_before: datetime) -> Sequence[uuid.UUID]:
    """The imports that no worker has, or whose worker began before `lost_before` and is lost."""
    statement = select(WordImport.id).where(
        or_(
            WordImport.status == ImportStatus.QUEUED,
            (WordImport.status == ImportStatus.RUNNING) & (WordImport.claimed_at < lost_before),
        )
    )
    return session.scalars(statement.order_by(WordImport.id).limit(100)).all()
