"""Versions as files: asked for by staff, made by a worker, kept and had again."""

import logging
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import clock, rendering, storage
from webapp.core.background import Task, enqueue
from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import labels, queries
from webapp.drafts.models import Document, FileForm, FileStatus, Version, VersionFile
from webapp.drafts.service import papers

log = logging.getLogger(__name__)

FILE_LOST_AFTER: Final = timedelta(minutes=10)
"""A claimed file whose worker said nothing for so long may be claimed by another."""
MOST_FILE_ATTEMPTS: Final = 3

TYPES: Final = {
    FileForm.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileForm.CHANGES_DOCX: (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    FileForm.PDF: "application/pdf",
}


def ask_for_file(  # noqa: PLR0913 what a file is made of
    document: Document,
    version: Version,
    *,
    form: FileForm,
    language: str,
    former: Version | None,
    actor: User,
) -> VersionFile:
    """A file of the version: one that is there already, or one that a worker will make.

    A frozen version never changes, so its file is made once. That of the version which is being
    written is made anew each time, unless it is waiting to be made.

    Raises:
        DomainError: there is no such file to be made.
    """
    former = former if form is FileForm.CHANGES_DOCX else None
    _check(document, form, language, version, former)
    is_frozen = version.is_frozen and (former is None or former.is_frozen)
    usable = [FileStatus.QUEUED, *([FileStatus.RUNNING, FileStatus.DONE] if is_frozen else [])]
    former_id = former.id if former else None
    found = queries.like_files(version.id, form, language, former_id, usable)
    if found is not None:
        return found
    work = VersionFile(
        id=uuid7(),
        document_id=document.id,
        version_id=version.id,
        former_id=former_id,
        form=form,
        language=language,
        made_by=actor.id,
    )
    session.add(work)
    session.flush()
    details = {"file": str(work.id), "form": form.value, "language": language}
    audit.record("drafts.ask_for_file", subject=version.id, actor=actor, **details)
    enqueue(Task.WRITE_FILE, work.id)
    return work


def claim_file(file_id: uuid.UUID) -> VersionFile | None:
    """Take a file for making; None where another worker has it, or it is over."""
    moment = clock.now()
    free = (VersionFile.status == FileStatus.QUEUED) | (
        (VersionFile.status == FileStatus.RUNNING)
        & (VersionFile.claimed_at < moment - FILE_LOST_AFTER)
    )
    statement = select(VersionFile).where(VersionFile.id == file_id, free)
    work = session.scalars(statement.with_for_update(skip_locked=True)).one_or_none()
    if work is None:
        return None
    if work.attempts >= MOST_FILE_ATTEMPTS:
        give_up_file(file_id)
        return None
    work.status, work.claimed_at, work.percent = FileStatus.RUNNING, moment, 0
    work.attempts += 1
    return work


def write_file(file_id: uuid.UUID, note_progress: Callable[[int], None], *, authority: str) -> None:
    """Make the file and keep it.

    `note_progress` is given the per cent that is done, at moments when a transaction may end.
    """
    work = queries.version_file(file_id)
    document = queries.document(work.document_id)
    with rendering.spoken(work.language):
        data = papers.written(work, note_progress, authority=authority)
        name = labels.file_name(document, work)
    work.file = storage.keep(data, name=name, content_type=TYPES[work.form])
    work.status, work.finished_at, work.percent = FileStatus.DONE, clock.now(), 100


def note_file_progress(file_id: uuid.UUID, percent: int) -> None:
    """Write how far the making of a file has come."""
    queries.version_file(file_id).percent = percent


def release_file(file_id: uuid.UUID) -> None:
    """Let the file be claimed again: what stopped it may pass."""
    queries.version_file(file_id).status = FileStatus.QUEUED


def give_up_file(file_id: uuid.UUID) -> None:
    """Write that the file could not be made, which is ours to mend and which staff see."""
    work = queries.version_file(file_id)
    work.status, work.finished_at = FileStatus.FAILED, clock.now()
    log.warning("file given up: id=%s attempts=%s", work.id, work.attempts)


def sweep_files() -> int:
    """Ask again for files whose message or worker was lost; returns how many."""
    found = queries.waiting_files(lost_before=clock.now() - FILE_LOST_AFTER)
    for file_id in found:
        enqueue(Task.WRITE_FILE, file_id)
    return len(found)


def _check(
    document: Document, form: FileForm, language: str, version: Version, former: Version | None
) -> None:
    if language not in document.languages:
        raise DomainError(_l("The document is not written in that language."), field="language")
    if form is not FileForm.CHANGES_DOCX:
        return
    if former is None:
        raise DomainError(
            _l("Choose the version that the changes are counted from."), field="former"
        )
    if former.number >= version.number:
        raise DomainError(
            _l("The changes are counted from an earlier version. Choose one."), field="former"
        )
