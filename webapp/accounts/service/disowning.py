"""Shutting out whoever has used an address that is not theirs."""

import secrets

from sqlalchemy import update

from webapp.accounts.models import Participant, SignIn
from webapp.core import clock
from webapp.core.database import session


def shut_out(person: Participant) -> None:
    """End every session of the person and every link that is out; the address is unconfirmed."""
    person.session_key, person.confirmed_at = secrets.token_hex(8), None
    session.execute(
        update(SignIn)
        .where(SignIn.participant_id == person.id, SignIn.used_at.is_(None))
        .values(used_at=clock.now())
    )
