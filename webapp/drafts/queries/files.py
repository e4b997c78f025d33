"""Files that are made of versions."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from webapp.core.background import JobStatus
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.models import Version, VersionFile

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


def like_files(wanted: VersionFile, version: Version) -> VersionFile | None:
    """The newest file of the same version, form and language that can be had instead of it.

    One that waits will show the text as it is now. One that is begun does so only if it was asked
    for when the version was frozen already.
    """
    usable = VersionFile.status == JobStatus.QUEUED
    if version.frozen_at is not None:
        begun = VersionFile.status.in_([JobStatus.RUNNING, JobStatus.DONE])
        usable |= begun & (VersionFile.created_at >= version.frozen_at)
    statement = select(VersionFile).where(
        VersionFile.version_id == version.id,
        VersionFile.form == wanted.form,
        VersionFile.language == wanted.language,
        VersionFile.former_id == wanted.former_id,
        usable,
    )
    return session.scalars(statement.order_by(VersionFile.id.desc()).limit(1)).first()


def passing_files(before: datetime) -> Sequence[VersionFile]:
    """Files made before a moment of a text that was still being written, which are still there."""
    statement = (
        select(VersionFile)
        .join(VersionFile.version)
        .where(VersionFile.status == JobStatus.DONE, VersionFile.finished_at <= before)
        .where(or_(Version.frozen_at.is_(None), VersionFile.created_at < Version.frozen_at))
    )
    return session.scalars(statement.with_for_update(of=VersionFile, skip_locked=True)).all()
