"""The authority's own texts in a report: a foreword, and summaries. Each saving is kept."""

import uuid

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, Moment, ShortText
from webapp.rounds.models import Round


class ReportText(Identified, Base):
    """What is written in one place of a round's report in one language, as it is now."""

    __tablename__ = "report_text"
    __table_args__ = (UniqueConstraint("round_id", "place", "language"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    place: Mapped[ShortText]
    """Such as foreword, or section- with the section's key (`places`)."""
    language: Mapped[ShortText]
    text: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=0)
    written_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    written_at: Mapped[Moment]
    writer: Mapped[User] = relationship()


class ReportTextRevision(Base):
    """What stood there after one saving. The database lets nothing here be changed."""

    __tablename__ = "report_text_revision"

    text_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(ReportText.id), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    written_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    written_at: Mapped[Moment]
    writer: Mapped[User] = relationship()
