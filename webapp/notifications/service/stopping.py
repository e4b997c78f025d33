"""Addresses whose owners have said that it was not they who gave them."""

from sqlalchemy import delete, func
from sqlalchemy.dialects.postgresql import insert

from webapp.core import access, clock
from webapp.core.database import session, uuid7
from webapp.notifications import queries
from webapp.notifications.models import (
    TO_WHO_ANSWERS_ALONE,
    Email,
    EmailStatus,
    StoppedAddress,
)


def stop(address: str) -> None:
    """Let the address get none of what someone would get who answers alone. Twice is as once.

    What waits to leave for it never does.
    """
    wanted = address.strip().lower()
    session.execute(
        insert(StoppedAddress)
        .values(id=uuid7(), created_at=clock.now(), mark=access.mark(queries.STOPPED, wanted))
        .on_conflict_do_nothing(index_elements=["mark"])
    )
    theirs = func.lower(Email.address) == wanted, Email.occasion.in_(TO_WHO_ANSWERS_ALONE)
    session.execute(delete(Email).where(*theirs, Email.status == EmailStatus.QUEUED))


def let_again(address: str) -> None:
    """Let the address get e-mails again; its owner has asked for it."""
    mark = access.mark(queries.STOPPED, address.strip().lower())
    session.execute(delete(StoppedAddress).where(StoppedAddress.mark == mark))
