"""What senders say of what became of their points. The database lets nothing here be changed."""

import uuid
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.assessment.models import Point
from webapp.core.database import Base, Identified, states
from webapp.responses.models import Response


class Stance(StrEnum):
    """Whether a sender is content with the decision on a point."""

    SATISFIED = "satisfied"
    STILL_OBJECTS = "still_objects"


class Reaction(Identified, Base):
    """What a sender said of the decision on one point. The latest counts; the earlier ones stay."""

    __tablename__ = "reaction"

    point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Point.id), index=True)
    part_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Response.id))
    """Of a point in a joint answer: the part of the body that says it; None where it wrote it."""
    stance: Mapped[Stance] = mapped_column(states(Stance))
    text: Mapped[str] = mapped_column(default="")
    """A sentence, for the authority alone."""
    point: Mapped[Point] = relationship()
    part: Mapped[Response | None] = relationship()

    @property
    def sender(self) -> str:
        """Who says it."""
        return (self.part or self.point.response).sender
