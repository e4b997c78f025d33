"""Where a transaction ends. Only the edge calls this: a request, a task or a command that is done.

SQLAlchemy's `after_commit` also fires when a savepoint is released, so messages are sent
from here and not from an event.
"""

from webapp.core import background
from webapp.core.database import session


def commit() -> None:
    """Make what was done last, then let the messages about it leave."""
    session.commit()
    background.dispatch()


def rollback() -> None:
    """Undo what was done since the last commit, and forget the messages about it."""
    session.rollback()
    background.forget()
