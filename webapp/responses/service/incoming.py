"""Answers on their way in: files are taken in as they are, and a worker reads their text."""

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import clock, storage
from webapp.core.background import Task, enqueue
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.storage import StoredFile
from webapp.notifications import service as notifications
from webapp.responses import emails, filekinds, filetext, policy, queries
from webapp.responses.filetext import FileText, UnreadableError
from webapp.responses.models import (
    Channel,
    FilingStatus,
    IncomingFile,
    IncomingResponse,
    TextStatus,
)
from webapp.rounds.models import Invitation, Round

log = logging.getLogger(__name__)

LOST_AFTER: Final = timedelta(minutes=20)
"""A claimed answer whose worker said nothing for so long is read by another."""

GIVEN_UP_AFTER: Final = timedelta(hours=2)
"""What no worker has come through by then is told to be unreadable."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: the name it had, and its bytes."""

    name: str
    data: bytes


def why_refused(upload: Upload) -> Any:
    """Why a file is not taken in, as a sentence; None where it is."""
    if len(upload.data) > filekinds.MOST_BYTES:
        return _l("%(name)s is larger than 30 megabytes.", name=upload.name)
    if filekinds.kind_of(upload.data) is None:
        return _l(
            "%(name)s is not a PDF, Word (.docx) or OpenDocument (.odt) file.", name=upload.name
        )
    return None


def begin(
    round_: Round,
    channel: Channel,
    uploads: Sequence[Upload],
    *,
    actor: User,
    invitation: Invitation | None = None,
) -> IncomingResponse:
    """Begin to file an answer that a registrar has before them; its files are read by a worker.

    Raises:
        ConflictError: the round takes no answers.
        DomainError: a file is refused at sight, or there are too many.
    """
    policy.check_writable(round_, clock.now())
    refused = [reason for reason in map(why_refused, uploads) if reason]
    if refused:
        raise DomainError(refused[0], field="files")
    if len(uploads) > filekinds.MOST_FILES:
        raise DomainError(
            _l("At most %(most)s files at a time.", most=filekinds.MOST_FILES), field="files"
        )
    started = IncomingResponse(
        round=round_, invitation=invitation, channel=channel, arrived_at=clock.now()
    )
    if invitation is not None:
        started.sender_name, started.sender_address = invitation.name, invitation.email
    keep(started, uploads)
    audit.record(
        "responses.take_in",
        subject=started.id,
        actor=actor,
        round=str(round_.id),
        channel=channel.value,
        files=[each.file.sha256 for each in started.files],
    )
    return started


def keep(started: IncomingResponse, uploads: Sequence[Upload]) -> None:
    """Keep an answer with its files, and ask for their reading where there are any."""
    for ordinal, upload in enumerate(uploads, start=1):
        kind = filekinds.kind_of(upload.data)
        if kind is None:
            raise LookupError(upload.name)
        name = filekinds.named(upload.name, kind)
        file = storage.keep(upload.data, name=name, content_type=kind.content_type)
        started.files.append(IncomingFile(ordinal=ordinal, file=file))
    started.text_status = TextStatus.WAITING if uploads else TextStatus.READ
    session.add(started)
    session.flush()
    if uploads:
        enqueue(Task.READ_INCOMING, started.id)


def set_aside(found: IncomingResponse, reason: str, *, actor: User) -> None:
    """Put aside what is no answer, or another copy of one; it is kept, with the reason.

    Raises:
        ConflictError: it was filed meanwhile.
        DomainError: there is no reason.
    """
    lock(found)
    if found.status is FilingStatus.REGISTERED:
        raise ConflictError(_l("This answer has been registered, so it stays."))
    if not reason:
        raise DomainError(_l("Write why, so that others understand it later."), field="reason")
    found.status, found.reason = FilingStatus.SET_ASIDE, reason
    found.filed_at, found.filed_by = clock.now(), actor.id
    audit.record("responses.set_aside", subject=found.id, actor=actor, reason=reason)


def take_back(found: IncomingResponse, *, actor: User) -> None:
    """Let what was put aside wait to be filed again."""
    lock(found)
    if found.status is FilingStatus.SET_ASIDE:
        found.status, found.reason = FilingStatus.NEW, ""
        found.filed_at = found.filed_by = None
        audit.record("responses.take_back", subject=found.id, actor=actor)


def lock(found: IncomingResponse) -> None:
    """Make whoever else decides about the answer wait, and see it as it is now."""
    session.refresh(found, ["status", "reason", "response_id"], with_for_update=True)


def claim(incoming_id: uuid.UUID) -> list[StoredFile] | None:
    """Take an answer's files for reading; None where another worker has them, or did it."""
    moment = clock.now()
    free = (IncomingResponse.text_status == TextStatus.WAITING) | (
        (IncomingResponse.text_status == TextStatus.READING)
        & (IncomingResponse.claimed_at < moment - LOST_AFTER)
    )
    statement = select(IncomingResponse).where(IncomingResponse.id == incoming_id, free)
    found = session.scalars(statement.with_for_update(skip_locked=True)).one_or_none()
    if found is None:
        return None
    if found.claimed_at is not None and found.created_at < moment - GIVEN_UP_AFTER:
        give_up(incoming_id)
        return None
    found.text_status, found.claimed_at = TextStatus.READING, moment
    return [each.file for each in found.files]


def read(file: StoredFile) -> FileText | None:
    """The text of one file; None where it cannot be read."""
    kind = filekinds.of_type(file.content_type)
    try:
        return filetext.read(storage.contents(file), kind) if kind else None
    except UnreadableError as error:
        log.info("unreadable file: id=%s reason=%s", file.id, str(error)[:200])
        return None


def note_text(incoming_id: uuid.UUID, found: Sequence[FileText | None]) -> None:
    """Keep the text that was read, unless that is done; a file that lacked it is told of."""
    row = _locked(incoming_id)
    if row.text_status is not TextStatus.READING:
        return
    texts = [each.text for each in found if each is not None and each.text]
    row.text = "\n\n".join(filter(None, (row.text, *texts)))
    row.text_status = _status(found)
    if row.text_status is TextStatus.UNREADABLE:
        _tell_unreadable(row)


def release(incoming_id: uuid.UUID) -> None:
    """Let the files be read again: what stopped it may pass."""
    _locked(incoming_id).text_status = TextStatus.WAITING


def give_up(incoming_id: uuid.UUID) -> None:
    """Say that the files could not be read; they are kept all the same."""
    row = _locked(incoming_id)
    row.text_status = TextStatus.UNREADABLE
    log.warning("reading given up: incoming=%s", row.id)
    _tell_unreadable(row)


def sweep() -> int:
    """Ask again for readings whose message or worker was lost; returns how many."""
    found = queries.unread_incoming(lost_before=clock.now() - LOST_AFTER)
    for incoming_id in found:
        enqueue(Task.READ_INCOMING, incoming_id)
    return len(found)


def _status(found: Sequence[FileText | None]) -> TextStatus:
    if None in found:
        return TextStatus.UNREADABLE
    if any(each.lacking for each in found if each):
        return TextStatus.NO_TEXT
    recognised = any(each.recognised for each in found if each)
    return TextStatus.RECOGNISED if recognised else TextStatus.READ


def _locked(incoming_id: uuid.UUID) -> IncomingResponse:
    return session.get_one(IncomingResponse, incoming_id, with_for_update=True)


def _tell_unreadable(row: IncomingResponse) -> None:
    if row.round is not None:
        notifications.queue(emails.file_unreadable(row, row.round.consultation))
