"""The authority's own Word templates for reports."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.core.database import Base, Identified, ShortText
from webapp.core.storage import StoredFile
from webapp.rounds.models import Round


class ReportTemplate(Identified, Base):
    """A Word file that reports are made of: in one round, or in all where none is said."""

    __tablename__ = "report_template"

    round_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Round.id), index=True)
    name: Mapped[ShortText]
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(StoredFile.id))
    used: Mapped[list[str]] = mapped_column(default=list)
    """The fields and figures that stand in it between brackets."""
    uploaded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    retired_at: Mapped[datetime | None]
    """From when it cannot be chosen any more. Editions that were made of it keep it."""
    file: Mapped[StoredFile] = relationship()
    uploader: Mapped[User] = relationship()
