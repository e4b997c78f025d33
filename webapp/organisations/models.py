"""Bodies that can be asked, who may answer for each, and files of bodies on their way in."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import Participant, User
from webapp.core.database import Base, Identified, ShortText, states
from webapp.organisations.categories import Category, Sector

__all__ = [
    "Category",
    "Contact",
    "ContactCorrection",
    "ContactPurpose",
    "ListImport",
    "ListRow",
    "Member",
    "MemberRole",
    "Organisation",
    "OrganisationChange",
    "RowChoice",
    "Sector",
]


class MemberRole(StrEnum):
    """What a person does in the answering of a body."""

    COORDINATOR = "coordinator"
    WRITER = "writer"
    APPROVER = "approver"


class Organisation(Identified, Base):
    """A body. `email` is its official mailbox; the number may be unknown."""

    __tablename__ = "organisation"
    __table_args__ = (Index("ix_organisation_name", "name"),)

    name: Mapped[ShortText]
    number: Mapped[ShortText | None] = mapped_column(unique=True)
    category: Mapped[Category] = mapped_column(states(Category), default=Category.OTHER)
    sector: Mapped[Sector] = mapped_column(states(Sector), default=Sector.NOT_STATED)
    email: Mapped[ShortText] = mapped_column(index=True)
    language: Mapped[ShortText] = mapped_column(default="sv")
    note: Mapped[str] = mapped_column(default="")
    undeliverable_since: Mapped[datetime | None]
    """When mail to the official mailbox came back for good; None while nothing is wrong."""
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    """The body that this one turned out to be. It stays as a signpost and is asked no more."""
    merged_at: Mapped[datetime | None]
    contacts: Mapped[list["Contact"]] = relationship(
        order_by="Contact.ordinal", cascade="all, delete-orphan", back_populates="organisation"
    )


class ContactPurpose(StrEnum):
    """What someone at a body is turned to for."""

    ANSWERS = "answers"
    REMINDERS = "reminders"
    INFORMATION = "information"


class Contact(Identified, Base):
    """Someone to turn to at a body when its official mailbox does not answer."""

    __tablename__ = "contact"
    __table_args__ = (Index("ix_contact_organisation_id", "organisation_id", "ordinal"),)

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Organisation.id))
    ordinal: Mapped[int] = mapped_column(default=0)
    purpose: Mapped[ContactPurpose] = mapped_column(
        states(ContactPurpose), default=ContactPurpose.REMINDERS
    )
    name: Mapped[ShortText] = mapped_column(default="")
    title: Mapped[ShortText] = mapped_column(default="")
    email: Mapped[ShortText] = mapped_column(default="")
    phone: Mapped[ShortText] = mapped_column(default="")
    organisation: Mapped[Organisation] = relationship(back_populates="contacts")


class OrganisationChange(Identified, Base):
    """One change to what the register says of a body, with the values before and after."""

    __tablename__ = "organisation_change"
    __table_args__ = (Index("ix_organisation_change_organisation_id", "organisation_id", "id"),)

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Organisation.id))
    cause: Mapped[ShortText]
    """`staff`, `import`, `merge`, `unmerge`, `itself` (by its link) or `mail` (a bounce)."""
    changed_by: Mapped[uuid.UUID | None]
    changed_by_name: Mapped[ShortText] = mapped_column(default="")
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]


class ContactCorrection(Identified, Base):
    """What a body itself corrected of its contact data, and what staff thought of it."""

    __tablename__ = "contact_correction"

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Organisation.id), index=True)
    participant_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Participant.id))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    undone_at: Mapped[datetime | None]


class Member(Identified, Base):
    """One person's part in one body."""

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("organisation_id", "participant_id"),)

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Organisation.id))
    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Participant.id), index=True)
    role: Mapped[MemberRole] = mapped_column(states(MemberRole), default=MemberRole.COORDINATOR)
    organisation: Mapped[Organisation] = relationship()
    participant: Mapped[Participant] = relationship()


class ListImport(Identified, Base):
    """A distribution list read from a file: a preview, until it is applied.

    The file itself is not kept: its rows hold all that it said, but for personal identity numbers.
    """

    __tablename__ = "list_import"

    filename: Mapped[ShortText]
    sha256: Mapped[ShortText]
    """Of the file's bytes, to tell which file it was."""
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    encoding: Mapped[ShortText]
    """As Python calls it, or "xlsx"."""
    delimiter: Mapped[ShortText]
    sheet: Mapped[ShortText] = mapped_column(default="")
    other_sheets: Mapped[list[str]] = mapped_column(default=list)
    headings: Mapped[dict[str, Any]]
    """`written`: the file's own headings, in order; `fields`: the place of each field's column."""
    applied_at: Mapped[datetime | None]
    """When rows of it last became bodies."""
    author: Mapped[User] = relationship()
    rows: Mapped[list["ListRow"]] = relationship(
        order_by="ListRow.line", cascade="all, delete-orphan", back_populates="list_import"
    )


class RowChoice(StrEnum):
    """What applying the import does with a row. `UNDECIDED` rows are left as they are."""

    CREATE = "create"
    USE_EXISTING = "use_existing"
    MERGE = "merge"
    SKIP = "skip"
    UNDECIDED = "undecided"


class ListRow(Identified, Base):
    """One row of a file: what it said, what is wrong with it, and what will become of it."""

    __tablename__ = "list_row"
    __table_args__ = (UniqueConstraint("import_id", "line"),)

    import_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(ListImport.id))
    line: Mapped[int]
    """The line in the file, from 1."""
    raw: Mapped[list[str]]
    cells: Mapped[dict[str, Any]]
    problems: Mapped[list[str]] = mapped_column(default=list)
    """Each as `<code>:<field>`."""
    bad: Mapped[bool] = mapped_column(default=False)
    """Whether any of the problems must be put right before the row can be used."""
    choice: Mapped[RowChoice] = mapped_column(states(RowChoice), default=RowChoice.UNDECIDED)
    chosen: Mapped[bool] = mapped_column(default=False)
    """Whether a person made the choice, so that no later proposal takes its place."""
    doublet_reasons: Mapped[list[str]] = mapped_column(default=list)
    merge_with_line: Mapped[int | None]
    candidate_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Organisation.id))
    """The body in the register that this row is thought, or chosen, to be."""
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Organisation.id))
    """The body that this row became, or turned out to be, when the import was applied."""
    list_import: Mapped[ListImport] = relationship(back_populates="rows")
    candidate: Mapped[Organisation | None] = relationship(foreign_keys=candidate_id)
    organisation: Mapped[Organisation | None] = relationship(foreign_keys=organisation_id)

    @property
    def is_applied(self) -> bool:
        """Whether the row has had its effect, so that it no longer changes."""
        return self.organisation_id is not None
