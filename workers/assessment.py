"""Taking points out of responses, and finding those that are alike."""

import uuid
from functools import partial

from webapp.assessment import service
from webapp.core.background import Task
from workers.base import mending, now_and_then, sweep, task, transaction


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
    with mending(
        partial(service.release_search, search_id), lambda _why: service.fail_search(search_id)
    ):
        noted = now_and_then(partial(service.note_search, search_id))
        found = service.find_alike(search.round_id, noted)
        with transaction():
            service.keep_found(search_id, found)


@sweep(Task.SWEEP_ALIKE)
def sweep_alike() -> None:
    """Ask again for searches whose message or worker was lost."""
    service.sweep_searches()
