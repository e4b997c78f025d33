"""Which responses count: no later one took their place; and which of them await their final."""

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased

from webapp.responses.models import Form, Response, Stage
from webapp.rounds.models import Invitation


def is_current() -> ColumnElement[bool]:
    """Whether no later response took the place of one."""
    later = aliased(Response)
    return ~select(later.id).where(later.replaces_id == Response.id).exists()


def awaits_final() -> ColumnElement[bool]:
    """Whether each response is preliminary, and the latest of its body's.

    Of a body that was asked twice, what it answered by either link is its answer.
    """
    mine, its, later = aliased(Invitation), aliased(Invitation), aliased(Response)
    body = func.coalesce(mine.counted_as_id, mine.id)
    newer = (
        exists()
        .where(mine.id == Response.invitation_id, its.id == later.invitation_id)
        .where(func.coalesce(its.counted_as_id, its.id) == body)
        .where(later.round_id == Response.round_id, later.number > Response.number)
    )
    return and_(
        Response.stage == Stage.PRELIMINARY,
        Response.form == Form.ANSWER,
        is_current(),
        ~newer,
    )
