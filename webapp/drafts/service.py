"""Writing documents: sections and their text, versions, and Word files on their way in."""

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core.database import Localised, session, uuid7
from webapp.drafts.models import Document, Version


def create_document(title: Localised, *, actor: User) -> Document:
    """A new document with an empty version to write on."""
    document = Document(id=uuid7(), title=dict(title))
    document.versions.append(Version(number=1))
    session.add(document)
    session.flush()
    audit.record("drafts.create", subject=document.id, actor=actor, title=document.title)
    return document
