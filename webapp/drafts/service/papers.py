"""A version on paper: what is read from the database, and how it is called."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from webapp.core import clock, storage
from webapp.core.rendering import gettext as _
from webapp.core.rendering import localised, show_date
from webapp.drafts import labels, queries
from webapp.drafts.models import FileForm, Section, Version, VersionFile
from webapp.drafts.paper import docx, parted, pdf
from webapp.drafts.paper.manuscript import (
    Front,
    Manuscript,
    chapters,
    order_of_languages,
    pictures_shown,
)
from webapp.drafts.paper.margins import Remark


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One chapter as a Word file; `number` where it is one of several with other comments."""

    title: str
    """Of the chapter; empty for the text as a whole."""
    number: int
    done: float
    """How many of the files before it are made, from 0 to 1."""
    data: bytes


def written(work: VersionFile, note_progress: Callable[[int], None], *, authority: str) -> bytes:
    """The bytes of the file that is asked for. Words around the text are in the language spoken."""
    note_progress(10)
    later = manuscript(work.version, work.language, authority=authority)
    note_progress(40)
    if work.former is None:
        return as_file(later, work.form)
    former = manuscript(work.former, work.language, authority=authority)
    return with_changes(former, later, work.former)


def as_file(made: Manuscript, form: FileForm) -> bytes:
    """A version by itself as Word or PDF."""
    if form is FileForm.PDF:
        return pdf.compile_document(made, labels.language_name)
    return docx.compile_document(made)


def with_changes(former: Manuscript, later: Manuscript, since: Version) -> bytes:
    """The later as a Word file in which what was changed since the former version is tracked."""
    return docx.compile_changes(former, _as_changes(later, since))


def to_answer_in(version: Version, language: str, *, authority: str, notes: Sequence[str]) -> bytes:
    """The version as a Word file for whoever answers: it knows each paragraph, and tracks changes.

    `notes`: what stands on its first page besides.
    """
    made = manuscript(version, language, authority=authority)
    front = replace(made.front, notes=(*made.front.notes, *notes))
    return docx.compile_document(replace(made, front=front), tracks=True)


def with_comments(
    version: Version,
    language: str,
    remarks: Iterable[Remark],
    *,
    authority: str,
    notes: Sequence[str],
) -> bytes:
    """The version as a Word file with what others said of it in the margin and in the text.

    `notes`: what stands on its first page besides.
    """
    made = manuscript(version, language, authority=authority)
    front = replace(made.front, notes=(*made.front.notes, *notes))
    return docx.compile_commented(replace(made, front=front), remarks)


def by_chapter_with_comments(
    version: Version,
    language: str,
    remarks: Iterable[Remark],
    *,
    authority: str,
    notes: Sequence[str],
) -> Iterator[Excerpt]:
    """The same as several Word files, one a chapter, none with too many comments."""
    made = manuscript(version, language, authority=authority)
    front = replace(made.front, notes=(*made.front.notes, *notes))
    for each in parted.by_chapter(replace(made, front=front), remarks):
        yield Excerpt(each.title, each.number, each.done, parted.written(each))


def manuscript(version: Version, language: str, *, authority: str) -> Manuscript:
    """The version as it is set, read once for all that is made of it."""
    document = version.document
    row = queries.reading(version.id)
    tags = order_of_languages(language, document.source_language, document.languages)
    made = chapters(row, tags)
    falls_back = any(c.falls_back or any(p.falls_back for p in c.passages) for c in made)
    front = replace(
        _front(version, language, authority), notes=tuple(_notes(version, falls_back=falls_back))
    )
    return Manuscript(language, front, _moment(version), made, _pictures(row, tags))


def front_lines(version: Version, language: str) -> Sequence[str]:
    """The lines before a version's text that are not the authority's name, its title first."""
    front = _front(version, language, "")
    return [front.title, front.facts, *_notes(version, falls_back=True)]


def _front(version: Version, language: str, authority: str) -> Front:
    return Front(
        title=localised(version.document.title, language) or _("Document without a title"),
        authority=authority,
        kind=labels.version_on_paper(version),
        date=show_date(_moment(version)),
        notes=(),
        contents=_("Contents"),
    )


def _moment(version: Version) -> datetime:
    return version.frozen_at or clock.now()


def _as_changes(later: Manuscript, former: Version) -> Manuscript:
    since = _("with the changes since version %(number)s", number=former.number)
    note = _(
        "Changes since version %(number)s are tracked. Accept all of them in Word to have the "
        "later text, or reject all to have the former.",
        number=former.number,
    )
    front = replace(
        later.front, kind=f"{later.front.kind}, {since}", notes=(note, *later.front.notes)
    )
    return replace(later, front=front)


def _notes(version: Version, *, falls_back: bool) -> Sequence[str]:
    notes = []
    if not version.is_frozen:
        notes.append(_("This is a draft. It is being written and may change."))
    if falls_back:
        notes.append(
            _("Text with a line in the margin is not translated, and stands in another language.")
        )
    return notes


def _pictures(row: Sequence[Section], tags: Sequence[str]) -> dict[str, bytes]:
    """The bytes of the pictures that the text shows, by key."""
    by_key = {each.key: each for section in row for each in section.blocks}
    shown = {
        key: uuid.UUID(file_id)
        for key, block_key, tag in pictures_shown(row, tags)
        if (file_id := by_key[block_key].images.get(tag))
    }
    files = queries.picture_files(shown.values()) if shown else {}
    return {key: storage.contents(files[id_]) for key, id_ in shown.items() if id_ in files}
