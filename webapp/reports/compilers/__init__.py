"""Turning an outline into files, a module a format; none knows the database or `core`."""

from collections.abc import Callable

Progress = Callable[[float], None]
"""Told how much is done, from 0 to 1; it never goes down."""


def silent(_share: float) -> None:
    """Progress that nobody watches."""
