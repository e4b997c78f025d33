"""Notes that colleagues write to each other on a draft. Nobody outside the authority sees them."""

import uuid
from dataclasses import dataclass

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError, ForbiddenError
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import localised
from webapp.drafts import blocks, emails, queries
from webapp.drafts.models import Document, InternalNote, Section
from webapp.notifications import service as notifications
from webapp.notifications.models import Occasion


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A note as it was typed: on which block, if on one, and for whom to deal with, if for one."""

    text: str
    block: uuid.UUID | None = None
    assignee: User | None = None


def add_note(
    document: Document, section: Section, entry: NoteEntry, *, actor: User
) -> InternalNote:
    """Write a note on a section or one of its blocks.

    Raises:
        DomainError: it says nothing, or is on a paragraph that the section does not have.
    """
    if not entry.text:
        raise DomainError(_l("Write the note."), field="text")
    if entry.block and all(each.key != entry.block for each in section.blocks):
        raise DomainError(
            _l("That paragraph is gone from the section. Choose another, or the whole section."),
            field="block",
        )
    note = InternalNote(
        id=uuid7(),
        document_id=document.id,
        section_key=section.key,
        block_key=entry.block,
        quote=_quote(document, section, entry.block),
        text=entry.text,
        author_id=actor.id,
        author_name=actor.name,
    )
    session.add(note)
    session.flush()
    _record("drafts.add_note", note, actor)
    if entry.assignee is not None:
        _assign(document, note, section, entry.assignee, actor)
    return note


def reply_to_note(document: Document, note: InternalNote, text: str, *, actor: User) -> None:
    """Answer a note.

    Raises:
        DomainError: the answer says nothing.
    """
    if not text:
        raise DomainError(_l("Write the reply."), field="text")
    reply = InternalNote(
        id=uuid7(),
        document_id=document.id,
        section_key=note.section_key,
        block_key=note.block_key,
        text=text,
        author_id=actor.id,
        author_name=actor.name,
        reply_to=note.reply_to or note.id,
    )
    session.add(reply)
    session.flush()
    _record("drafts.reply_to_note", reply, actor)


def assign_note(
    document: Document,
    note: InternalNote,
    section: Section | None,
    assignee: User | None,
    *,
    actor: User,
) -> None:
    """Let a colleague deal with a note, or nobody in particular."""
    if assignee is None:
        if note.assigned_to is not None:
            note.assigned_to = None
            _call_off(note)
            _record("drafts.unassign_note", note, actor)
    elif note.assigned_to != assignee.id:
        _assign(document, note, section, assignee, actor)


def resolve_note(note: InternalNote, *, actor: User, resolved: bool) -> None:
    """Say that a note is dealt with, or that it is not after all."""
    if (note.resolved_at is not None) == resolved:
        return
    note.resolved_at = clock.now() if resolved else None
    note.resolved_by = actor.id if resolved else None
    if resolved:
        _call_off(note)
    _record("drafts.resolve_note" if resolved else "drafts.reopen_note", note, actor)


def delete_note(document: Document, note: InternalNote, *, actor: User) -> None:
    """Delete a note of one's own that nobody has answered.

    Raises:
        ForbiddenError: someone else wrote it.
        DomainError: it is answered.
    """
    if note.author_id != actor.id:
        raise ForbiddenError(_l("Only whoever wrote a note can delete it."))
    if any(each.reply_to == note.id for each in queries.notes(document.id, note.section_key)):
        raise DomainError(_l("The note is answered and stays. Mark it as done instead."))
    _call_off(note)
    _record("drafts.delete_note", note, actor)
    session.delete(note)


def _assign(
    document: Document, note: InternalNote, section: Section | None, assignee: User, actor: User
) -> None:
    if note.assigned_to is not None:
        _call_off(note)
    note.assigned_to = assignee.id
    _record("drafts.assign_note", note, actor, assignee=str(assignee.id))
    if assignee.id != actor.id:
        letter = emails.note_assigned(document, note, section, to=assignee, by=actor)
        notifications.gather(letter, into="notes")


def _call_off(note: InternalNote) -> None:
    """Tell nobody of the note who is not told yet."""
    notifications.ungather(Occasion.NOTE_ASSIGNED, note.document_id, into="notes", key=str(note.id))


def _quote(document: Document, section: Section, key: uuid.UUID | None) -> str:
    """The words of the block, in the language that the text is written in first."""
    block = next((each for each in section.blocks if each.key == key), None)
    text = localised(block.text, document.source_language) if block else ""
    return blocks.plain(text)[:500]


def _record(action: str, note: InternalNote, actor: User, **details: object) -> None:
    audit.record(
        action,
        subject=note.document_id,
        actor=actor,
        note=str(note.id),
        section=str(note.section_key),
        **details,
    )
