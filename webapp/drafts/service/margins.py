"""Comments and tracked changes in a Word file, kept as internal notes where they stand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.rendering import gettext as _
from webapp.drafts import queries
from webapp.drafts.models import Document, InternalNote, NoteOrigin
from webapp.drafts.returning import Placed
from webapp.drafts.word.draft import Remark, RemarkKind

LONGEST_QUOTE: Final = 600


@dataclass(frozen=True, slots=True)
class Noted:
    """How many of the remarks became notes, and how many were notes since an earlier import."""

    new: int
    known: int


def keep_remarks(document: Document, placed: Sequence[Placed]) -> Noted:
    """Keep what stood in a Word file's margin as notes; what is kept already stays one note.

    A comment that is resolved in the file is resolved here. Words are those of the language that is
    spoken at the moment.
    """
    kept = {note.source_mark: note for note in queries.notes(document.id) if note.source_mark}
    by_name: dict[str, InternalNote] = {}
    made, known = [], 0
    for each, mark in zip(placed, _marks(placed), strict=True):
        note = kept.get(mark)
        if note is None:
            note = _note(document, each, mark)
            made.append(note)
        else:
            known += 1
        if each.remark.is_resolved and note.resolved_at is None:
            note.resolved_at = clock.now()
        if each.remark.name:
            by_name[each.remark.name] = note
    _thread(made, placed, by_name)
    _add(made)
    return Noted(len(made), known)


def _marks(placed: Sequence[Placed]) -> list[str]:
    """A digest for each remark; of several that are alike, each has its own."""
    seen: Counter[tuple[str, ...]] = Counter()
    marks = []
    for remark in (each.remark for each in placed):
        is_comment = remark.kind is RemarkKind.COMMENT
        said = (
            remark.kind.value,
            remark.author,
            remark.moment.isoformat() if remark.moment else "",
            remark.text,
            "" if is_comment else remark.quote,
        )
        seen[said] += 1
        marks.append(sha256("\x1f".join([*said, str(seen[said])]).encode()).hexdigest())
    return marks


def _note(document: Document, placed: Placed, mark: str) -> InternalNote:
    remark = placed.remark
    return InternalNote(
        id=uuid7(),
        created_at=_moment(remark.moment),
        document_id=document.id,
        section_key=placed.section.key,
        block_key=placed.block.key if placed.block else None,
        quote=_shortened(remark.quote),
        text=_words(remark),
        origin=NoteOrigin.WORD,
        author_name=remark.author or _("Someone unknown"),
        source_mark=mark,
    )


def _moment(stated: datetime | None) -> datetime:
    """When the file says that it was written, unless that is still to come."""
    return min(stated, clock.now()) if stated else clock.now()


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1].rstrip()}…"


def _words(remark: Remark) -> str:
    text = _shortened(remark.text)
    if remark.kind is RemarkKind.COMMENT:
        return remark.text or _("The comment holds no words.")
    said: Mapping[RemarkKind, str] = {
        RemarkKind.INSERTED: _("Inserted in the Word file."),
        RemarkKind.DELETED: _("Deleted in the Word file: “%(text)s”", text=text),
        RemarkKind.REPLACED: _("Replaced in the Word file. There it said: “%(text)s”", text=text),
        RemarkKind.MOVED_HERE: _("Moved here in the Word file."),
        RemarkKind.MOVED_AWAY: _("Moved away from here in the Word file: “%(text)s”", text=text),
    }
    return said[remark.kind]


def _thread(
    made: Sequence[InternalNote], placed: Sequence[Placed], by_name: Mapping[str, InternalNote]
) -> None:
    """Let each reply answer the note that begins its thread, and stand where that one does."""
    parents = {each.remark.name: each.remark.reply_to for each in placed if each.remark.name}
    names = {note.id: name for name, note in by_name.items()}
    for note in made:
        name = names.get(note.id, "")
        seen: set[str] = set()
        while parents.get(name) and name not in seen:
            seen.add(name)
            name = parents[name]
        first = by_name.get(name)
        if seen and first is not None and first is not note:
            note.reply_to = first.reply_to or first.id
            note.section_key, note.block_key = first.section_key, first.block_key


def _add(made: Sequence[InternalNote]) -> None:
    """Those that are answered before their answers, since these refer to them."""
    for are_replies in (False, True):
        session.add_all(note for note in made if bool(note.reply_to) is are_replies)
        session.flush()
