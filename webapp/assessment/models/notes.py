"""What staff write to each other about a point. It is on no public page.

Of reports, only editions for internal use hold it.
"""

import uuid
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.assessment.models.points import Point
from webapp.core.database import Base, Identified, states


class NoteKind(StrEnum):
    """Discussion: what colleagues say. Opinion: what an expert says, apart from the decision."""

    DISCUSSION = "discussion"
    OPINION = "opinion"


class PointNote(Identified, Base):
    """One thing said about a point."""

    __tablename__ = "point_note"
    __table_args__ = (Index("ix_point_note_point", "point_id", "id"),)

    point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Point.id))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    kind: Mapped[NoteKind] = mapped_column(states(NoteKind))
    text: Mapped[str]
    author: Mapped[User] = relationship()
