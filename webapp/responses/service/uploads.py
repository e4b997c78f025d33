"""Files that come piece by piece over a poor line, until they are whole and a form takes them.

In the manner of *Resumable Uploads for HTTP* (draft-ietf-httpbis-resumable-upload): the server
says how much has come, and the browser goes on from there, after a break or another day.
"""

import hashlib
import secrets
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO, Final

from sqlalchemy import delete, insert

from webapp.accounts.models import Participant
from webapp.core import access, clock
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError, NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import plain_line
from webapp.responses import filekinds, policy, queries
from webapp.responses.models import OwnSpace, OwnUpload, OwnUploadPiece

LARGEST_PIECE: Final = 512 * 1024
SMALLEST_PIECE: Final = 16 * 1024
"""Of a piece that is not the last, in bytes: so a file has some thousand pieces at most."""

MOST_OF_A_PERSON: Final = 3
MOST_IN_A_SPACE: Final = 20
"""Files on their way at once."""

KEPT_FOR: Final = timedelta(days=1)
"""How long what has come of a file waits for the rest, since it was last chosen."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A file as the browser announces it: its size in bytes, and its SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Given:
    """A file that has come, whichever way: the name it had, and its bytes, open to be read."""

    name: str
    source: BinaryIO


Opens = Callable[[], Given]
"""Gives the file, once it is known that it is wanted."""


class OutOfStepError(ConflictError):
    """A piece does not begin where the next one should: at `received` bytes."""

    def __init__(self, received: int) -> None:
        super().__init__(_l("A part of the file came twice or not at all."))
        self.received = received


def begin(space: OwnSpace, person: Participant, announced: Announced) -> tuple[OwnUpload, str]:
    """Begin to take in a file, or go on with one of the same content; gives its new token.

    An earlier token of it is worth nothing from now on, so that no two pages send it at once.

    Raises:
        DomainError: it is empty, too large, or too many are on their way.
        ConflictError: nothing may be changed in the space at this time.
    """
    policy.check_writable(space.round, clock.now())
    policy.check_may_write(space)
    _check(announced)
    own = queries.uploads_of(space, person.id)
    same = (announced.size, announced.sha256)
    upload = next((each for each in own if (each.size, each.sha256) == same), None)
    if upload is None:
        _make_room(space, own)
        upload = OwnUpload(space_id=space.id, participant_id=person.id)
        upload.size, upload.sha256 = same
        session.add(upload)
    token = secrets.token_urlsafe(32)
    upload.token_mark = _mark(token)
    upload.name = plain_line(announced.name)[:200]
    upload.expires_at = clock.now() + KEPT_FOR
    session.flush()
    return upload, token


def append(upload: OwnUpload, start: int, data: bytes) -> None:
    """Take in one piece, all of it or nothing.

    Raises:
        OutOfStepError: it does not begin where the last one ended.
        DomainError: it is larger or smaller than a piece may be.
    """
    if start != upload.received:
        raise OutOfStepError(upload.received)
    rest = upload.size - upload.received
    if not min(SMALLEST_PIECE, rest) <= len(data) <= min(LARGEST_PIECE, rest) or not data:
        raise DomainError(_l("A part of the file is too large or too small."))
    row = {"upload_id": upload.id, "start": start, "data": data}
    session.execute(insert(OwnUploadPiece).values(row))
    upload.received += len(data)


def find(space: OwnSpace, person: Participant, token: str) -> OwnUpload:
    """What the person sends under this token, locked until the end of the request.

    Raises:
        NotFoundError: there is none such: it was another's, broken off, taken or forgotten.
    """
    upload = queries.find_upload(space, person.id, _mark(token))
    if upload is None:
        raise NotFoundError(
            _l("What had come of the file is not here any more. Choose the file again."),
            field="file",
        )
    return upload


def take(space: OwnSpace, person: Participant, token: str) -> Given:
    """The whole file, put together outside memory. What was kept of it is forgotten.

    Raises:
        NotFoundError: there is none such.
        DomainError: it is not whole, or not what the browser announced.
    """
    upload = find(space, person, token)
    source = _joined(upload) if upload.is_whole else None
    if source is None:
        raise DomainError(_l("The file did not come through whole. Choose it again."), field="file")
    session.delete(upload)
    return Given(upload.name, source)


def _joined(upload: OwnUpload) -> BinaryIO | None:
    """The pieces as one file on disk; None where they are not what was announced."""
    source = tempfile.TemporaryFile()  # noqa: SIM115 - whoever reads it lets go of it
    digest = hashlib.sha256()
    for piece in queries.pieces_of(upload):
        digest.update(piece)
        source.write(piece)
    source.seek(0)
    if digest.hexdigest() == upload.sha256:
        return source
    source.close()
    return None


def drop(space: OwnSpace, person: Participant, token: str) -> None:
    """Forget what has come of a file, if anything has."""
    upload = queries.find_upload(space, person.id, _mark(token))
    if upload is not None:
        session.delete(upload)


def forget_old() -> None:
    """Forget what has waited too long for the rest."""
    session.execute(delete(OwnUpload).where(OwnUpload.expires_at <= clock.now()))


def _check(announced: Announced) -> None:
    if announced.size > filekinds.MOST_BYTES:
        raise DomainError(_l("The file is larger than 30 megabytes."), field="file")
    if announced.size <= 0:
        raise DomainError(_l("The file is empty."), field="file")


def _make_room(space: OwnSpace, own: Sequence[OwnUpload]) -> None:
    """Let the person's oldest give way to a new one."""
    for each in own[: len(own) - MOST_OF_A_PERSON + 1]:
        session.delete(each)
    session.flush()
    if queries.count_uploads(space) >= MOST_IN_A_SPACE:
        raise DomainError(
            _l("Many files are on their way into this answer. Wait until some have come."),
            field="file",
        )


def _mark(token: str) -> str:
    return access.mark("upload", token)
