"""What every task shares: the application around it, the edge of its transactions, its retries.

A task is one service call. It gets a row's id, claims the row, does the work and says so on
the row; finding nothing to claim is success, because messages may come twice.
"""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, wraps
from typing import Final, ParamSpec, TypeVar

from celery.exceptions import SoftTimeLimitExceeded
from flask import Flask
from sqlalchemy.exc import OperationalError

from webapp.core import background
from webapp.core.background import Job, StoppedError, Task, Turn, messenger
from webapp.core.transactions import commit, rollback
from webapp.factory import create_app

RETRIED = (OperationalError, ConnectionError)
"""What a later try can mend: the database or a file store out of reach."""

MOST_RETRIES = 5

PASSED_ON = (*RETRIED, StoppedError, SoftTimeLimitExceeded)
"""What ends a whole turn, also where the rest of the work could go on without a part of it."""

SECONDS_BETWEEN_NOTES: Final = 1.0

J = TypeVar("J", bound=Job)
P = ParamSpec("P")
GiveUp = Callable[[Turn[J], Exception | None], None]


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


def job(
    name: Task, kind: type[J], give_up: GiveUp[J] = background.give_up
) -> Callable[[Callable[[Turn[J]], None]], Callable[[str], None]]:
    """Make a function of a worker's turn into the task `name`, which does jobs of one kind.

    The work commits as it goes, so that the next worker can go on where a lost one was. What a
    later try can mend lets the job be taken again; all else gives it up, with `give_up`.
    """

    def register(work: Callable[[Turn[J]], None]) -> Callable[[str], None]:
        @task(name)
        @wraps(work)
        def run(row_id: uuid.UUID) -> None:
            with transaction():
                turn = background.take(kind, row_id)
            if turn is None:
                return
            if turn.is_one_too_many:
                give_up(turn, None)
                return
            with mending(lambda: background.release(turn), lambda why: give_up(turn, why)):
                work(turn)

        return run

    return register


@contextmanager
def mending(
    release: Callable[[], None], give_up: Callable[[Exception], None] | None = None
) -> Iterator[None]:
    """Work on a row that this worker has taken: what goes wrong is undone, and said on the row.

    Without `give_up` the row is left as it is, for a sweep to find that its worker is lost.
    """
    try:
        yield
    except StoppedError:
        rollback()
    except RETRIED:
        rollback()
        with suppress(OperationalError, StoppedError), transaction():
            release()
        raise
    except Exception as error:
        rollback()
        if give_up is not None:
            why = TimeoutError() if isinstance(error, SoftTimeLimitExceeded) else error
            with suppress(StoppedError), transaction():
                give_up(why)
        raise


def noting(turn: Turn[J]) -> Callable[[int], None]:
    """Write the per cent of a job that is done, each in a transaction of its own."""

    def note(percent: int) -> None:
        with transaction():
            background.note(turn, percent / 100)

    return note


def now_and_then(note: Callable[P, None]) -> Callable[P, None]:
    """Write progress in a transaction of its own, at most once a second."""
    latest = 0.0

    def noted(*args: P.args, **kwargs: P.kwargs) -> None:
        nonlocal latest
        if time.monotonic() - latest < SECONDS_BETWEEN_NOTES:
            return
        latest = time.monotonic()
        with transaction():
            note(*args, **kwargs)

    return noted


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
