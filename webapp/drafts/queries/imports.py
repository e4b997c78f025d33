"""Word files on their way into a document."""

import uuid

from sqlalchemy import select

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.models import WordImport


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
