"""Files on their way into an own space, piece by piece. Never shown to staff."""

import uuid

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.accounts.models import Participant
from webapp.core.database import Base, Identified, Moment, ShortText
from webapp.responses.models.own import OwnSpace


class OwnUpload(Identified, Base):
    """A file that one person sends into one space, and how much of it has come.

    Its pieces are in the database, not in the storage: they come and go with the row, and what is
    written of how much has come is true whatever breaks off.
    """

    __tablename__ = "own_upload"

    space_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(OwnSpace.id, ondelete="CASCADE"), index=True
    )
    participant_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Participant.id, ondelete="CASCADE"), index=True
    )
    token_mark: Mapped[ShortText] = mapped_column(unique=True)
    """What stands for the token in its address. The token itself is in the person's page alone."""
    name: Mapped[ShortText]
    size: Mapped[int] = mapped_column(BigInteger)
    """Bytes, as the browser says, and so its SHA-256."""
    sha256: Mapped[ShortText]
    received: Mapped[int] = mapped_column(BigInteger, default=0)
    """Bytes that have come; the next piece begins there."""
    expires_at: Mapped[Moment] = mapped_column(index=True)

    @property
    def is_whole(self) -> bool:
        """Whether all of it has come."""
        return self.received == self.size


class OwnUploadPiece(Base):
    """Some bytes of such a file, and where in it they begin."""

    __tablename__ = "own_upload_piece"

    upload_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(OwnUpload.id, ondelete="CASCADE"), primary_key=True
    )
    start: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    data: Mapped[bytes]
