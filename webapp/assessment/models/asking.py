"""Questions to a sender about a point, and what the sender answers. Never changed."""

import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.assessment.models.points import Point
from webapp.core.database import Base, Identified, ShortText


class Clarification(Identified, Base):
    """What staff asked a sender about a point."""

    __tablename__ = "clarification"

    point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Point.id), index=True)
    question: Mapped[str]
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    point: Mapped[Point] = relationship()
    asker: Mapped[User] = relationship()
    answers: Mapped[list["ClarificationAnswer"]] = relationship(
        order_by="ClarificationAnswer.created_at", back_populates="clarification"
    )


class ClarificationAnswer(Identified, Base):
    """What the sender answered: a complement that belongs to the point.

    The response itself stays as it was submitted.
    """

    __tablename__ = "clarification_answer"

    clarification_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Clarification.id), index=True)
    text: Mapped[str]
    name: Mapped[ShortText]
    """Who answered, as the person wrote it."""
    clarification: Mapped[Clarification] = relationship(back_populates="answers")
