"""Who may weigh points, and when."""

from datetime import datetime

from webapp.core.access import Role
from webapp.responses.models import Response
from webapp.rounds.models import Round, RoundState

WEIGHERS = frozenset({Role.CASE_OFFICER, Role.ADMINISTRATOR})

_WEIGHABLE = frozenset({RoundState.OPEN, RoundState.CLOSED, RoundState.ASSESSED})


def may_decide(roles: frozenset[Role], round_: Round, at: datetime) -> bool:
    """Say whether someone with `roles` may decide on points of `round_` at the moment `at`."""
    return bool(roles & WEIGHERS) and is_weighable(round_, at)


def is_weighable(round_: Round, at: datetime) -> bool:
    """Points are weighed from the first answer until the report is out."""
    return round_.state(at) in _WEIGHABLE


def may_split(roles: frozenset[Role], response: Response, at: datetime) -> bool:
    """Say whether points may be taken out of the response's running text."""
    return may_decide(roles, response.round, at) and bool(response.statement.strip())


def may_finish(roles: frozenset[Role], round_: Round, at: datetime, *, left: int) -> bool:
    """Say whether the assessment can be called complete: the round is closed, nothing is left."""
    return bool(roles & WEIGHERS) and round_.state(at) is RoundState.CLOSED and left == 0
