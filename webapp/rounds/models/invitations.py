"""The rows of a round's distribution list."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import Participant, User
from webapp.core.database import Base, Identified, Moment, ShortText, states
from webapp.organisations.categories import Category, Sector
from webapp.organisations.models import Organisation
from webapp.rounds.models.asking import RecipientGroup
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
    group_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey(RecipientGroup.id, ondelete="SET NULL"), index=True
    )
    reason: Mapped[ShortText] = mapped_column(default="")
    """Why the body is on the list, in staff's words; the body may read it."""
    deadline: Mapped[date | None]
    """The body's own last day, where an extension was granted."""
    link_number: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime | None]
    """When a person first pressed the button behind the link; a mail scanner presses none."""
    forwarded_at: Mapped[datetime | None]
    """When a second person first came in for the body."""
    in_approval_at: Mapped[datetime | None]
    """When the body's writers asked its approver, where that is still so."""
    started_at: Mapped[datetime | None]
    """When the body first wrote something. What it wrote is nobody's business before it submits."""
    answered_at: Mapped[datetime | None]
    """When the body's latest response was submitted; it and the three below are that response's."""
    first_answered_at: Mapped[datetime | None]
    """When the body's first response was submitted: what the response rate over time counts."""
    answered_as: Mapped[ShortText | None]
    """`answer`, `no_comments` or `abstain`: three different things in every count."""
    answered_late: Mapped[bool] = mapped_column(default=False)
    answered_preliminarily: Mapped[bool] = mapped_column(default=False)
    answered_with: Mapped[list[str]] = mapped_column(default=list)
    """The names of the other bodies, where the latest response is a joint answer of several."""
    counted_as_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("invitation.id"), index=True)
    """The invitation that counts in place of this one, since the two bodies turned out to be one.

    None where this one counts itself. One that does not is in no count and gets no reminder; its
    link still works, and what is answered by it is the answer of the one that counts.
    """
    round: Mapped[Round] = relationship(back_populates="invitations")
    organisation: Mapped[Organisation] = relationship()
    group: Mapped[RecipientGroup | None] = relationship()
    counted_as: Mapped["Invitation | None"] = relationship(
        remote_side="Invitation.id", back_populates="also_as"
    )
    also_as: Mapped[list["Invitation"]] = relationship(
        order_by="Invitation.name", back_populates="counted_as"
    )
    """The invitations that this one counts in place of."""

    @property
    def counting(self) -> "Invitation":
        """The invitation that counts: this one, or the one in its place."""
        return self if self.counted_as is None else self.counted_as.counting


class InvitationNote(Identified, Base):
    """What staff noted of a contact with an invited body beside the e-mails: a phone call, say."""

    __tablename__ = "invitation_note"

    invitation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Invitation.id), index=True)
    kind: Mapped[ShortText] = mapped_column(default="phone")
    """`phone`, `meeting`, `letter` or `other`."""
    at: Mapped[Moment]
    """When it happened."""
    text: Mapped[str]
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    author: Mapped[User] = relationship()


class Extension(Identified, Base):
    """A later last day for one body: asked for with a reason, and granted or denied."""

    __tablename__ = "extension"
    __table_args__ = (Index("ix_extension_invitation_id", "invitation_id", "id"),)

    invitation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Invitation.id))
    asked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Participant.id))
    """Who asked; None where staff gave it unasked."""
    asked_day: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    granted_day: Mapped[date | None]
    """The day that was given, which may be another than the one asked for; None where denied."""
    answer: Mapped[str] = mapped_column(default="")
    """What staff wrote to the body about it."""
    former_day: Mapped[date]
    """The body's last day when it asked, or when it was given."""
    invitation: Mapped[Invitation] = relationship()
