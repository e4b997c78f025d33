"""Erasing name and address of those who answered, when nothing needs them any more."""

import secrets

from sqlalchemy import delete

from webapp.accounts.models import Participant, SignIn
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.notifications import service as notifications


def forget(person: Participant) -> None:
    """Erase the person's name, address, sign-ins, choices, and the address on e-mails sent.

    The row stays without them, since what the person submitted never changes and points at it.
    """
    nobody = f"erased-{person.id}"
    notifications.forget_address(person.email, instead=nobody)
    session.execute(delete(SignIn).where(SignIn.participant_id == person.id))
    person.email, person.name = nobody, ""
    person.session_key, person.confirmed_at = secrets.token_hex(8), None
    person.erased_at = clock.now()
    audit.record("accounts.erase_contact", subject=person.id)
    session.flush()
