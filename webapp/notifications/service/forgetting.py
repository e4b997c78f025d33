"""Erasing an address from what is kept of e-mails, once nothing needs it."""

from sqlalchemy import delete, func, update

from webapp.core.database import session
from webapp.notifications.models import Email, EmailStatus, Preference


def forget_address(address: str, *, instead: str) -> None:
    """Let no row say `address`: e-mails to it keep what they were about and when they left.

    What still waits to leave never does, and the choices of the address are erased.
    """
    wanted = address.strip().lower()
    theirs = func.lower(Email.address) == wanted
    waiting = Email.status.in_([EmailStatus.QUEUED, EmailStatus.SENDING])
    session.execute(delete(Email).where(theirs, waiting))
    session.execute(
        update(Email)
        .where(theirs)
        .values(address=instead, params={}, answer=None)
        .execution_options(synchronize_session=False)
    )
    session.execute(delete(Preference).where(func.lower(Preference.address) == wanted))
