"""What the officer decides about the answers that came late: all are considered."""

from webapp.accounts.models import User
from webapp.responses import policy, queries
from webapp.responses.models import Considered
from webapp.responses.service import readings
from webapp.rounds.models import Round


def consider(round_: Round, user: User) -> None:
    """Consider every late answer of the round that counts."""
    for each in queries.submitted(round_.id):
        if policy.is_late_still(each):
            readings.decide_late(each, Considered.YES, "", actor=user)
