"""Writing documents: sections and their text, and freezing what is written."""

import logging
import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy import select

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import clock, rendering, storage
from webapp.core.background import Task, enqueue
from webapp.core.database import Localised, session, uuid7
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import intake, labels, queries, tree, writing
from webapp.drafts.models import (
    Document,
    ImportStatus,
    Section,
    Version,
    WordImport,
)
from webapp.drafts.tree import Place, Step
from webapp.drafts.word import reader
from webapp.drafts.word.draft import WordDraft
from webapp.drafts.word.package import open_package
from webapp.drafts.word.refusal import Refusal, WordRefused
from webapp.drafts.writing import Entry

log = logging.getLogger(__name__)

WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LOST_AFTER: Final = timedelta(minutes=10)
"""A claimed import whose worker said nothing for so long may be claimed by another."""

MOST_ATTEMPTS: Final = 3
MOST_SECTIONS: Final = 3_000
"""More than any strategy has; a page with more would not be usable."""


def create_document(title: Localised, *, actor: User) -> Document:
    """A new document with an empty version to write on."""
    document = Document(id=uuid7(), title=dict(title))
    document.versions.append(Version(number=1))
    session.add(document)
    session.flush()
    audit.record("drafts.create", subject=document.id, actor=actor, title=document.title)
    return document


def add_section(document: Document, entry: Entry, place: Place, *, actor: User) -> Section:
    """Write a new section at `place`.

    Raises:
        DomainError: it has no title, or a figure that cannot be shown.
        NotFoundError: the section that it was to follow is gone.
    """
    version = open_version(document.id)
    row = list(queries.outline(version.id))
    if len(row) >= MOST_SECTIONS:
        raise DomainError(_l("The document has as many sections as it can hold."))
    index, level = tree.target(row, place)
    section = writing.new_section(version.id)
    section.level = level
    _say(document, section, entry)
    session.add(section)
    tree.settle([*row[:index], section, *row[index:]])
    session.flush()
    _record("drafts.add_section", document, section, actor)
    return section


def save_section(document: Document, key: uuid.UUID, entry: Entry, *, actor: User) -> Section:
    """Write a section of the version at hand anew.

    Raises:
        ConflictError: someone else saved it after the writer had opened it.
        DomainError: it has no title, or a figure that cannot be shown.
        NotFoundError: it is gone.
    """
    version = open_version(document.id, alone=False)
    section = queries.section(version.id, key)
    session.refresh(section, with_for_update=True)
    if section.revision != entry.revision:
        raise ConflictError(
            _l(
                "Someone else saved this section while you were writing. Their text is shown "
                "below; yours is still in the form. Put the two together and save again."
            )
        )
    _say(document, section, entry)
    session.flush()
    _record("drafts.save_section", document, section, actor, revision=section.revision)
    return section


def move_section(document: Document, key: uuid.UUID, step: Step, *, actor: User) -> Section:
    """Move a section with all that lies under it. A step that cannot be taken changes nothing."""
    version = open_version(document.id)
    row = queries.outline(version.id)
    index = tree.index(row, key)
    if step in tree.steps(row, index):
        section = row[index]
        tree.settle(tree.moved(row, index, step))
        _record("drafts.move_section", document, section, actor, step=step.value)
    return row[index]


def delete_section(document: Document, key: uuid.UUID, *, actor: User) -> None:
    """Delete a section of the version at hand with all that lies under it."""
    version = open_version(document.id)
    row = queries.reading(version.id)
    gone = tree.branch(row, tree.index(row, key))
    for section in gone:
        _record("drafts.delete_section", document, section, actor)
        session.delete(section)
    session.flush()
    tree.settle([section for section in row if section not in gone])


def ask_consent(document: Document, language: str, *, given: bool) -> None:
    """Make sure that no text is replaced unless the writer said so.

    Raises:
        DomainError: there is text in `language`, and consent is not given.
    """
    version = queries.working_version(document.id)
    covered = queries.coverage(version.id, [language]).values() if version else ()
    if not given and any(each.written[language] for each in covered):
        raise DomainError(
            _l("There is text in this language already. Tick the box if the file replaces it."),
            field="replace",
        )


