"""Pictures that writers put into a document by hand."""

import hashlib
from typing import Final

from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import storage
from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import queries
from webapp.drafts.models import Document, Picture
from webapp.drafts.word.images import content_type_of

LARGEST_PICTURE: Final = 15_000_000
"""Bytes. A photograph from a telephone is half as large."""


def add_picture(document: Document, data: bytes, *, name: str, actor: User) -> str:
    """Keep a picture for the document's figures. Returns its key; the same picture has one.

    Raises:
        DomainError: it is too large, or not a picture that a page can show.
    """
    if len(data) > LARGEST_PICTURE:
        raise DomainError(_l("The picture is larger than 15 megabytes."), field="file")
    content_type = content_type_of(data)
    if content_type is None:
        raise DomainError(_l("Choose a picture in PNG, JPEG, WebP or GIF format."), field="file")
    key = hashlib.sha256(data).hexdigest()[:32]
    if key in queries.pictures(document.id):
        return key
    file = storage.keep(data, name=name or key, content_type=content_type)
    session.flush()
    statement = insert(Picture).values(
        id=uuid7(), document_id=document.id, key=key, file_id=file.id, made_by=actor.id
    )
    session.execute(statement.on_conflict_do_nothing())
    audit.record(
        "drafts.add_picture", subject=document.id, actor=actor, file=file.name, sha256=file.sha256
    )
    return key
