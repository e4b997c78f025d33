"""Finding people."""

import hashlib
import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.accounts.models import InterruptedForm, Participant, SignIn, User
from webapp.core import clock
from webapp.core.database import session


def find_user(email: str) -> User | None:
    """The member of staff with this address, in whatever case it was typed."""
    return session.scalars(select(User).where(User.email == email.strip().lower())).one_or_none()


def find_participant(email: str) -> Participant | None:
    """The participant with this address, in whatever case it was typed."""
    statement = select(Participant).where(Participant.email == email.strip().lower())
    return session.scalars(statement).one_or_none()


def find_by_session(key: str) -> User | Participant | None:
    """The person whom a session belongs to, by Flask-Login's id; None where it was ended."""
    kind, _, rest = key.partition(":")
    identifier, _, session_key = rest.partition(":")
    try:
        row_id = uuid.UUID(identifier)
    except ValueError:
        return None
    person: User | Participant | None = (
        # With the roles in the same question, for every page of staff begins with it.
        session.get(User, row_id, options=[joinedload(User.role_rows)])
        if kind == "staff"
        else session.get(Participant, row_id)
    )
    if person is None or not person.is_active or person.session_key != session_key:
        return None
    return person


def latest_sign_in(participant_id: uuid.UUID) -> SignIn | None:
    """The latest link asked for that is still good, for typing its code."""
    statement = (
        select(SignIn)
        .where(SignIn.participant_id == participant_id)
        .where(SignIn.used_at.is_(None), SignIn.expires_at > clock.now())
        .order_by(SignIn.created_at.desc())
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def find_interrupted(key: str) -> InterruptedForm | None:
    """The form that the browser with this key had sent too late, unless it is too old."""
    digest = hashlib.sha256(key.encode()).hexdigest()
    statement = select(InterruptedForm).where(
        InterruptedForm.key_hash == digest, InterruptedForm.expires_at > clock.now()
    )
    return session.scalars(statement).one_or_none()
