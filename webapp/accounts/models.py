"""Staff, who sign in by password, and participants, who sign in by a link sent to their address."""

import secrets
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.access import Role
from webapp.core.database import Base, Identified, ShortText, states


class User(Identified, Base):
    """A member of the authority's staff."""

    __tablename__ = "user_account"

    email: Mapped[ShortText] = mapped_column(unique=True)
    """In lower case."""
    name: Mapped[ShortText]
    title: Mapped[ShortText] = mapped_column(default="")
    phone: Mapped[ShortText] = mapped_column(default="")
    language: Mapped[ShortText] = mapped_column(default="sv")
    password_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    session_key: Mapped[ShortText] = mapped_column(default=lambda: secrets.token_hex(8))
    last_signed_in_at: Mapped[datetime | None]
    role_rows: Mapped[list["UserRole"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", back_populates="user"
    )

    is_staff = True
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Flask-Login signs in none but active people."""
        return self.active

    @property
    def roles(self) -> frozenset[Role]:
        """What this person is trusted with."""
        return frozenset(row.role for row in self.role_rows)

    @property
    def display_name(self) -> str:
        """The name that pages show."""
        return self.name

    def get_id(self) -> str:
        """Flask-Login's id. A new `session_key` ends every session of the person."""
        return f"staff:{self.id}:{self.session_key}"


class UserRole(Base):
    """One role of one member of staff."""

    __tablename__ = "user_role"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id), primary_key=True)
    role: Mapped[Role] = mapped_column(states(Role), primary_key=True)
    user: Mapped[User] = relationship(back_populates="role_rows")


class Participant(Identified, Base):
    """Someone who answers: the mailbox of a body, a colleague there, or a private person."""

    __tablename__ = "participant"

    email: Mapped[ShortText] = mapped_column(unique=True)
    """In lower case."""
    name: Mapped[ShortText] = mapped_column(default="")
    language: Mapped[ShortText] = mapped_column(default="sv")
    session_key: Mapped[ShortText] = mapped_column(default=lambda: secrets.token_hex(8))
    confirmed_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    """When name and address were erased. The row stays, for what was submitted points at it."""

    is_staff = False
    is_authenticated = True
    is_active = True
    is_anonymous = False
    roles: frozenset[Role] = frozenset()

    @property
    def display_name(self) -> str:
        """The name that pages show: the person's own, or the address."""
        return self.name or self.email

    def get_id(self) -> str:
        """Flask-Login's id. A new `session_key` ends every session of the person."""
        return f"participant:{self.id}:{self.session_key}"


class SignIn(Identified, Base):
    """One request for a sign-in link. The link is signed, so nothing secret is kept here."""

    __tablename__ = "sign_in"

    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Participant.id), index=True)
    next_path: Mapped[str] = mapped_column(default="/")
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    code_attempts: Mapped[int] = mapped_column(default=0)
    participant: Mapped[Participant] = relationship()


class InterruptedForm(Identified, Base):
    """What someone had typed when the session ran out, kept until the person is back.

    The browser holds the key in a cookie; only its hash is here.
    """

    __tablename__ = "interrupted_form"

    key_hash: Mapped[ShortText] = mapped_column(unique=True)
    path: Mapped[str]
    fields: Mapped[dict[str, Any]]
    expires_at: Mapped[datetime] = mapped_column(index=True)
