"""Which files have been looked through for malware, and which wait."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, or_, select

from webapp.core.database import session
from webapp.core.storage import StoredFile
from webapp.responses import clamd
from webapp.responses.models import Attachment, FileScan, IncomingFile, OwnAttachment, Scanned


@dataclass(frozen=True, slots=True)
class Held:
    """How many submitted files wait to be looked through though they were tried, and since when.

    `beyond`: how many of them since clamd is not set to take what is so large.
    """

    files: int
    since: datetime
    beyond: int = 0


def scans_of(file_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, FileScan]:
    """The files' scans, by the file; a file that was never asked for has none. One query."""
    statement = select(FileScan).where(FileScan.file_id.in_(list(file_ids)))
    return {each.file_id: each for each in session.scalars(statement)}


def due_scans(moment: datetime, *, limit: int) -> Sequence[uuid.UUID]:
    """The files that are due to be looked through, those that have waited longest first."""
    statement = (
        select(FileScan.file_id)
        .where(FileScan.state == Scanned.WAITING, FileScan.next_at <= moment)
        .order_by(FileScan.next_at)
        .limit(limit)
    )
    return session.scalars(statement).all()


def never_scanned(*, limit: int) -> Sequence[uuid.UUID]:
    """Files that came with answers before anybody asked to have them looked through."""
    asked = exists().where(FileScan.file_id == StoredFile.id)
    kinds = (
        exists().where(OwnAttachment.file_id == StoredFile.id),
        exists().where(Attachment.file_id == StoredFile.id),
        exists().where(IncomingFile.file_id == StoredFile.id),
    )
    statement = select(StoredFile.id).where(or_(*kinds), ~asked).limit(limit)
    return session.scalars(statement).all()


def held_files() -> Held | None:
    """What staff wait for since clamd did not answer. Nothing of what is not submitted is in it."""
    theirs = (
        exists().where(Attachment.file_id == FileScan.file_id),
        exists().where(IncomingFile.file_id == FileScan.file_id),
    )
    beyond = func.count().filter(FileScan.answer.startswith(clamd.BEYOND_LIMITS))
    statement = select(func.count(), func.min(FileScan.created_at), beyond).where(
        FileScan.state == Scanned.WAITING, FileScan.answer != "", or_(*theirs)
    )
    files, since, large = session.execute(statement).one()
    return Held(files, since, large) if files else None
