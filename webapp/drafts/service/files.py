"""Versions as files: asked for by staff, made by a worker, kept and had again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import clock, rendering, storage
from webapp.core.background import JobStatus, Task, Turn, ask_for_lost, enqueue, hold, look
from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import labels, queries
from webapp.drafts.models import Document, FileForm, Version, VersionFile
from webapp.drafts.service import papers

TYPES: Final = {
    FileForm.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileForm.CHANGES_DOCX: (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    FileForm.PDF: "application/pdf",
}

KEPT: Final = timedelta(days=30)
"""How long a file can be had that shows a text as it was while it was being written."""


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

    A frozen version never changes, so its file is made once after the freezing. That of the version
    which is being written is made anew each time, unless it is waiting to be made.

    Raises:
        DomainError: there is no such file to be made.
    """
    former = former if form is FileForm.CHANGES_DOCX else None
    _check(document, form, language, version, former)
    work = VersionFile(
        id=uuid7(),
        document_id=document.id,
        version_id=version.id,
        former_id=former.id if former else None,
        form=form,
        language=language,
        made_by=actor.id,
    )
    found = queries.like_files(work, version)
    if found is not None:
        return found
    session.add(work)
    session.flush()
    details = {"file": str(work.id), "form": form.value, "language": language}
    audit.record("drafts.ask_for_file", subject=version.id, actor=actor, **details)
    enqueue(Task.WRITE_FILE, work.id)
    return work


def write_file(
    turn: Turn[VersionFile], note_progress: Callable[[int], None], *, authority: str
) -> None:
    """Make the file and keep it.

    `note_progress` is given the per cent that is done, at moments when a transaction may end.
    """
    work = look(turn)
    document = queries.document(work.document_id)
    with rendering.spoken(work.language):
        data = papers.written(work, note_progress, authority=authority)
        name = labels.file_name(document, work)
    hold(turn)
    work.file = storage.keep(data, name=name, content_type=TYPES[work.form])
    work.end(JobStatus.DONE)


def sweep_files() -> int:
    """Ask again for files whose message or worker was lost; returns how many.

    Files that show a text as it was while it was being written are erased when they are old.
    """
    for work in queries.passing_files(clock.now() - KEPT):
        file, work.file, work.status = work.file, None, JobStatus.EXPIRED
        session.flush()
        if file is not None:
            storage.remove(file)
    return ask_for_lost(VersionFile, Task.WRITE_FILE)


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
