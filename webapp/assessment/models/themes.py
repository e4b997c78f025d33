"""Themes: what points in several sections have in common."""

import uuid

from sqlalchemy import FetchedValue, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.assessment.models.points import Point
from webapp.core.database import Base, Identified, ShortText
from webapp.rounds.models import Consultation, Round


class Theme(Identified, Base):
    """A theme of a consultation, the same in all its rounds."""

    __tablename__ = "theme"
    __table_args__ = (Index("uq_theme_name", "consultation_id", text("lower(name)"), unique=True),)

    consultation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Consultation.id))
    name: Mapped[ShortText]


class PointTheme(Base):
    """That a point is about a theme."""

    __tablename__ = "point_theme"
    __table_args__ = (Index("ix_point_theme_round", "round_id", "point_id", "theme_id"),)

    point_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Point.id, ondelete="CASCADE"), primary_key=True
    )
    theme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Theme.id), primary_key=True, index=True)
    round_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Round.id), server_default=FetchedValue(), deferred=True
    )
    """The round that the point is in. The database itself keeps it."""
