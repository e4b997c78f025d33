"""Files that are made of versions."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.core.background import JobStatus
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.models import FileForm, VersionFile

LATEST = 12
"""How many files the page of a document's files lists."""


def version_file(file_id: uuid.UUID) -> VersionFile:
    """The file that is made, or to be made, of a version.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(VersionFile, file_id)
    if found is None:
        raise NotFoundError(_l("There is no such file."))
    return found


def latest_files(document_id: uuid.UUID) -> Sequence[VersionFile]:
    """The files of a document that were last asked for, newest first. One query."""
    statement = (
        select(VersionFile)
        .where(VersionFile.document_id == document_id)
        .options(
            joinedload(VersionFile.version),
            joinedload(VersionFile.former),
            joinedload(VersionFile.file),
        )
    )
    return session.scalars(statement.order_by(VersionFile.id.desc()).limit(LATEST)).all()


def like_files(
    version_id: uuid.UUID,
    form: FileForm,
    language: str,
    former_id: uuid.UUID | None,
    statuses: Sequence[JobStatus],
) -> VersionFile | None:
    """The newest file of the same version, form and language that has one of the statuses."""
    statement = select(VersionFile).where(
        VersionFile.version_id == version_id,
        VersionFile.form == form,
        VersionFile.language == language,
        VersionFile.former_id == former_id,
        VersionFile.status.in_(statuses),
    )
    return session.scalars(statement.order_by(VersionFile.id.desc()).limit(1)).first()