def start_import(
    document: Document, *, data: bytes, filename: str, language: str, actor: User
) -> WordImport:
    """Take a Word file in and ask for its reading, which a worker does.

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


def claim_import(import_id: uuid.UUID) -> WordImport | None:
    """Take an import for reading; None where another worker has it, or it is over."""
    moment = clock.now()
    free = (WordImport.status == ImportStatus.QUEUED) | (
        (WordImport.status == ImportStatus.RUNNING) & (WordImport.claimed_at < moment - LOST_AFTER)
    )
    statement = select(WordImport).where(WordImport.id == import_id, free)
    work = session.scalars(statement.with_for_update(skip_locked=True)).one_or_none()
    if work is None:
        return None
    if work.attempts >= MOST_ATTEMPTS:
        give_up(import_id)
        return None
    work.claim(moment)
    return work


def run_import(import_id: uuid.UUID, note_progress: Callable[[int], None]) -> None:
    """Read the file of an import and write what it says into the document, or refuse it.

    `note_progress` is given the per cent that is done, at moments when a transaction may end.
    """
    work = queries.word_import(import_id)
    note_progress(10)
    try:
        draft = reader.read(storage.contents(work.file))
        if len(draft.sections) > MOST_SECTIONS:
            raise WordRefused(Refusal.TOO_LARGE)  # noqa: TRY301 one place answers every refusal
        note_progress(60)
        _take_in(work, draft)
    except WordRefused as refused:
        _refuse(work, refused.reason.value, {})
    except intake.DifferentTreeError as error:
        _refuse(work, labels.DIFFERENT_TREE, error.difference)


def note_progress(import_id: uuid.UUID, percent: int) -> None:
    """Write how far the reading of a file has come."""
    queries.word_import(import_id).percent = percent


def release_import(import_id: uuid.UUID) -> None:
    """Let the import be claimed again: what stopped it may pass."""
    queries.word_import(import_id).status = ImportStatus.QUEUED


def give_up(import_id: uuid.UUID) -> None:
    """Write that the file could not be read for a reason that is ours, which staff see."""
    work = queries.word_import(import_id)
    work.end(ImportStatus.FAILED, clock.now(), report={})
    log.warning("import given up: id=%s attempts=%s", work.id, work.attempts)


def sweep_imports() -> int:
    """Ask again for imports whose message or worker was lost; returns how many."""
    found = queries.waiting_imports(lost_before=clock.now() - LOST_AFTER)
    for import_id in found:
        enqueue(Task.READ_WORD, import_id)
    return len(found)


def freeze(document: Document, *, name: str, note: str, actor: User) -> Version:
    """Freeze the version at hand for good, and go on with a copy of it. Returns the frozen one.

    Raises:
        DomainError: there is nothing to freeze.
    """
    version = open_version(document.id)
    row = queries.reading(version.id)
    if not row:
        raise DomainError(_l("Write a section first. There is nothing to freeze yet."))
    version.name, version.note = name, note
    version.frozen_at, version.frozen_by = clock.now(), actor.id
    session.flush()
    following = Version(id=uuid7(), document_id=document.id, number=version.number + 1)
    session.add(following)
    session.flush()
    writing.copy(row, following.id)
    audit.record(
        "drafts.freeze",
        subject=document.id,
        actor=actor,
        version=str(version.id),
        number=version.number,
        name=name,
        sections=len(row),
    )
    session.expire(document, ["versions"])
    return version


def open_version(document_id: uuid.UUID, *, alone: bool = True) -> Version:
    """The version that is being written, locked until the transaction ends.

    Who changes the tree or freezes it holds it `alone`; those who write in one section share it,
    so that no text comes in after the version was frozen.

    Raises:
        ConflictError: there is none.
    """
    statement = (
        select(Version)
        .where(Version.document_id == document_id, Version.frozen_at.is_(None))
        .with_for_update(read=not alone)
        .execution_options(populate_existing=True)
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise ConflictError(_l("This document has no version to write on."))
    return found


def _say(document: Document, section: Section, entry: Entry) -> None:
    find = partial(queries.pictures, document.id)
    writing.say(section, entry, languages=document.languages, pictures=find)


def _take_in(work: WordImport, draft: WordDraft) -> None:
    document, tag = queries.document(work.document_id), work.language
    version = open_version(document.id)
    with rendering.spoken(tag):
        source = intake.Source(draft, tag, version.id, untitled=_("Introduction"))
    row = queries.reading(version.id)
    translation = intake.is_translation(source, row, document.languages)
    source.album.update(intake.keep_pictures(draft, queries.pictures(document.id)))
    taken = intake.take_in(source, row, document.languages)
    for section in taken.removed:
        session.delete(section)
    session.add_all(taken.row)
    if draft.title and not document.title.get(tag):
        document.title = {**document.title, tag: draft.title}
    report = intake.account(source, taken, row, translation=translation)
    work.end(ImportStatus.DONE, clock.now(), report=report)
    _record_import("drafts.import", work, sections=len(taken.row))


def _refuse(work: WordImport, reason: str, details: Mapping[str, Any]) -> None:
    work.refusal = reason
    work.end(ImportStatus.REFUSED, clock.now(), report=dict(details))
    _record_import("drafts.refuse_import", work, reason=reason)


def _record_import(action: str, work: WordImport, **details: object) -> None:
    actor = session.get_one(User, work.made_by)
    audit.record(action, subject=work.document_id, actor=actor, word_import=str(work.id), **details)


def _record(
    action: str, document: Document, section: Section, actor: User, **details: object
) -> None:
    audit.record(
        action,
        subject=document.id,
        actor=actor,
        section=str(section.key),
        number=section.number,
        title=section.title,
        **details,
    )
