"""What every task shares: the application around it, the edge of its transactions, its retries.

A task is one service call. It gets a row's id, claims the row, does the work and says so on
the row; finding nothing to claim is success, because messages may come twice.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps

from flask import Flask
from sqlalchemy.exc import OperationalError

from webapp.core.background import Task, messenger
from webapp.core.transactions import commit, rollback
from webapp.factory import create_app

RETRIED = (OperationalError, ConnectionError)
"""What a later try can mend: the database or a file store out of reach."""

MOST_RETRIES = 5


def task(name: Task) -> Callable[[Callable[[uuid.UUID], None]], Callable[[str], None]]:
    """Make a function of one row's id into the task `name`."""

    def register(work: Callable[[uuid.UUID], None]) -> Callable[[str], None]:
        @_registered(name)
        @wraps(work)
        def run(row_id: str) -> None:
            with flask_app().app_context(), transaction():
                work(uuid.UUID(row_id))

        return run

    return register


def sweep(name: Task) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Make a function into the sweep `name`, which the clock starts and which finds due rows."""

    def register(work: Callable[[], None]) -> Callable[[], None]:
        @_registered(name)
        @wraps(work)
        def run() -> None:
            with flask_app().app_context(), transaction():
                work()

        return run

    return register


@contextmanager
def transaction() -> Iterator[None]:
    """A transaction of its own within a task: committed at the end, undone on an error.

    Long work holds no lock: it claims its row in one of these and finishes in another.
    """
    try:
        yield
        commit()
    except BaseException:
        rollback()
        raise


@cache
def flask_app() -> Flask:
    """The application that tasks run in, made once a process."""
    return create_app()


def _registered(name: Task) -> Callable[[Callable[..., None]], Callable[..., None]]:
    registered: Callable[[Callable[..., None]], Callable[..., None]] = messenger.task(
        name=name.value,
        autoretry_for=RETRIED,
        retry_backoff=2,
        retry_backoff_max=120,
        retry_jitter=True,
        max_retries=MOST_RETRIES,
    )
    return registered
