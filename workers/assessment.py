"""Taking points out of responses: one service call a task."""

import uuid

from webapp.assessment import service
from webapp.core.background import Task
from workers.base import sweep, task


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
