"""Texts that are alike: the searches for them, and the groups that people confirm or reject."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.assessment.models.points import Point
from webapp.core.database import Base, Identified, states
from webapp.rounds.models import Round


class SearchStatus(StrEnum):
    """How far a search has come. `FAILED` is where staff see it."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class AlikeSearch(Identified, Base):
    """One search through a round's points. `percent` is what the progress bar shows."""

    __tablename__ = "alike_search"
    __table_args__ = (
        Index("ix_alike_search_round", "round_id", "id"),
        Index(
            "uq_alike_search_under_way",
            "round_id",
            unique=True,
            postgresql_where="status IN ('queued', 'running')",
        ),
    )

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    status: Mapped[SearchStatus] = mapped_column(states(SearchStatus), default=SearchStatus.QUEUED)
    percent: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    compared: Mapped[int] = mapped_column(default=0)
    """How many texts were compared."""
    latest_number: Mapped[int] = mapped_column(default=0)
    """The highest number of a point among them: what has a higher one came later."""
    round: Mapped[Round] = relationship()

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens with it."""
        return self.status in {SearchStatus.DONE, SearchStatus.FAILED}


class GroupState(StrEnum):
    """What people have said of a group."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class AlikeGroup(Identified, Base):
    """Points that say the same or nearly so, with the one whose text the others are compared to."""

    __tablename__ = "alike_group"
    __table_args__ = (Index("ix_alike_group_round", "round_id", "state", "size", "id"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    lead_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Point.id, ondelete="CASCADE"))
    state: Mapped[GroupState] = mapped_column(states(GroupState), default=GroupState.PROPOSED)
    size: Mapped[int]
    """How many there were when it was found or last decided on: what the list is in order of."""
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    decided_at: Mapped[datetime | None]
    round: Mapped[Round] = relationship()
    lead: Mapped[Point] = relationship()
    decider: Mapped[User | None] = relationship()


class MemberState(StrEnum):
    """What people have said of one point in a group."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    LEFT_OUT = "left_out"


class AlikeMember(Base):
    """That a point is in a group. A point is confirmed in one group at most."""

    __tablename__ = "alike_member"
    __table_args__ = (
        Index(
            "uq_alike_member_confirmed",
            "point_id",
            unique=True,
            postgresql_where="state = 'confirmed'",
        ),
    )

    group_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(AlikeGroup.id, ondelete="CASCADE"), primary_key=True
    )
    point_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Point.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    state: Mapped[MemberState] = mapped_column(states(MemberState), default=MemberState.PROPOSED)
    is_same: Mapped[bool]
    """Whether all its words are those of the lead, in the same order."""
    likeness: Mapped[float]
    """The Jaccard similarity of its sequences of three words to the lead's, counted in full."""
    group: Mapped[AlikeGroup] = relationship()
    point: Mapped[Point] = relationship()
