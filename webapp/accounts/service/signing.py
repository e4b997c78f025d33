"""Signing in, and keeping what someone typed when the session ran out."""

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta

from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts import asking, emails, queries
from webapp.accounts.asking import Asker
from webapp.accounts.models import InterruptedForm, Participant, SignIn, User, UserRole
from webapp.accounts.service import passwords
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.access import LinkExpiredError, Role, short_code
from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications import queries as notified
from webapp.notifications import service as notifications

LINK_LIFE = timedelta(minutes=15)
CODE_ATTEMPTS = 5
INTERRUPTED_LIFE = timedelta(days=2)

_NOBODY = passwords.unguessable()
"""Checked where the address is unknown, so that the answer takes as long as for a known one."""


def add_user(*, email: str, name: str, password: str, roles: frozenset[Role]) -> User:
    """Make a member of staff.

    Raises:
        DomainError: the address is taken, or the password is too short.
    """
    if queries.find_user(email):
        raise DomainError(
            _l("There is already an account with this e-mail address."), field="email"
        )
    digest = passwords.hashed(password)
    user = User(email=email.strip().lower(), name=name, password_hash=digest)
    user.role_rows = [UserRole(role=role) for role in sorted(roles)]
    session.add(user)
    session.flush()
    return user


def sign_in_staff(email: str, password: str, *, known: Collection[str] = ()) -> User:
    """The member of staff with this address and password.

    Who has signed in before, and not with this browser, is told of it by e-mail.

    Args:
        email: the address, in any case.
        password: the password.
        known: the ids of those who have signed in with this browser before.

    Raises:
        DomainError: there is none; the sentence does not say which of the two was wrong.
    """
    user = queries.find_user(email)
    try:
        passwords.hasher.verify(user.password_hash if user else _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        user = None
    if user is None or not user.active:
        raise DomainError(
            _l("The e-mail address or the password is wrong. Try again."), field="password"
        )
    if user.last_signed_in_at is not None and str(user.id) not in known:
        notifications.queue(emails.new_device(user))
    user.last_signed_in_at = clock.now()
    if passwords.hasher.check_needs_rehash(user.password_hash):
        user.password_hash = passwords.hasher.hash(password)
    audit.record("accounts.sign_in", subject=user.id, actor=user)
    return user


def participant(email: str, *, language: str) -> Participant:
    """The participant with this address, made if there is none yet."""
    address = email.strip().lower()
    session.execute(
        insert(Participant)
        .values(
            id=uuid7(),
            created_at=clock.now(),
            email=address,
            name="",
            language=language,
            session_key=secrets.token_hex(8),
        )
        .on_conflict_do_nothing(index_elements=["email"])
    )
    found = queries.find_participant(address)
    if found is None:
        raise LookupError(address)
    return found


def request_sign_in(
    email: str, *, next_path: str, language: str, asker: Asker | None = None
) -> SignIn:
    """Send a link and a code, good for a quarter of an hour, that lead to `next_path`.

    To an address whose owner has stopped it nothing leaves, and nobody is told so here.

    Raises:
        ProofNeededError: very much is asked for where `asker` is, or to this address.
    """
    wait = asking.allow(asker, email) if asker is not None else timedelta()
    person = participant(email, language=language)
    ends = clock.now() + wait + LINK_LIFE
    asked = SignIn(participant=person, next_path=next_path, expires_at=ends)
    session.add(asked)
    session.flush()
    notifications.queue(replace(emails.sign_in(asked, language=language), wait=wait))
    return asked


def find_sign_in(sign_in_id: uuid.UUID) -> SignIn:
    """The request behind a link.

    Raises:
        LinkExpiredError: the link was used or stopped, or its time has passed.
    """
    asked = session.get(SignIn, sign_in_id)
    is_over = asked is None or asked.used_at or asked.expires_at <= clock.now()
    if asked is None or is_over or notified.is_stopped(asked.participant.email):
        raise LinkExpiredError(
            _l("This link has been used or is too old. Ask for a new one: it takes a minute.")
        )
    return asked


def redeem(sign_in_id: uuid.UUID) -> SignIn:
    """Use the link up: the address is confirmed, and its participant may be signed in.

    Raises:
        LinkExpiredError: the link was used, or its time has passed.
    """
    # The lock makes the second of two presses see that the first has used the link up.
    session.get(SignIn, sign_in_id, with_for_update=True, populate_existing=True)
    asked = find_sign_in(sign_in_id)
    asked.used_at = clock.now()
    asked.participant.confirmed_at = asked.participant.confirmed_at or clock.now()
    return asked


def find_by_code(email: str, code: str) -> SignIn:
    """As `find_sign_in`, by the six digits that came in the same e-mail. Nothing is used up.

    Raises:
        DomainError: the code is wrong, or has been tried too often.
        LinkExpiredError: it was used or stopped, or its time has passed.
    """
    person = queries.find_participant(email)
    asked = queries.latest_sign_in(person.id) if person else None
    if asked is None or asked.code_attempts >= CODE_ATTEMPTS:
        raise DomainError(
            _l("This code no longer works. Ask for a new e-mail and use the code in that one."),
            field="code",
        )
    digits = "".join(character for character in code if character.isdigit())
    if not hmac.compare_digest(digits, short_code("sign-in", str(asked.id))):
        raise WrongCodeError(asked)
    return find_sign_in(asked.id)


def note_left(user: User, person: Participant) -> None:
    """Write on the trail that a member of staff was signed out by signing in as one who answers."""
    audit.record("accounts.leave_staff", subject=person.id, actor=user)


class WrongCodeError(DomainError):
    """The digits are not those that were sent. The view counts the attempt and keeps the count."""

    def __init__(self, asked: SignIn) -> None:
        super().__init__(
            _l("These are not the digits in the e-mail. Check them and try again."), field="code"
        )
        self.asked = asked


def count_attempt(asked: SignIn) -> None:
    """Note a wrong code, so that nobody can try them all."""
    asked.code_attempts += 1


def keep_interrupted(path: str, fields: Mapping[str, list[str]]) -> str:
    """Keep what was sent after the session had ended; returns the key for the browser."""
    key = secrets.token_urlsafe(32)
    session.execute(delete(InterruptedForm).where(InterruptedForm.expires_at < clock.now()))
    session.add(
        InterruptedForm(
            key_hash=hashlib.sha256(key.encode()).hexdigest(),
            path=path,
            fields=dict(fields),
            expires_at=clock.now() + INTERRUPTED_LIFE,
        )
    )
    return key


def drop_interrupted(form: InterruptedForm) -> None:
    """Forget what was kept, once it has been sent again or is not wanted."""
    session.delete(form)
