"""Which savings of a page that saves by itself have arrived. Never shown to anybody."""

import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.database import Base, Moment
from webapp.responses.models.own import OwnSpace


class OwnSave(Base):
    """One saving, by the key that the page gave it. It holds no word of what was saved.

    Where the network goes before the answer comes, a page cannot know whether its words arrived.
    It sends the same again, and the key tells.
    """

    __tablename__ = "own_save"

    key: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    space_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(OwnSpace.id, ondelete="CASCADE"), index=True
    )
    saved_at: Mapped[Moment] = mapped_column(index=True)
