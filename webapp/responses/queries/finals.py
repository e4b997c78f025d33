"""Preliminary answers whose final one is awaited. Read of what was submitted, and nothing else."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from webapp.core.database import session
from webapp.notifications.models import Email, Occasion
from webapp.responses.models import Form, Leaving, Response, Stage
from webapp.rounds.models import Invitation, Round
from webapp.rounds.reminders import OCCASIONS, TO_BODIES


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
        ~exists().where(later.replaces_id == Response.id),
        ~exists().where(Leaving.response_id == Response.id),
        ~newer,
    )


def count_awaited(round_id: uuid.UUID) -> tuple[int, date | None]:
    """How many answers of the round await their final, and the next day on which one is decided."""
    statement = select(func.count(), func.min(Response.decides_on)).where(
        Response.round_id == round_id, awaits_final()
    )
    number, day = session.execute(statement).one()
    return number, day


def to_remind(today: date, until: date, midnight: datetime, *, limit: int) -> Sequence[Response]:
    """Those decided on from `today` to `until` that came before `midnight`, and were not reminded.

    A body that has had another reminder since `midnight` waits until the next day.
    """
    told, other = aliased(Email), aliased(Email)
    reminded = exists().where(
        other.concerns == Response.invitation_id,
        other.occasion.in_([OCCASIONS[kind] for kind in TO_BODIES]),
        other.created_at >= midnight,
    )
    statement = (
        _taking_answers()
        .where(awaits_final(), Response.decides_on.between(today, until))
        .where(Response.submitted_at < midnight, ~reminded)
        .where(~exists().where(told.about == Response.id, told.occasion == Occasion.FINAL_AWAITED))
        .options(
            joinedload(Response.round).joinedload(Round.consultation),
            joinedload(Response.invitation),
            joinedload(Response.organisation),
            joinedload(Response.participant),
        )
        .order_by(Response.id)
        .limit(limit)
    )
    return session.scalars(statement).all()


def _taking_answers() -> Select[Response]:
    ended = (Round.cancelled_at, Round.reported_at, Round.archived_at)
    return (
        select(Response)
        .join(Response.round)
        .where(Round.opened_at.is_not(None), *(each.is_(None) for each in ended))
    )
