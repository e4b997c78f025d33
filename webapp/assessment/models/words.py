"""The words of a point, for finding it. Database triggers write them."""

import uuid

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from webapp.assessment.models.points import Decision, Point
from webapp.core.database import Base, states
from webapp.rounds.models import Round


class Words(Base):
    """What a point says, quotes and proposes, with its sender's name.

    What was submitted never changes, so these do so only where staff let a point be another
    passage of it. What is asked of all that some words are found in stands with them: it is kept by
    triggers as the point has it. Text and vector are kept beside the table, so that many rows are
    read at once.
    """

    __tablename__ = "point_words"
    # Without a list of what is still to be sorted in, which each search would have to read whole.
    __table_args__ = (
        Index(
            "ix_point_words_vector",
            "vector",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        ),
    )

    point_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Point.id, ondelete="CASCADE"), primary_key=True
    )
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    decision: Mapped[Decision | None] = mapped_column(states(Decision, checked=False))
    is_replaced: Mapped[bool]
    text: Mapped[str]
    vector: Mapped[str] = mapped_column(TSVECTOR)
    """The stems of the words, as both Swedish and English make them."""
