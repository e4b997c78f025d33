"""Whether the files that go with an answer have text: a worker looks, and the sender is told."""

import logging
import uuid
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from webapp.core import clock, storage
from webapp.core.background import Task, enqueue
from webapp.core.database import session
from webapp.core.storage import StoredFile
from webapp.responses import filekinds, filetext, queries
from webapp.responses.filekinds import FileKind
from webapp.responses.filetext import UnreadableError
from webapp.responses.models import Legibility, OwnAttachment

log = logging.getLogger(__name__)

LOST_AFTER: Final = timedelta(minutes=20)
"""A claimed file whose worker said nothing for so long is looked into by another."""

GIVEN_UP_AFTER: Final = timedelta(hours=2)
"""What no worker has come through by then is told to be unreadable."""


def ask(attachment: OwnAttachment) -> None:
    """Ask for a look into the file, where it is of a kind that may lack text."""
    if filekinds.of_type(attachment.file.content_type) is FileKind.PDF:
        attachment.legibility = Legibility.WAITING
        session.flush()
        enqueue(Task.LOOK_INTO_ATTACHMENT, attachment.id)


def claim(attachment_id: uuid.UUID) -> StoredFile | None:
    """Take a file to look into; None where another worker has it, or did it, or it is gone."""
    moment = clock.now()
    free = (OwnAttachment.legibility == Legibility.WAITING) | (
        (OwnAttachment.legibility == Legibility.LOOKING)
        & (OwnAttachment.claimed_at < moment - LOST_AFTER)
    )
    statement = select(OwnAttachment).where(OwnAttachment.id == attachment_id, free)
    found = session.scalars(
        statement.with_for_update(of=OwnAttachment, skip_locked=True)
    ).one_or_none()
    if found is None:
        return None
    if found.claimed_at is not None and found.created_at < moment - GIVEN_UP_AFTER:
        found.legibility = Legibility.UNREADABLE
        log.warning("looking given up: attachment=%s", found.id)
        return None
    found.legibility, found.claimed_at = Legibility.LOOKING, moment
    return found.file


def look_into(file: StoredFile) -> Legibility:
    """Whether a PDF has text."""
    try:
        pictures = filetext.is_pictures(storage.contents(file))
    except UnreadableError as error:
        log.info("unreadable attachment: file=%s reason=%s", file.id, str(error)[:200])
        return Legibility.UNREADABLE
    return Legibility.PICTURES if pictures else Legibility.TEXT


def note(attachment_id: uuid.UUID, found: Legibility) -> None:
    """Write what was found, unless the file was taken away meanwhile."""
    row = session.get(OwnAttachment, attachment_id, with_for_update={"of": OwnAttachment})
    if row is not None and row.legibility is Legibility.LOOKING:
        row.legibility = found


def release(attachment_id: uuid.UUID) -> None:
    """Let the file be claimed again: what stopped it may pass."""
    note(attachment_id, Legibility.WAITING)


def sweep() -> int:
    """Ask again for files whose message or worker was lost; returns how many."""
    found = queries.unread_attachments(lost_before=clock.now() - LOST_AFTER)
    for attachment_id in found:
        enqueue(Task.LOOK_INTO_ATTACHMENT, attachment_id)
    return len(found)
