"""What an edition says of itself, before anything is read for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from webapp.reports.audience import Audience


@dataclass(frozen=True, slots=True)
class Imprint:
    """What an edition says of itself. `permalink` gives a point's address from its number."""

    number: int
    language: str
    authority: str
    compiled_at: datetime
    address: str
    permalink: Callable[[int], str]
    audience: Audience = Audience.PUBLIC
