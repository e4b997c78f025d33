"""What a round asks beside the text, and of whom."""

import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.database import Base, Identified, Localised, states
from webapp.rounds.models.rounds import Round


class QuestionKind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"


class RecipientGroup(Identified, Base):
    """Bodies of a round that get a letter of their own, or questions of their own."""

    __tablename__ = "recipient_group"
    __table_args__ = (UniqueConstraint("round_id", "ordinal"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    ordinal: Mapped[int]
    name: Mapped[Localised]
    is_internal: Mapped[bool] = mapped_column(default=False)
    """Whether it is the authority's own departments; their letter is never shown in public."""
    cover_letter: Mapped[Localised] = mapped_column(default=dict)
    """CommonMark, by language; empty where the round's own letter is meant."""
    round: Mapped[Round] = relationship(back_populates="groups")


class Question(Identified, Base):
    """Something asked beside the text."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("round_id", "ordinal"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    ordinal: Mapped[int]
    kind: Mapped[QuestionKind] = mapped_column(states(QuestionKind), default=QuestionKind.TEXT)
    text: Mapped[Localised]
    help: Mapped[Localised] = mapped_column(default=dict)
    options: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """Of a choice or a scale, in order: `{"key": "a", "label": {"sv": "…", "en": "…"}}`."""
    is_required: Mapped[bool] = mapped_column(default=False)
    asks_position: Mapped[bool] = mapped_column(default=False)
    round: Mapped[Round] = relationship(back_populates="questions")
    groups: Mapped[list[RecipientGroup]] = relationship(
        secondary="question_group", order_by=RecipientGroup.ordinal, lazy="selectin"
    )
    """Who is asked; empty for all."""


class QuestionGroup(Base):
    """Which groups a question is for."""

    __tablename__ = "question_group"

    question_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Question.id, ondelete="CASCADE"), primary_key=True
    )
    group_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(RecipientGroup.id, ondelete="CASCADE"), primary_key=True, index=True
    )
