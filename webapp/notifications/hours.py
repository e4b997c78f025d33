"""When what leaves by itself leaves, on the wall in Stockholm. Pure: the clock is an argument."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from webapp.core import clock
from webapp.core.clock import STOCKHOLM

SATURDAY = 5

STALE_AFTER = timedelta(hours=36)
"""What could not leave for so long is too late, and never leaves."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of an installation."""

    reminders: time = time(8)
    """When the reminders of a day leave."""
    digest: time = time(7, 30)
    """When what staff have gathered for them leaves."""
    morning: time = time(7)
    evening: time = time(20)
    """Between evening and morning, and at weekends, nothing leaves by itself that can wait."""

    def __post_init__(self) -> None:
        """Refuse hours at which nothing would ever leave.

        Raises:
            ValueError: the reminders would leave when all is quiet.
        """
        if not self.morning <= self.reminders < self.evening:
            raise ValueError("Reminders must leave after the morning and before the evening.")

    @classmethod
    def of(cls, reminders: str, digest: str, quiet: str) -> "Hours":
        """The hours as settings say them: `08:00`, `07:30` and `20:00-07:00`.

        Raises:
            ValueError: one of them is no time, or nothing would ever leave.
        """
        evening, _, morning = quiet.partition("-")
        read = time.fromisoformat
        return cls(read(reminders), read(digest), read(morning.strip()), read(evening.strip()))

    def is_quiet(self, at: datetime) -> bool:
        """Say whether what can wait waits at the moment `at`: at night, and at weekends."""
        local = clock.local(at)
        return local.weekday() >= SATURDAY or not self.morning <= local.time() < self.evening

    def moment_of(self, day: date) -> datetime:
        """When the reminders of `day` leave."""
        return datetime.combine(day, self.reminders, tzinfo=STOCKHOLM)

    def is_stale(self, day: date, at: datetime) -> bool:
        """Say whether it is too late at the moment `at` for the reminders of `day`."""
        return at - self.moment_of(day) > STALE_AFTER

    def next_digest(self, at: datetime) -> datetime:
        """When the next digest leaves after the moment `at`: on a weekday."""
        day = clock.local(at).date()
        moment = datetime.combine(day, self.digest, tzinfo=STOCKHOLM)
        while moment <= at or moment.weekday() >= SATURDAY:
            day += timedelta(days=1)
            moment = datetime.combine(day, self.digest, tzinfo=STOCKHOLM)
        return moment
