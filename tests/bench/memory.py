"""The most memory that a process has had, by itself or with the processes that it started."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

import psutil

SELDOM: Final = 10
"""Looks at memory for one at which processes there are."""


def peak_mebibytes(pid: int | None = None) -> float:
    """The peak of resident memory of the process `pid` (this one, if None), in MiB.

    Not from `getrusage`: on Linux that of a new process begins with its parent's peak. Where
    there is no /proc, it is what the process has now.
    """
    number = pid or os.getpid()
    status = Path(f"/proc/{number}/status")
    for line in status.read_text().splitlines() if status.exists() else ():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    resident: int = psutil.Process(number).memory_info().rss
    return resident / 2**20


@dataclass
class Together:
    """What a process and those that it started had in memory at once, at most, in bytes."""

    peak: int = 0

    @property
    def mebibytes(self) -> float:
        """The same in MiB."""
        return self.peak / 2**20


@contextmanager
def watched() -> Iterator[Together]:
    """Look many times a second at the memory of this process and of all those below it.

    What they share is counted for each of them, so the truth is rather less. Which they are is
    asked seldom: for that the system goes through every process that there is.
    """
    found, over = Together(), threading.Event()
    own = psutil.Process()

    def look() -> None:
        for turn in count():
            if turn % SELDOM == 0:
                all_of_them = [own, *own.children(recursive=True)]
            found.peak = max(found.peak, sum(map(_resident, all_of_them)))
            if over.wait(0.05):
                break

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield found
    finally:
        over.set()
        watcher.join()


def _resident(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        resident: int = process.memory_info().rss
        return resident
    return 0  # It has ended.
