"""Choosing a password, by a link that came by e-mail.

The link says who, and carries a mark of the password that the person has now. So it works once,
and nothing about it is kept: when a password is chosen the mark is another.
"""

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta

from argon2 import PasswordHasher

from webapp.accounts import emails, queries
from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import access, clock
from webapp.core.access import LinkExpiredError
from webapp.core.database import session
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications import service as notifications

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 500
"""More characters would only cost time to hash."""

LIVES = {
    emails.FIRST: timedelta(days=3),
    emails.FORGOTTEN: timedelta(hours=1),
}
"""How long a link to choose a password is good: after an account was made, and when asked for."""

BETWEEN = timedelta(minutes=10)
"""One address gets at most one link in this time, however often somebody asks."""

_ASKED = uuid.UUID("0195f9a0-0000-7000-8000-000000000001")
"""The name space of the rows that an e-mail about a forgotten password is about."""

hasher = PasswordHasher()


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """What a link to choose a password says."""

    kind: str
    user: User


def unguessable() -> str:
    """The hash of a password that nobody knows, for an account whose owner has chosen none."""
    return hasher.hash(secrets.token_urlsafe(32))


def hashed(password: str) -> str:
    """The hash of `password`.

    Raises:
        DomainError: it is too short or too long.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise DomainError(
            _l("Choose a password of at least %(n)s characters.", n=SHORTEST_PASSWORD),
            field="password",
        )
    if len(password) > LONGEST_PASSWORD:
        raise DomainError(
            _l("Choose a password of at most %(n)s characters.", n=LONGEST_PASSWORD),
            field="password",
        )
    return hasher.hash(password)


def mark(user: User) -> str:
    """A mark of the password and the sessions that `user` has now. It tells nothing of them."""
    told = f"{user.password_hash}:{user.session_key}:{user.active}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def send_first_link(user: User, *, actor: User) -> None:
    """Send the link to the person whom `actor` has made an account for."""
    notifications.queue(emails.account_made(user, actor, mark=mark(user)))


def ask(email: str) -> None:
    """Send a link to choose a new password, where the address is an active member of staff's.

    Whoever asks is told the same. The same address gets no more than one in ten minutes.
    """
    user = queries.find_user(email)
    if user is None or not user.active:
        return
    turn = int(clock.now().timestamp() // BETWEEN.total_seconds())
    about = uuid.uuid5(_ASKED, f"{user.id}:{turn}")
    if notifications.queue(emails.choose_password(user, about=about, mark=mark(user))):
        audit.record("accounts.ask_for_password", subject=user.id)


def link(token: str) -> PasswordLink:
    """What the link with this token says.

    Raises:
        LinkInvalidError: it was not made here.
        LinkExpiredError: it is too old, or was used.
    """
    kind, user_id, told = [*access.unsign(emails.PURPOSE, token).split(":"), "", ""][:3]
    if kind not in LIVES:
        raise LinkExpiredError(_l("This link leads nowhere. Ask for a new one."))
    access.unsign(emails.PURPOSE, token, max_age=int(LIVES[kind].total_seconds()))
    user = session.get(User, uuid.UUID(user_id))
    if user is None or not user.active or not hmac.compare_digest(mark(user), told):
        raise LinkExpiredError(
            _l("This link has been used, or a newer one took its place. Ask for a new one.")
        )
    return PasswordLink(kind, user)


def choose(token: str, password: str) -> User:
    """Let the person behind the link have `password`. Every session of theirs ends.

    Raises:
        DomainError: the password cannot be used.
        LinkExpiredError: the link is too old, or was used.
    """
    found = link(token).user
    # The lock makes the second of two presses see that the first has used the link up.
    user = session.get_one(User, found.id, with_for_update=True, populate_existing=True)
    link(token)
    if password.strip().lower() in {user.email, user.name.lower()}:
        raise DomainError(
            _l("Choose a password that is not your name or your address."), field="password"
        )
    user.password_hash = hashed(password)
    end_sessions(user)
    audit.record("accounts.choose_password", subject=user.id, actor=user)
    notifications.queue(emails.password_changed(user))
    return user


def end_sessions(user: User) -> None:
    """End every session of `user`, and make every link to choose a password useless."""
    user.session_key = secrets.token_hex(8)
