"""The most memory that a process has had."""

import os
from pathlib import Path

import psutil


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
