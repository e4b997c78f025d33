"""What people have said of two points: that they are related, or that they are not."""

import uuid
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.accounts.models import User
from webapp.assessment.models.points import Point
from webapp.core.database import Base, Moment, states


class Relation(StrEnum):
    """Whether two points are related."""

    RELATED = "related"
    UNRELATED = "unrelated"


class RelatedPoints(Base):
    """What somebody has said of two points. A pair stands once, the lower id first."""

    __tablename__ = "related_points"
    __table_args__ = (CheckConstraint("one_id < other_id", name="order"),)

    one_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Point.id, ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Point.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    relation: Mapped[Relation] = mapped_column(states(Relation))
    decided_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    decided_at: Mapped[Moment]
