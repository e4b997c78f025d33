"""Turning an outline into files, a module a format; none knows the database or `core`."""

from typing import Protocol


class Progress(Protocol):
    """Told how much is done, from 0 to 1, which never goes down; and the chapter that is at."""

    def __call__(self, share: float, chapter: str = "", /) -> None:
        """`chapter`: its heading, where the format is written chapter by chapter."""


def silent(_share: float, _chapter: str = "", /) -> None:
    """Progress that nobody watches."""
