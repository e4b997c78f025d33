"""One server in one folder, shared by every process that needs it.

The first user starts the server, the last one stops it. Both are decided under file locks, which
the kernel takes back from a killed process, so that no count of users has to be believed.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import psutil

_PAUSE_SECONDS = 0.02


class ServiceError(RuntimeError):
    """An embedded server could not be started or stopped; the sentence says what to do."""


class Server(Protocol):
    """A program that serves what one folder holds."""

    def find(self) -> str | None:
        """The URL of the server if it runs already."""

    def start(self) -> str:
        """Start it, whatever an earlier one left behind, and return its URL."""

    def stop(self) -> None:
        """Stop it and wait until it has written everything."""


@contextmanager
def shared(folder: Path, server: Server) -> Iterator[str]:
    """The URL of `server`, which runs for as long as any process is inside."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "users.lock").open("a") as users:
        with _alone(folder):
            url = server.find() or server.start()
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield url
        finally:
            with _alone(folder):
                if _is_last(users.fileno()):
                    server.stop()
                # A forked child may still hold the file open; the lock is given back all the same.
                fcntl.flock(users, fcntl.LOCK_UN)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "change.lock").open("a") as change:
        fcntl.flock(change, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(change, fcntl.LOCK_UN)


def _is_last(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def process(pid: int, *, mark: str) -> psutil.Process | None:
    """The live process `pid`, if it is the one whose command line or folder carries `mark`.

    A number alone proves nothing: after a crash it may belong to another program.
    """
    try:
        found = psutil.Process(pid)
        if found.status() == psutil.STATUS_ZOMBIE:
            return None
        # Another user's folder may be hidden from root itself; the command line never is.
        return found if mark in found.cmdline() or mark == found.cwd() else None
    except psutil.Error:
        return None


def wait_until(
    condition: Callable[[], bool], *, seconds: float, pause: float = _PAUSE_SECONDS
) -> bool:
    """Whether `condition` came true within `seconds`, asked anew after each `pause`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True
