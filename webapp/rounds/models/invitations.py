"""The rows of a round's distribution list."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.database import Base, Identified, ShortText, states
from webapp.organisations.categories import Category, Sector
from webapp.organisations.models import Organisation
from webapp.rounds.models.rounds import Round


class Invitation(Identified, Base):
    """One body's row on a round's distribution list.

    Name, address, category and sector are the register's when the row was made, and frozen
    with the list when the round opens. The link in the mail is signed from the row's id and
    `link_number`, so that a new link can be made and the old one stopped.
    """

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("round_id", "organisation_id"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Organisation.id), index=True)
    name: Mapped[ShortText]
    email: Mapped[ShortText]
    language: Mapped[ShortText] = mapped_column(default="sv")
    category: Mapped[Category] = mapped_column(states(Category))
    sector: Mapped[Sector] = mapped_column(states(Sector))
    deadline: Mapped[date | None]
    """The body's own last day, where an extension was granted."""
    link_number: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime | None]
    """When a person first pressed the button behind the link; a mail scanner presses none."""
    started_at: Mapped[datetime | None]
    """When the body first wrote something. What it wrote is nobody's business before it submits."""
    answered_at: Mapped[datetime | None]
    """When the body's latest response was submitted; it and the three below are that response's."""
    answered_as: Mapped[ShortText | None]
    """`answer`, `no_comments` or `abstain`: three different things in every count."""
    answered_late: Mapped[bool] = mapped_column(default=False)
    answered_preliminarily: Mapped[bool] = mapped_column(default=False)
    round: Mapped[Round] = relationship(back_populates="invitations")
    organisation: Mapped[Organisation] = relationship()
