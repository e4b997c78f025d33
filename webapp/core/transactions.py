"""Where a transaction ends. Only the edge calls this: a request, a task or a command that is done.

SQLAlchemy's `after_commit` also fires when a savepoint is released, so messages are sent
from here and not from an event.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from webapp.core import background
from webapp.core.database import session

AT_ONE_MOMENT: dict[str, Any] = {
    "isolation_level": "REPEATABLE READ",
    "postgresql_readonly": True,
}
"""What a transaction is begun with that reads all as it was when it began, and writes nothing."""


def commit() -> None:
    """Make what was done last, then let the messages about it leave."""
    session.commit()
    background.dispatch()


def rollback() -> None:
    """Undo what was done since the last commit, and forget the messages about it."""
    session.rollback()
    background.forget()


@contextmanager
def snapshot() -> Iterator[None]:
    """A transaction in which all that is read is as it was at one moment. Nothing can be written.

    What others keep meanwhile is seen by the next transaction. There must be none yet.
    """
    try:
        session.connection(execution_options=AT_ONE_MOMENT)
        yield
        commit()
    except BaseException:
        rollback()
        raise
