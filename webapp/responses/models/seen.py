"""How far each person has read the text in an own space. Never shown to staff."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.accounts.models import Participant
from webapp.core.database import Base
from webapp.responses.models.own import OwnSpace


class SeenSection(Base):
    """That a person has read a section: said by pressing a button, never by opening a page."""

    __tablename__ = "seen_section"

    space_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(OwnSpace.id, ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(Participant.id, ondelete="CASCADE"), primary_key=True
    )
    section_key: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
