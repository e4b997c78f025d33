"""What a round asks beside the text."""

import uuid

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.database import Base, Identified, Localised
from webapp.rounds.models.rounds import Round


class Question(Identified, Base):
    """Something asked beside the text."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("round_id", "ordinal"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    ordinal: Mapped[int]
    text: Mapped[Localised]
    help: Mapped[Localised] = mapped_column(default=dict)
    asks_position: Mapped[bool] = mapped_column(default=False)
    round: Mapped[Round] = relationship(back_populates="questions")
