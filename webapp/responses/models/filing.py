"""Answers that came another way than the web, and what staff decide about a response."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, Moment, ShortText, states
from webapp.core.storage import StoredFile
from webapp.notifications.models import IncomingMail
from webapp.responses.models.kinds import Channel, Position
from webapp.responses.models.submitted import Response
from webapp.rounds.models import Invitation, Round


class TextStatus(StrEnum):
    """How far the reading of a file's text has come."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    RECOGNISED = "recognised"
    NO_TEXT = "no_text"
    UNREADABLE = "unreadable"


class FilingStatus(StrEnum):
    """What became of an answer that came another way than the web."""

    NEW = "new"
    REGISTERED = "registered"
    SET_ASIDE = "set_aside"


class IncomingResponse(Identified, Base):
    """An answer on its way in by e-mail, file or paper. It counts when a registrar has filed it."""

    __tablename__ = "incoming_response"

    round_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Round.id), index=True)
    """The round that it is thought, or said, to answer."""
    invitation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Invitation.id), index=True)
    channel: Mapped[Channel] = mapped_column(states(Channel))
    mail_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(IncomingMail.id), unique=True)
    sender_name: Mapped[ShortText] = mapped_column(default="")
    sender_address: Mapped[ShortText] = mapped_column(default="")
    arrived_at: Mapped[Moment]
    """When it arrived, which decides whether it was late."""
    text: Mapped[str] = mapped_column(default="")
    text_status: Mapped[TextStatus] = mapped_column(states(TextStatus), default=TextStatus.WAITING)
    claimed_at: Mapped[datetime | None]
    status: Mapped[FilingStatus] = mapped_column(states(FilingStatus), default=FilingStatus.NEW)
    reason: Mapped[str] = mapped_column(default="")
    """Why it was set aside."""
    filed_at: Mapped[datetime | None]
    filed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    response_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Response.id), unique=True)
    round: Mapped[Round | None] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    mail: Mapped[IncomingMail | None] = relationship()
    response: Mapped[Response | None] = relationship()
    filer: Mapped[User | None] = relationship()
    files: Mapped[list["IncomingFile"]] = relationship(
        order_by="IncomingFile.ordinal", cascade="all, delete-orphan", back_populates="incoming"
    )


class IncomingFile(Identified, Base):
    """A file that such an answer came with."""

    __tablename__ = "incoming_file"

    incoming_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(IncomingResponse.id), index=True)
    ordinal: Mapped[int] = mapped_column(default=0)
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(StoredFile.id))
    incoming: Mapped[IncomingResponse] = relationship(back_populates="files")
    file: Mapped[StoredFile] = relationship()


class PositionReading(Identified, Base):
    """A position that staff read in a response, or that its sender put right. The latest counts.

    The response itself is never changed by it.
    """

    __tablename__ = "position_reading"

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Response.id), index=True)
    position: Mapped[Position] = mapped_column(states(Position))
    quote: Mapped[str] = mapped_column(default="")
    """The sentence that says it, as it stands in the response."""
    read_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    """The member of staff; None where the sender put it right."""
    response: Mapped[Response] = relationship(back_populates="readings")
    reader: Mapped[User | None] = relationship()


class Considered(StrEnum):
    """Whether a late response is considered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class LateDecision(Identified, Base):
    """What staff decided about a late response. The latest counts; the earlier ones stay."""

    __tablename__ = "late_decision"

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Response.id), index=True)
    considered: Mapped[Considered] = mapped_column(states(Considered))
    reason: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    response: Mapped[Response] = relationship(back_populates="decisions")
