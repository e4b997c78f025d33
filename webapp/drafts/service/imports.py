"""Word files on their way into a document: taken in, read by a worker, written or refused."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import rendering, storage
from webapp.core.background import JobStatus, Task, Turn, ask_for_lost, enqueue, hold, look
from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import intake, labels, queries
from webapp.drafts.models import (
    Document,
    RevisionCause,
    TrackedChanges,
    WordImport,
)
from webapp.drafts.service import history
from webapp.drafts.service.branches import put_aside
from webapp.drafts.service.documents import open_version
from webapp.drafts.service.margins import keep_remarks
from webapp.drafts.service.sections import MOST_SECTIONS
from webapp.drafts.word import reader
from webapp.drafts.word.draft import RemarkKind, WordDraft
from webapp.drafts.word.package import open_package
from webapp.drafts.word.refusal import Refusal, WordRefused

WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def ask_consent(document: Document, language: str, *, given: bool) -> None:
    """Make sure that no text is replaced unless the writer said so.

    Raises:
        DomainError: there is text in `language`, and consent is not given.
    """
    version = open_version(document.id, alone=False)
    has_text = queries.written_sections(version.id, [language])[language]
    has_titles = any(section.title.get(language) for section in queries.outline(version.id))
    if not given and (has_text or has_titles):
        raise DomainError(
            _l("There is text in this language already. Tick the box if the file replaces it."),
            field="replace",
        )


def start_import(  # noqa: PLR0913 a file and what its writer chose
    document: Document,
    *,
    data: bytes,
    filename: str,
    language: str,
    actor: User,
    tracked_changes: TrackedChanges = TrackedChanges.ACCEPT,
) -> WordImport:
    """Take a Word file in and ask for its reading, which a worker does.

    `tracked_changes`: what becomes of the changes that are tracked in it.

    Raises:
        DomainError: it is refused at sight; the rest of the refusals come while it is read.
    """
    open_version(document.id, alone=False)
    if language not in document.languages:
        raise DomainError(_l("The document is not written in that language."), field="language")
    try:
        open_package(data)
    except WordRefused as refused:
        raise DomainError(labels.REFUSALS[refused.reason], field="file") from refused
    work = WordImport(
        id=uuid7(),
        document_id=document.id,
        file=storage.keep(data, name=filename, content_type=WORD_TYPE),
        made_by=actor.id,
        language=language,
        tracked_changes=tracked_changes,
    )
    session.add(work)
    session.flush()
    audit.record(
        "drafts.start_import",
        subject=document.id,
        actor=actor,
        word_import=str(work.id),
        file=work.file.name,
        sha256=work.file.sha256,
        language=language,
    )
    enqueue(Task.READ_WORD, work.id)
    return work


def run_import(turn: Turn[WordImport], note_progress: Callable[[int], None]) -> None:
    """Read the file of an import and write what it says into the document, or refuse it.

    `note_progress` is given the per cent that is done, at moments when a transaction may end.
    """
    work = look(turn)
    note_progress(10)
    try:
        rejected = work.tracked_changes is TrackedChanges.REJECT
        draft = reader.read(storage.contents(work.file), reject_changes=rejected)
        if len(draft.sections) > MOST_SECTIONS:
            raise WordRefused(Refusal.TOO_LARGE)  # noqa: TRY301 one place answers every refusal
        note_progress(60)
        hold(turn)
        _take_in(work, draft)
    except WordRefused as refused:
        hold(turn)
        _refuse(work, refused.reason.value, {})
    except intake.DifferentTreeError as error:
        hold(turn)
        _refuse(work, labels.DIFFERENT_TREE, error.difference)


def sweep_imports() -> int:
    """Ask again for imports whose message or worker was lost; returns how many."""
    return ask_for_lost(WordImport, Task.READ_WORD)


def _take_in(work: WordImport, draft: WordDraft) -> None:
    document, tag = queries.document(work.document_id), work.language
    version = open_version(document.id)
    with rendering.spoken(tag):
        original = document.source_language
        source = intake.Source(draft, tag, version.id, _("Introduction"), original)
    row = queries.reading(version.id)
    translation = intake.is_translation(source, row, document.languages)
    source.album.update(intake.keep_pictures(draft, queries.pictures(document.id)))
    actor = session.get_one(User, work.made_by)
    history.keep_base(document, *row)
    taken = intake.take_in(source, row, document.languages)
    for gone in intake.neighbours(taken.removed, row):
        put_aside(document, gone, after=intake.before(gone[0], row), actor=actor)
    session.add_all(taken.row)
    if draft.title and not document.title.get(tag):
        document.title = {**document.title, tag: draft.title}
    report = intake.account(source, taken, row, translation=translation)
    report["notes"] = _keep_remarks(work, document, taken)
    work.report = report
    work.end(JobStatus.DONE)
    history.record_all(document, taken.changed, cause=RevisionCause.IMPORTED, actor=actor)
    _record_import("drafts.import", work, sections=len(taken.row), changed=len(taken.changed))


def _keep_remarks(work: WordImport, document: Document, taken: intake.Taken) -> dict[str, int]:
    shows = work.tracked_changes is TrackedChanges.SHOW
    wanted = [each for each in taken.placed if shows or each.remark.kind is RemarkKind.COMMENT]
    session.flush()
    with rendering.spoken(work.language):
        noted = keep_remarks(document, wanted)
    return {"new": noted.new, "known": noted.known}


def _refuse(work: WordImport, reason: str, details: Mapping[str, Any]) -> None:
    work.refusal, work.report = reason, dict(details)
    work.end(JobStatus.REFUSED)
    _record_import("drafts.refuse_import", work, reason=reason)


def _record_import(action: str, work: WordImport, **details: object) -> None:
    actor = session.get_one(User, work.made_by)
    audit.record(action, subject=work.document_id, actor=actor, word_import=str(work.id), **details)
