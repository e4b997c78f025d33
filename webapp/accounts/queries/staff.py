"""Reading the accounts of the authority's own staff."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from webapp.accounts.models import User, UserRole
from webapp.core.access import Role
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l


def staff() -> Sequence[User]:
    """Everyone who works at the authority, those who can sign in first, by name."""
    return session.scalars(select(User).order_by(User.active.desc(), User.name, User.id)).all()


def member_of_staff(user_id: uuid.UUID) -> User:
    """The member of staff with this id.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(User, user_id)
    if found is None:
        raise NotFoundError(_l("There is no such account."))
    return found


def active_administrators() -> Sequence[uuid.UUID]:
    """The administrators who can sign in."""
    statement = (
        select(User.id)
        .join(UserRole)
        .where(User.active.is_(True), UserRole.role == Role.ADMINISTRATOR)
    )
    return session.scalars(statement).all()
