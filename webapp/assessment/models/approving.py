"""That a second person stands behind a decision, where the round demands it."""

import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.assessment.models.points import Point
from webapp.core.database import Base, Moment
from webapp.rounds.models import Round


class SecondDemanded(Base):
    """That each decision in a round needs a second person. There is a row while it does."""

    __tablename__ = "second_demanded"

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id), primary_key=True)
    demanded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    demanded_at: Mapped[Moment]


class DecisionApproval(Base):
    """That somebody stands behind a decision that another made.

    It is of one revision of the point: a decision that is changed needs a new one.
    """

    __tablename__ = "decision_approval"

    point_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Point.id, ondelete="CASCADE"), primary_key=True
    )
    revision: Mapped[int] = mapped_column(primary_key=True)
    approved_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    approved_at: Mapped[Moment]
    user: Mapped[User] = relationship()
