"""Whose a point is to weigh, by when, and that a person has opened it."""

import uuid
from datetime import date, datetime

from sqlalchemy import FetchedValue, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.assessment.models.points import Point
from webapp.core.database import Base, Identified, Moment
from webapp.rounds.models import Round


class Assignment(Identified, Base):
    """That a point is somebody's to weigh. A point is one person's at a time.

    `told_at` is None until the e-mail about it is queued; what is assigned in the same minutes
    goes in one.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        Index("uq_assignment_point", "point_id", unique=True),
        Index("ix_assignment_assignee", "assignee_id", "due"),
        Index("ix_assignment_round", "round_id", "assignee_id"),
        Index("ix_assignment_untold", "assignee_id", postgresql_where="told_at IS NULL"),
    )

    point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Point.id, ondelete="CASCADE"))
    assignee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    due: Mapped[date | None]
    """The last day, in Sweden."""
    round_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Round.id), server_default=FetchedValue(), deferred=True
    )
    """The round that the point is in. The database itself keeps it."""
    assigned_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    assigned_at: Mapped[Moment]
    told_at: Mapped[datetime | None]
    point: Mapped[Point] = relationship()
    assignee: Mapped[User] = relationship(foreign_keys=[assignee_id])
    assigner: Mapped[User] = relationship(foreign_keys=[assigned_by])


class Opening(Base):
    """That a person has opened a point, the first time. Never changed."""

    __tablename__ = "point_opening"

    point_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Point.id, ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id), primary_key=True)
    opened_at: Mapped[Moment]
    user: Mapped[User] = relationship()
