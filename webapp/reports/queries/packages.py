"""Reading packages, and the answers that go into one, some at a time."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webapp.assessment.listing import listed
from webapp.assessment.models import PointChange
from webapp.core.background import UNDER_WAY, JobStatus
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.storage import StoredFile
from webapp.drafts import queries as drafts
from webapp.drafts.models import SectionRevision, Version
from webapp.reports.models import (
    Chapter,
    Edition,
    Package,
    PackageEntry,
)
from webapp.reports.packed.zips import Written
from webapp.responses.models import Response
from webapp.rounds.models import Round

PACKAGES = 20
"""Packages on a page."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file that goes into a package: its chapter, its path with size and mark, and what it is."""

    chapter: Chapter
    written: Written
    file_id: uuid.UUID
    name: str
    content_type: str
    created_at: datetime
    response_id: uuid.UUID | None


def package(package_id: uuid.UUID, *, internal: bool = True) -> Package:
    """The package; unless `internal`, only one that is not.

    Raises:
        NotFoundError: there is none such.
    """
    statement = select(Package).where(Package.id == package_id)
    if not internal:
        statement = statement.where(~Package.internal)
    statement = statement.options(
        joinedload(Package.round).joinedload(Round.consultation),
        joinedload(Package.edition),
        joinedload(Package.maker),
        joinedload(Package.canceller),
        joinedload(Package.file),
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(_l("There is no such package, or you may not see it."))
    return found


def packages(round_id: uuid.UUID, *, internal: bool) -> Sequence[Package]:
    """The latest packages of a round, newest first; with those that are internal, or without."""
    statement = select(Package).where(Package.round_id == round_id)
    if not internal:
        statement = statement.where(~Package.internal)
    statement = statement.options(joinedload(Package.edition), joinedload(Package.file))
    return session.scalars(statement.order_by(Package.id.desc()).limit(PACKAGES)).all()


def packable(round_id: uuid.UUID) -> Sequence[Edition]:
    """The compiled editions that a package can be made with, newest first, those withdrawn last."""
    statement = select(Edition).where(
        Edition.round_id == round_id, Edition.status == JobStatus.DONE
    )
    order = (Edition.withdrawn_at.is_not(None), Edition.number.desc())
    return session.scalars(statement.order_by(*order).limit(PACKAGES)).all()


def like_package(wanted: Package) -> Package | None:
    """The newest package of the same edition, made in the same way, that waits or is there."""
    statement = select(Package).where(
        Package.edition_id == wanted.edition_id,
        Package.kind == wanted.kind,
        Package.internal == wanted.internal,
        Package.language == wanted.language,
        Package.status.in_([*UNDER_WAY, JobStatus.DONE]),
    )
    return session.scalars(statement.order_by(Package.id.desc()).limit(1)).one_or_none()


def entries(package_id: uuid.UUID) -> Sequence[Held]:
    """The files that go into a package, in order. One query."""
    statement = (
        select(
            PackageEntry.chapter,
            PackageEntry.path,
            StoredFile.size,
            StoredFile.sha256,
            StoredFile.id,
            StoredFile.name,
            StoredFile.content_type,
            StoredFile.created_at,
            PackageEntry.response_id,
        )
        .join(StoredFile, StoredFile.id == PackageEntry.file_id)
        .where(PackageEntry.package_id == package_id)
        .order_by(PackageEntry.ordinal)
    )
    return [Held(row[0], Written(*row[1:4]), *row[4:]) for row in session.execute(statement)]


def counted_entries(package_id: uuid.UUID) -> dict[Chapter, tuple[int, int]]:
    """How many files each chapter of a package holds, and their bytes. One query."""
    statement = (
        select(PackageEntry.chapter, func.count(), func.sum(StoredFile.size))
        .join(StoredFile, StoredFile.id == PackageEntry.file_id)
        .where(PackageEntry.package_id == package_id)
        .group_by(PackageEntry.chapter)
    )
    return {chapter: (count, int(size)) for chapter, count, size in session.execute(statement)}


def last_packed(package_id: uuid.UUID) -> int:
    """The running number of the last answer that a package holds; 0 while it holds none."""
    statement = (
        select(func.max(Response.number))
        .join(PackageEntry, PackageEntry.response_id == Response.id)
        .where(PackageEntry.package_id == package_id)
    )
    return session.scalar(statement) or 0


def next_ordinal(package_id: uuid.UUID) -> int:
    """The place of the next file in a package, from 1."""
    statement = select(func.max(PackageEntry.ordinal)).where(PackageEntry.package_id == package_id)
    return (session.scalar(statement) or 0) + 1


def own_files(package_id: uuid.UUID) -> Sequence[StoredFile]:
    """The files that were made for a package and go with it."""
    statement = (
        select(StoredFile)
        .join(PackageEntry, PackageEntry.file_id == StoredFile.id)
        .where(PackageEntry.package_id == package_id, PackageEntry.own)
    )
    return session.scalars(statement).all()


def expired_packages(at: datetime) -> Sequence[Package]:
    """Packages that are past their time and still there."""
    statement = select(Package).where(Package.status == JobStatus.DONE, Package.expires_at <= at)
    return session.scalars(statement.with_for_update(skip_locked=True)).all()


def stored(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, StoredFile]:
    """The rows of files, by id. One query."""
    found = session.scalars(select(StoredFile).where(StoredFile.id.in_(ids)))
    return {each.id: each for each in found}


def latest_edit(document_id: uuid.UUID) -> datetime | None:
    """When a document's text was last written on."""
    return session.scalar(
        select(func.max(SectionRevision.created_at)).where(
            SectionRevision.document_id == document_id
        )
    )


def differ(former: Version, later: Version) -> bool:
    """Say whether the later version says something else than the former, in any language."""
    causes: dict[uuid.UUID, Sequence[PointChange]] = {}
    one, other = drafts.reading(former.id), drafts.reading(later.id)
    return next(listed(one, other, former.document.languages, causes), None) is not None
