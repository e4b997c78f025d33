"""Turning an outline into files, a module a format; none knows the database or `core`.

Each writes its file into what is open for bytes, so that no long report is ever whole in memory.
"""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any, BinaryIO, Concatenate, ParamSpec, Protocol

from webapp.reports.outline import Report

P = ParamSpec("P")


class Progress(Protocol):
    """Told how much is done, from 0 to 1, which never goes down; and the chapter that is at."""

    def __call__(self, share: float, chapter: str = "", /) -> None:
        """`chapter`: its heading, where the format is written chapter by chapter."""


def silent(_share: float, _chapter: str = "", /) -> None:
    """Progress that nobody watches."""


def in_memory(
    write: Callable[Concatenate[Report, BinaryIO, P], Any],
) -> Callable[Concatenate[Report, P], bytes]:
    """What writes a report into a file as what returns the bytes, for reports that are short."""

    @wraps(write)
    def compiled(report: Report, /, *args: P.args, **kwargs: P.kwargs) -> bytes:
        target = BytesIO()
        write(report, target, *args, **kwargs)
        return target.getvalue()

    return compiled
