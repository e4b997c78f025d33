"""Consultation with Sámi representatives: a track of its own, linked to the case (SFS 2022:66)."""

import uuid
from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.database import Base, Identified, Moment, ShortText, states
from webapp.core.storage import StoredFile
from webapp.rounds.models.cases import Consultation


class SamiNeed(StrEnum):
    """Whether the case needs a consultation with Sámi representatives."""

    UNDECIDED = "undecided"
    NEEDED = "needed"
    NOT_NEEDED = "not_needed"


class SamiStepKind(StrEnum):
    """What happened in the consultation with Sámi representatives."""

    ASKED = "asked"
    ANSWER = "answer"
    MEETING = "meeting"
    OUTCOME = "outcome"
    DOCUMENTATION = "documentation"


class SamiTrack(Identified, Base):
    """Whether such a consultation is needed in the case, and why."""

    __tablename__ = "sami_track"

    consultation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Consultation.id), unique=True)
    need: Mapped[SamiNeed] = mapped_column(states(SamiNeed), default=SamiNeed.UNDECIDED)
    reason: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[Moment]
    decided_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    steps: Mapped[list["SamiStep"]] = relationship(
        order_by="SamiStep.day", cascade="all, delete-orphan", back_populates="track"
    )


class SamiStep(Identified, Base):
    """One thing that happened in it."""

    __tablename__ = "sami_step"

    track_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(SamiTrack.id), index=True)
    kind: Mapped[SamiStepKind] = mapped_column(states(SamiStepKind))
    day: Mapped[date]
    party: Mapped[ShortText] = mapped_column(default="")
    """With whom: Sametinget, a Sámi village, an organisation, as its name is written."""
    text: Mapped[str] = mapped_column(default="")
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(StoredFile.id))
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    track: Mapped[SamiTrack] = relationship(back_populates="steps")
    file: Mapped[StoredFile | None] = relationship()
