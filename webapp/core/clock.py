"""The one clock. Every time the product keeps is zone-aware and comes from here."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """The server's time, in UTC, to the microsecond."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """`moment` as a clock on a wall in Sweden shows it."""
    return moment.astimezone(STOCKHOLM)
