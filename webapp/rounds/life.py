"""The life of a round as one diagram: which step leads from which states to which, and for whom.

Pure. A round's state is derived from its times (`Round.state`), so a step is never made by writing
a state: it writes a time, and this diagram says when that is allowed. Every rule about *when* is
here; `policy` asks it, and the page of the round draws it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from webapp.rounds.models import RoundState

DRAFT, SCHEDULED, OPEN, CLOSED = (
    RoundState.DRAFT,
    RoundState.SCHEDULED,
    RoundState.OPEN,
    RoundState.CLOSED,
)
ASSESSED, REPORTED, ARCHIVED, CANCELLED = (
    RoundState.ASSESSED,
    RoundState.REPORTED,
    RoundState.ARCHIVED,
    RoundState.CANCELLED,
)

WAY = (DRAFT, SCHEDULED, OPEN, CLOSED, ASSESSED, REPORTED, ARCHIVED)
"""The way through, when all goes well."""


class Step(StrEnum):
    """What can be done with a round, by people or by the clock."""

    CHANGE = "change"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    OPEN = "open"
    TELL = "tell"
    MEND = "mend"
    INVITE = "invite"
    PUT_OFF = "put_off"
    ANSWER = "answer"
    CLOSE = "close"
    REOPEN = "reopen"
    ASSESS = "assess"
    REPORT = "report"
    DECIDE = "decide"
    ARCHIVE = "archive"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Move:
    """From which states a step is made, and where it leads; None where the round stays."""

    since: frozenset[RoundState]
    to: RoundState | None = None


def _move(*since: RoundState, to: RoundState | None = None) -> Move:
    return Move(frozenset(since), to)


DIAGRAM: Mapping[Step, Move] = {
    Step.CHANGE: _move(DRAFT, SCHEDULED),
    Step.SCHEDULE: _move(DRAFT, SCHEDULED, to=SCHEDULED),
    Step.UNSCHEDULE: _move(SCHEDULED, to=DRAFT),
    Step.OPEN: _move(DRAFT, SCHEDULED, to=OPEN),
    Step.TELL: _move(OPEN, CLOSED, ASSESSED),
    Step.MEND: _move(OPEN, CLOSED, ASSESSED),
    Step.INVITE: _move(DRAFT, SCHEDULED, OPEN),
    Step.PUT_OFF: _move(OPEN),
    Step.ANSWER: _move(OPEN, CLOSED, ASSESSED),
    Step.CLOSE: _move(OPEN, to=CLOSED),
    Step.REOPEN: _move(CLOSED, ASSESSED, to=OPEN),
    Step.ASSESS: _move(CLOSED, to=ASSESSED),
    Step.REPORT: _move(ASSESSED, to=REPORTED),
    Step.DECIDE: _move(REPORTED, ARCHIVED),
    Step.ARCHIVE: _move(REPORTED, to=ARCHIVED),
    Step.CANCEL: _move(DRAFT, SCHEDULED, OPEN, CLOSED, ASSESSED, to=CANCELLED),
}
"""Every step there is. What is not here cannot be done."""


def allows(state: RoundState, step: Step) -> bool:
    """Say whether `step` can be made in `state`."""
    return state in DIAGRAM[step].since


def following(state: RoundState) -> frozenset[RoundState]:
    """The states that can come straight after `state`."""
    moves = (move.to for move in DIAGRAM.values() if state in move.since)
    return frozenset(to for to in moves if to is not None) - {state}
