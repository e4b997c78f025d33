"""Meetings of a case: the dialogue conference and others."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core import clock
from webapp.core.database import Base, Identified, Localised, Moment, ShortText, states
from webapp.rounds.models.cases import Consultation
from webapp.rounds.models.rounds import Round


class MeetingKind(StrEnum):
    """What kind of meeting it is."""

    CONFERENCE = "conference"
    INFORMATION = "information"
    WORKSHOP = "workshop"
    OTHER = "other"


class Meeting(Identified, Base):
    """A meeting about the case, or in one of its rounds."""

    __tablename__ = "meeting"

    consultation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Consultation.id), index=True)
    round_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Round.id), index=True)
    """The round whose bodies are invited; None for the whole case."""
    kind: Mapped[MeetingKind] = mapped_column(states(MeetingKind), default=MeetingKind.INFORMATION)
    title: Mapped[Localised]
    description: Mapped[Localised] = mapped_column(default=dict)
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    place: Mapped[ShortText] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    """Where to join from afar."""
    is_public: Mapped[bool] = mapped_column(default=False)
    """Whether anyone may come; else those who are invited to the round."""
    film: Mapped[str] = mapped_column(default="")
    """The address of a film of it."""
    notes: Mapped[Localised] = mapped_column(default=dict)
    """What was said, in small CommonMark, written afterwards."""
    sequence: Mapped[int] = mapped_column(default=0)
    """Rises with every change, so that calendars take the latest (RFC 5545, 3.8.7.4)."""
    changed_at: Mapped[Moment] = mapped_column(default=clock.now)
    """When what stands in calendars was last changed (RFC 5545, 3.8.7.2)."""
    told_sequence: Mapped[int | None]
    """The sequence that the invited bodies were last told of; None where they were told nothing."""
    telling_at: Mapped[datetime | None]
    """When staff asked that the invited bodies be told; None when that is done."""
    cancelled_at: Mapped[datetime | None]
    cancelled_because: Mapped[str] = mapped_column(default="")
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    consultation: Mapped[Consultation] = relationship()
    round: Mapped[Round | None] = relationship()

    def told_as(self, sequence: int) -> uuid.UUID:
        """What e-mails about the meeting as it was at `sequence` are about."""
        return uuid.uuid5(self.id, str(sequence))

    @property
    def tellings(self) -> list[uuid.UUID]:
        """The same for each time that anyone may have been told of it."""
        latest = -1 if self.told_sequence is None else self.told_sequence
        return [self.told_as(each) for each in range(latest + 1)]
