"""Notes and preview links of a document, and the colleagues that they can be about."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, func, select

from webapp.accounts.models import User, UserRole
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.models import Block, InternalNote, PreviewLink, Section

MOST_SHOWN = 200
"""Links are listed no further back."""


def colleagues(*roles: Role) -> Sequence[User]:
    """The members of staff who can sign in, by name; only those with one of `roles`, if any."""
    statement = select(User).where(User.active).order_by(User.name)
    if roles:
        trusted = select(UserRole.user_id).where(UserRole.role.in_(roles))
        statement = statement.where(User.id.in_(trusted))
    return session.scalars(statement).all()


def names_of(people: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names of people, whether or not they can sign in."""
    found = session.execute(select(User.id, User.name).where(User.id.in_(people)))
    return {row.id: row.name for row in found}


def notes(document_id: uuid.UUID, section_key: uuid.UUID | None = None) -> Sequence[InternalNote]:
    """Every note and reply on a document, or on one of its sections, oldest first. One query."""
    statement = select(InternalNote).where(InternalNote.document_id == document_id)
    if section_key is not None:
        statement = statement.where(InternalNote.section_key == section_key)
    return session.scalars(statement.order_by(InternalNote.created_at, InternalNote.id)).all()


def note(document_id: uuid.UUID, note_id: uuid.UUID) -> InternalNote:
    """A note on the document.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(InternalNote, note_id)
    if found is None or found.document_id != document_id:
        raise NotFoundError(_l("There is no such note. It may have been deleted."))
    return found


def open_notes(document_id: uuid.UUID) -> int:
    """How many notes on a document are not dealt with."""
    statement = select(func.count()).where(*_open(document_id))
    return session.scalar(statement) or 0


def open_notes_on(document_id: uuid.UUID, section_key: uuid.UUID) -> Sequence[InternalNote]:
    """The notes on a section that are not dealt with, oldest first, without their replies."""
    statement = select(InternalNote).where(
        *_open(document_id), InternalNote.section_key == section_key
    )
    return session.scalars(statement.order_by(InternalNote.created_at, InternalNote.id)).all()


def _open(document_id: uuid.UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        InternalNote.document_id == document_id,
        InternalNote.reply_to.is_(None),
        InternalNote.resolved_at.is_(None),
    )


def standing_blocks(version_id: uuid.UUID, keys: set[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the blocks that stand in the version."""
    statement = (
        select(Block.key).join(Section).where(Section.version_id == version_id, Block.key.in_(keys))
    )
    return set(session.scalars(statement))


def previews(document_id: uuid.UUID) -> Sequence[tuple[PreviewLink, str]]:
    """The preview links of a document, newest first, with who made each."""
    statement = (
        select(PreviewLink, User.name)
        .join(User, User.id == PreviewLink.made_by)
        .where(PreviewLink.document_id == document_id)
        .order_by(PreviewLink.id.desc())
        .limit(MOST_SHOWN)
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def preview(preview_id: uuid.UUID) -> PreviewLink | None:
    """A preview link, or None."""
    return session.get(PreviewLink, preview_id)
