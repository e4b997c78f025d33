"""Reading files that are on their way. Each is asked for by whose it is, and where it goes."""

import uuid
from collections.abc import Iterator, Sequence

from sqlalchemy import Select, func, select

from webapp.core import clock
from webapp.core.database import session
from webapp.responses.models import OwnSpace, OwnUpload, OwnUploadPiece

_PIECES_HELD = 2
"""So many pieces are in memory at once while a file is put together."""


def uploads_of(space: OwnSpace, person_id: uuid.UUID) -> Sequence[OwnUpload]:
    """What a person sends into a space, what was begun first first."""
    return session.scalars(_alive(space, person_id).order_by(OwnUpload.created_at)).all()


def find_upload(space: OwnSpace, person_id: uuid.UUID, token_mark: str) -> OwnUpload | None:
    """The person's upload with this mark, and locked; None where it is another's, or forgotten."""
    statement = _alive(space, person_id).where(OwnUpload.token_mark == token_mark)
    fresh = statement.with_for_update().execution_options(populate_existing=True)
    return session.scalars(fresh).one_or_none()


def count_uploads(space: OwnSpace) -> int:
    """How many files are on their way into the space, whoever sends them."""
    statement = select(func.count()).where(OwnUpload.space_id == space.id)
    return session.scalar(statement) or 0


def pieces_of(upload: OwnUpload) -> Iterator[bytes]:
    """The bytes that have come, in their order."""
    statement = (
        select(OwnUploadPiece.data)
        .where(OwnUploadPiece.upload_id == upload.id)
        .order_by(OwnUploadPiece.start)
        .execution_options(yield_per=_PIECES_HELD)
    )
    yield from session.scalars(statement)


def _alive(space: OwnSpace, person_id: uuid.UUID) -> Select[OwnUpload]:
    return select(OwnUpload).where(
        OwnUpload.space_id == space.id,
        OwnUpload.participant_id == person_id,
        OwnUpload.expires_at > clock.now(),
    )
