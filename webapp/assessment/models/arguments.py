"""Arguments: a view that several points share, summarised once and answered once."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, FetchedValue, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.assessment.models.points import Decision, Point
from webapp.assessment.models.themes import Theme
from webapp.core.database import Base, Identified, Localised, Moment, states
from webapp.responses.models import Response
from webapp.rounds.models import Round


class Argument(Identified, Base):
    """A view, in staff's words. Whose it is follows from the points that are linked to it.

    `number` counts within the round and never changes: A3 is its name in the report.
    """

    __tablename__ = "argument"
    __table_args__ = (
        Index("uq_argument_number", "round_id", "number", unique=True),
        CheckConstraint(
            "decision IS DISTINCT FROM 'not_accommodated' OR length(trim(reply)) > 0",
            name="reason",
        ),
    )

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    number: Mapped[int]
    view: Mapped[Localised]
    """What they hold, as it goes on behind *they say that*: without a full stop."""
    summary: Mapped[Localised]
    """Their reasons at more length; empty where the view says it all."""
    theme_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Theme.id))
    decision: Mapped[Decision | None] = mapped_column(states(Decision))
    """What the authority decided on the view; each point keeps a decision of its own."""
    reply: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    decided_at: Mapped[datetime | None]
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    revision: Mapped[int] = mapped_column(default=1)
    """Rises with each change of its words, so that two officers never overwrite each other."""
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("argument.id", ondelete="CASCADE")
    )
    """The argument that it became a part of; it is then listed no more."""
    round: Mapped[Round] = relationship()
    theme: Mapped[Theme | None] = relationship()
    places: Mapped[list["ArgumentSection"]] = relationship(cascade="all, delete-orphan")

    @property
    def section_keys(self) -> Sequence[uuid.UUID]:
        """The sections that it stands in; none where it is on the document as a whole."""
        return [each.section_key for each in self.places]


class ArgumentSection(Base):
    """That an argument stands in a section. It may stand in several."""

    __tablename__ = "argument_section"

    argument_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Argument.id, ondelete="CASCADE"), primary_key=True
    )
    section_key: Mapped[uuid.UUID] = mapped_column(primary_key=True)


class ArgumentPoint(Base):
    """That a point says what an argument sums up. A point may say several things."""

    __tablename__ = "argument_point"
    __table_args__ = (
        Index("ix_argument_point_point", "point_id"),
        Index("ix_argument_point_response", "argument_id", "response_id"),
    )

    argument_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Argument.id, ondelete="CASCADE"), primary_key=True
    )
    point_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Point.id, ondelete="CASCADE"), primary_key=True
    )
    response_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Response.id), server_default=FetchedValue(), deferred=True
    )
    """The response that the point is in. The database itself keeps it."""
    linked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    linked_at: Mapped[Moment]
