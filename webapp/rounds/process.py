"""The process of a case as one line of time: rounds, meetings and other steps. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from webapp.core import clock
from webapp.core.database import Localised
from webapp.rounds.models import BoardDecision, CaseStep, Meeting, Round, RoundState, SamiStep

UNSEEN = frozenset({RoundState.DRAFT, RoundState.SCHEDULED, RoundState.CANCELLED})


class What(StrEnum):
    """What kind of thing happens."""

    ROUND = "round"
    DEADLINE = "deadline"
    REPORT = "report"
    DECISION = "decision"
    MEETING = "meeting"
    STEP = "step"
    SAMI = "sami"


class When(StrEnum):
    """Whether it has been, is now, or is to come."""

    PAST = "past"
    NOW = "now"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing on the line of time."""

    what: What
    day: date
    until: date | None
    thing: Round | Meeting | CaseStep | SamiStep | BoardDecision
    title: Localised | None = None

    def when(self, today: date) -> When:
        """Whether it has been, is now, or is to come, seen from `today`."""
        if self.day > today:
            return When.COMING
        return When.NOW if (self.until or self.day) >= today else When.PAST


def line(
    rounds: Iterable[Round],
    meetings: Iterable[Meeting],
    steps: Iterable[CaseStep],
    *,
    sami: Iterable[SamiStep] = (),
    decisions: Iterable[BoardDecision] = (),
) -> list[Happening]:
    """All of it by day."""
    found = [
        *(each for round_ in rounds for each in _of_round(round_)),
        *(_of_meeting(each) for each in meetings),
        *(Happening(What.STEP, each.day, each.until, each, each.title) for each in steps),
        *(Happening(What.SAMI, each.day, None, each) for each in sami),
        *(Happening(What.DECISION, each.decided_on, None, each, each.body) for each in decisions),
    ]
    return sorted(found, key=lambda each: (each.day, each.until or each.day))


def parts(happenings: Iterable[Happening], today: date) -> list[tuple[When, list[Happening]]]:
    """What has been, what is now and what is to come, as far as there is any."""
    found = list(happenings)
    told = [(when, [each for each in found if each.when(today) is when]) for when in When]
    return [(when, some) for when, some in told if some]


def seen_by_all(rounds: Iterable[Round], at: datetime) -> list[Round]:
    """The rounds that anyone may know of at the moment `at`."""
    return [each for each in rounds if each.state(at) not in UNSEEN]


def _of_round(round_: Round) -> Iterator[Happening]:
    opens = round_.opened_at or round_.opens_at
    if opens is not None and round_.cancelled_at is None:
        ended = round_.closed_at and clock.local(round_.closed_at).date()
        until = min(round_.deadline, ended) if ended else round_.deadline
        yield Happening(What.ROUND, clock.local(opens).date(), until, round_)
        yield Happening(What.DEADLINE, round_.deadline, None, round_)
    if round_.reported_at is not None:
        yield Happening(What.REPORT, clock.local(round_.reported_at).date(), None, round_)


def _of_meeting(meeting: Meeting) -> Happening:
    first, last = (clock.local(each).date() for each in (meeting.starts_at, meeting.ends_at))
    return Happening(What.MEETING, first, last if last > first else None, meeting, meeting.title)
