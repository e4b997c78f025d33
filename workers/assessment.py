"""Taking points out of responses, and finding those that are alike."""

import time
import uuid
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy.exc import OperationalError

from webapp.assessment import service
from webapp.core.background import Task
from webapp.core.transactions import rollback
from workers.base import RETRIED, sweep, task, transaction

SECONDS_BETWEEN_NOTES = 1.0


@task(Task.GATHER_POINTS)
def gather_points(response_id: uuid.UUID) -> None:
    """Take the points out of a submitted response."""
    service.gather(response_id)


@sweep(Task.SWEEP_POINTS)
def sweep_points() -> None:
    """Ask for the points of responses whose message was lost."""
    service.sweep()


@sweep(Task.TELL_OF_POINTS)
def tell_of_points() -> None:
    """Tell staff of points that they were given, and of those that are late."""
    service.tell()


@task(Task.FIND_ALIKE)
def find_alike(search_id: uuid.UUID) -> None:
    """Find the texts of a round that are alike, unless another worker does or did."""
    with transaction():
        search = service.claim_search(search_id)
    if search is None:
        return
    try:
        found = service.find_alike(search.round_id, _noted(search_id))
        with transaction():
            service.keep_found(search_id, found)
    except RETRIED:
        rollback()
        with suppress(OperationalError), transaction():
            service.release_search(search_id)
        raise
    except Exception:
        rollback()
        with transaction():
            service.fail_search(search_id)
        raise


@sweep(Task.SWEEP_ALIKE)
def sweep_alike() -> None:
    """Ask again for searches whose message or worker was lost."""
    service.sweep_searches()


def _noted(search_id: uuid.UUID) -> Callable[[float], None]:
    """Write the progress to the row, at most once a second."""
    latest = 0.0

    def note(share: float) -> None:
        nonlocal latest
        if time.monotonic() - latest < SECONDS_BETWEEN_NOTES:
            return
        latest = time.monotonic()
        with transaction():
            service.note_search(search_id, share)

    return note
