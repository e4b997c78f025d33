"""The case: what it is called, what it is about and whom to turn to."""

import uuid
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, Localised, ShortText
from webapp.drafts.models import Document

if TYPE_CHECKING:
    from webapp.rounds.models.rounds import Round


class Consultation(Identified, Base):
    """The whole case, from first dialogue to decision, under one registry number (dnr)."""

    __tablename__ = "consultation"

    registry_number: Mapped[ShortText] = mapped_column(unique=True)
    title: Mapped[Localised]
    contact_name: Mapped[ShortText]
    contact_title: Mapped[ShortText]
    contact_email: Mapped[ShortText]
    contact_phone: Mapped[ShortText]
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    next_response_number: Mapped[int] = mapped_column(default=1)
    """The running number that the next response gets, behind the registry number."""
    documents: Mapped[list[Document]] = relationship(
        secondary="consultation_document", order_by=Document.created_at
    )
    steps: Mapped[list["CaseStep"]] = relationship(
        order_by="CaseStep.day", cascade="all, delete-orphan", back_populates="consultation"
    )
    rounds: Mapped[list["Round"]] = relationship(
        order_by="Round.number", back_populates="consultation"
    )


class ConsultationDocument(Base):
    """Which documents a consultation is about. A document belongs to one."""

    __tablename__ = "consultation_document"

    consultation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Consultation.id), primary_key=True
    )
    document_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Document.id), primary_key=True, unique=True
    )


class CaseStep(Identified, Base):
    """Something in the process that is neither a round nor a meeting: the board's decision, say."""

    __tablename__ = "case_step"

    consultation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Consultation.id), index=True)
    day: Mapped[date]
    """The day, or the first of the days until `until`."""
    until: Mapped[date | None]
    title: Mapped[Localised]
    text: Mapped[Localised] = mapped_column(default=dict)
    is_public: Mapped[bool] = mapped_column(default=True)
    consultation: Mapped[Consultation] = relationship(back_populates="steps")
