"""Whether responses are late by the last day as it is now, as the database finds it."""

from functools import cache

from sqlalchemy import ColumnElement, and_, func, select

from webapp.core.database import day_of
from webapp.responses.models import LateDecision, Response
from webapp.rounds.models import Invitation, Round


@cache
def late_still() -> ColumnElement[bool]:
    """The same as `policy.is_late_still` says of a loaded response; a test holds them together."""
    common = select(func.least(Round.deadline, day_of(Round.closed_at)))
    own = select(Invitation.deadline).where(Invitation.id == Response.invitation_id)
    last = func.greatest(
        common.where(Round.id == Response.round_id).scalar_subquery(), own.scalar_subquery()
    )
    return and_(Response.late, day_of(Response.submitted_at) > last)


def late_undecided() -> ColumnElement[bool]:
    """Whether a response is late, and nobody has decided whether it is considered."""
    decided = select(LateDecision.id).where(LateDecision.response_id == Response.id)
    return late_still() & ~decided.exists()
