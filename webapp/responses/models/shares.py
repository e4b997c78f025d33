"""A body's own leave for others to read the answer that it submitted, and join it."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import Participant
from webapp.core.database import Base, Identified
from webapp.organisations.models import Organisation
from webapp.rounds.models import Round


class AnswerShare(Identified, Base):
    """The link by which a body shares its answer to a round, whichever version counts.

    The link is signed from the row's id and `link_number`, so that it can be stopped.
    """

    __tablename__ = "answer_share"
    __table_args__ = (UniqueConstraint("round_id", "organisation_id"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Organisation.id))
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Participant.id))
    """Who shared it last, of the body's people."""
    link_number: Mapped[int] = mapped_column(default=1)
    stopped_at: Mapped[datetime | None]
    round: Mapped[Round] = relationship()

    @property
    def link(self) -> str:
        """What the link is signed from."""
        return f"{self.id}:{self.link_number}"
