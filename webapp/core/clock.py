"""The one clock. Every time the product keeps is zone-aware and comes from here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")

_staged: ContextVar[datetime | None] = ContextVar("staged", default=None)


def now() -> datetime:
    """The server's time, in UTC, to the microsecond."""
    return _staged.get() or datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """`moment` as a clock on a wall in Sweden shows it."""
    return moment.astimezone(STOCKHOLM)


@contextmanager
def staged(moment: datetime) -> Iterator[None]:
    """Let the clock stand still at `moment` within the block: how the demo gets its past."""
    token = _staged.set(moment)
    try:
        yield
    finally:
        _staged.reset(token)
