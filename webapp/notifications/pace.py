"""How fast e-mails leave: overall and to one domain, counted over the time just passed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """So many a second; 0 for as fast as it goes. Less than one is one in so many seconds."""

    per_second: float

    @property
    def is_set(self) -> bool:
        """Whether there is a limit at all."""
        return self.per_second > 0

    @property
    def window(self) -> timedelta:
        """The time in which `at_once` may leave."""
        return timedelta(seconds=max(1.0, 1 / self.per_second)) if self.is_set else timedelta()

    @property
    def at_once(self) -> int:
        """How many may leave within the `window`."""
        return max(1, int(self.per_second))

    def room(self, used: int, wanted: int) -> int:
        """How many of the `wanted` may leave now that `used` did so within the window."""
        return min(wanted, max(0, self.at_once - used)) if self.is_set else wanted


@dataclass(frozen=True, slots=True)
class Pace:
    """The two limits that an installation has."""

    overall: Limit
    domain: Limit

    def full(self, used: Mapping[str, int]) -> list[str]:
        """The domains to which nothing more may leave now."""
        return [name for name, count in used.items() if not self.domain.room(count, 1)]
