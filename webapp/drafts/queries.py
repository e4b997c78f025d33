"""Reading documents: outlines without their text, and whole versions in two queries."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import cast, func, or_, select
from sqlalchemy.dialects.postgresql import JSONPATH
from sqlalchemy.orm import selectinload

from webapp.accounts.models import User
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.storage import StoredFile
from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.models import Block, Document, ImportStatus, Section, Version, WordImport
from webapp.drafts.translation import Coverage


def document(document_id: uuid.UUID) -> Document:
    """The document with its versions.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(Document, document_id, options=[selectinload(Document.versions)])
    if found is None:
        raise NotFoundError(_l("There is no such document."))
    return found


def version(version_id: uuid.UUID) -> Version:
    """The version.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(Version, version_id)
    if found is None:
        raise NotFoundError(_l("There is no such version."))
    return found


def working_version(document_id: uuid.UUID) -> Version | None:
    """The version that is being written, if any."""
    statement = select(Version).where(
        Version.document_id == document_id, Version.frozen_at.is_(None)
    )
    return session.scalars(statement).one_or_none()


def frozen_versions(document_id: uuid.UUID) -> Sequence[Version]:
    """The versions that can be shown in a round, newest first."""
    statement = select(Version).where(
        Version.document_id == document_id, Version.frozen_at.is_not(None)
    )
    return session.scalars(statement.order_by(Version.number.desc())).all()


def history(document_id: uuid.UUID) -> Sequence[tuple[Version, str]]:
    """The frozen versions, newest first, each with the name of who froze it. One query."""
    statement = (
        select(Version, func.coalesce(User.name, ""))
        .outerjoin(User, User.id == Version.frozen_by)
        .where(Version.document_id == document_id, Version.frozen_at.is_not(None))
        .order_by(Version.number.desc())
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def outline(version_id: uuid.UUID) -> Sequence[Section]:
    """The sections of a version in reading order, without their blocks. One query."""
    statement = select(Section).where(Section.version_id == version_id)
    return session.scalars(statement.order_by(Section.ordinal)).all()


def reading(version_id: uuid.UUID) -> Sequence[Section]:
    """The sections of a version in reading order, with their blocks. Two queries."""
    statement = (
        select(Section)
        .where(Section.version_id == version_id)
        .order_by(Section.ordinal)
        .options(selectinload(Section.blocks))
    )
    return session.scalars(statement).all()


def section(version_id: uuid.UUID, key: uuid.UUID) -> Section:
    """One section of a version, with its blocks.

    Raises:
        NotFoundError: the version has none with this key.
    """
    statement = (
        select(Section)
        .where(Section.version_id == version_id, Section.key == key)
        .options(selectinload(Section.blocks))
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(_l("There is no such section in this version."))
    return found


def word_import(import_id: uuid.UUID) -> WordImport:
    """The import of a Word file.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(WordImport, import_id)
    if found is None:
        raise NotFoundError(_l("There is no such import."))
    return found


def latest_import(document_id: uuid.UUID) -> WordImport | None:
    """The import that was last begun into a document, if any."""
    statement = select(WordImport).where(WordImport.document_id == document_id)
    return session.scalars(statement.order_by(WordImport.id.desc()).limit(1)).first()


def waiting_imports(*, lost_before: datetime) -> Sequence[uuid.UUID]:
    """The imports that no worker has, or whose worker began before `lost_before` and is lost."""
    statement = select(WordImport.id).where(
        or_(
            WordImport.status == ImportStatus.QUEUED,
            (WordImport.status == ImportStatus.RUNNING) & (WordImport.claimed_at < lost_before),
        )
    )
    return session.scalars(statement.order_by(WordImport.id).limit(100)).all()


def coverage(version_id: uuid.UUID, languages: Sequence[str]) -> dict[uuid.UUID, Coverage]:
    """How far each section of a version is written in each of `languages`. One query."""
    written = [
        func.count().filter(func.coalesce(Block.text[tag].astext, "") != "") for tag in languages
    ]
    statement = (
        select(Block.section_id, func.count(), *written)
        .join(Section, Section.id == Block.section_id)
        .where(Section.version_id == version_id)
        .group_by(Block.section_id)
    )
    return {
        row[0]: Coverage(row[1], dict(zip(languages, row[2:], strict=True)))
        for row in session.execute(statement)
    }


def pictures(document_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """The stored file of each picture in any version of a document, by the picture's key."""
    statement = (
        select(Block.text, Block.images)
        .join(Section, Section.id == Block.section_id)
        .join(Version, Version.id == Section.version_id)
        .where(Version.document_id == document_id, Block.kind == BlockKind.FIGURE)
    )
    return {
        key: uuid.UUID(images[tag])
        for texts, images in session.execute(statement)
        for tag in texts
        if tag in images and (key := blocks.figure_key(texts[tag]))
    }


def picture(file_id: uuid.UUID, *, for_staff: bool) -> tuple[StoredFile, bool]:
    """The file of a figure's picture, and whether it is public: whether a frozen version shows it.

    Raises:
        NotFoundError: no figure shows it, or none that the person may see.
    """
    shown = func.jsonb_path_exists(
        Block.images,
        cast("$.* ? (@ == $id)", JSONPATH),
        func.jsonb_build_object("id", str(file_id)),
    )
    statement = (
        select(func.bool_or(Version.frozen_at.is_not(None)))
        .join(Section, Section.version_id == Version.id)
        .join(Block, Block.section_id == Section.id)
        .where(Block.kind == BlockKind.FIGURE, shown)
    )
    is_public = session.scalar(statement)
    file = session.get(StoredFile, file_id)
    if file is None or is_public is None or not (is_public or for_staff):
        raise NotFoundError(_l("There is no such picture."))
    return file, is_public
