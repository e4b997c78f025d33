"""Standard replies: what staff answer so often that they keep the words."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, Localised, ShortText


class StandardReply(Identified, Base):
    """A text to begin a reply from, in one language or several. It is copied, never linked to."""

    __tablename__ = "standard_reply"
    __table_args__ = (Index("uq_standard_reply_name", text("lower(name)"), unique=True),)

    name: Mapped[ShortText]
    texts: Mapped[Localised]
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))

    @property
    def spoken(self) -> Sequence[tuple[str, str]]:
        """Its texts with their languages, always in the same order."""
        return sorted(self.texts.items(), reverse=True)
