"""Documents and versions, outlines without their text, and whole versions in two queries."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.accounts.models import User
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.models import Document, Section, Version


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


def versions_with(document_id: uuid.UUID, key: uuid.UUID) -> Sequence[Version]:
    """The frozen versions that have the section, newest first, each with its document."""
    statement = (
        select(Version)
        .join(Section, Section.version_id == Version.id)
        .where(Version.document_id == document_id, Version.frozen_at.is_not(None))
        .where(Section.key == key)
        .options(joinedload(Version.document))
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


def locked(version_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The keys of the sections of a version that cannot be commented on. One query."""
    statement = select(Section.key, Section.lock_reason).where(Section.version_id == version_id)
    return frozenset(key for key, why in session.execute(statement) if any(why.values()))


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


def standing_section(document_id: uuid.UUID, key: uuid.UUID) -> Section | None:
    """A section of the version that is being written, with its blocks, if it stands there."""
    statement = (
        select(Section)
        .join(Version)
        .where(Version.document_id == document_id, Version.frozen_at.is_(None), Section.key == key)
        .options(selectinload(Section.blocks))
    )
    return session.scalars(statement).one_or_none()
