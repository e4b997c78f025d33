"""What the board decided when a round was reported, and what was corrected of that afterwards."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, Localised, ShortText, states
from webapp.core.storage import StoredFile
from webapp.drafts.models import Version
from webapp.rounds.models.rounds import Round


class Decided(StrEnum):
    """What became of the proposal."""

    ADOPTED = "adopted"
    ADOPTED_CHANGED = "adopted_changed"
    RETURNED = "returned"
    NOT_ADOPTED = "not_adopted"


class BoardDecision(Identified, Base):
    """What the board decided on what a round asked about. A round has one at the most."""

    __tablename__ = "board_decision"

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id), unique=True)
    decided_on: Mapped[date]
    paragraph: Mapped[ShortText] = mapped_column(default="")
    """The number of the paragraph in the minutes, as it is written there, without the sign."""
    body: Mapped[Localised]
    """Who decided: the board, the council or a committee, by language."""
    decided: Mapped[Decided] = mapped_column(states(Decided))
    text: Mapped[Localised]
    """What was decided, in a few sentences, by language."""
    minutes_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(StoredFile.id))
    version_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Version.id), index=True)
    """The text that was adopted, where it is a version that is frozen here."""
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    published_at: Mapped[datetime | None]
    """When everyone could read it, and its e-mails were asked for: once."""
    told_at: Mapped[datetime | None]
    """When the last of those e-mails was written."""
    round: Mapped[Round] = relationship()
    minutes: Mapped[StoredFile | None] = relationship()
    version: Mapped[Version | None] = relationship()
    corrections: Mapped[list["DecisionCorrection"]] = relationship(
        order_by="DecisionCorrection.id", back_populates="decision"
    )

    def said(self) -> Mapping[str, Any]:
        """What it says, as JSON: what a correction keeps of how it was before."""
        return {
            "decided_on": self.decided_on.isoformat(),
            "paragraph": self.paragraph,
            "body": dict(self.body),
            "decided": self.decided.value,
            "text": dict(self.text),
            "minutes": str(self.minutes_id or ""),
            "version": str(self.version_id or ""),
        }


class DecisionCorrection(Identified, Base):
    """That what was published of a decision was put right: what, and what it said before.

    It is never changed or deleted: a trigger holds it.
    """

    __tablename__ = "board_decision_correction"

    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(BoardDecision.id), index=True)
    text: Mapped[Localised]
    """What was corrected and why, in words for everyone."""
    before: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """What was changed, as it was before (`BoardDecision.said`)."""
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    decision: Mapped[BoardDecision] = relationship(back_populates="corrections")

    @property
    def former_day(self) -> date | None:
        """The day that it said before, where that was wrong."""
        said = self.before.get("decided_on")
        return date.fromisoformat(said) if said else None
