"""Reading what became of a sender's points, and what senders say of it."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import joinedload

from webapp.assessment.models import Point
from webapp.core.database import session
from webapp.drafts.models import Version
from webapp.reports.models import Reaction
from webapp.responses import queries as responses
from webapp.responses.models import Answer, Response
from webapp.rounds.models import Round


def counting(response: Response) -> Response:
    """The response that counts now: this one, or the one that took its place."""
    later = responses.replaced_by(response)
    while later is not None:
        response, later = later, responses.replaced_by(later)
    return response


def points_of(response_id: uuid.UUID) -> Sequence[Point]:
    """The points of a response that are decided, in the order of their numbers."""
    statement = (
        select(Point)
        .where(Point.response_id == response_id, Point.decision.is_not(None))
        .options(
            joinedload(Point.comment),
            joinedload(Point.excerpt),
            joinedload(Point.answer).joinedload(Answer.question),
        )
        .order_by(Point.number)
    )
    return session.scalars(statement).all()


def reactions_of(response: Response) -> dict[uuid.UUID, Reaction]:
    """What the sender of a response said last of each of its points, by the point.

    Of a joint answer, each of its bodies says it for itself.
    """
    part = response.id if response.is_beside else None
    statement = _latest().where(
        Point.response_id == response.words_id, Reaction.part_id.is_not_distinct_from(part)
    )
    return {each.point_id: each for each in session.scalars(statement)}


def reactions(round_id: uuid.UUID) -> Sequence[Reaction]:
    """What each sender said last of each point of a round, by the number of the point."""
    statement = (
        _latest()
        .where(Point.round_id == round_id)
        .options(joinedload(Reaction.point).joinedload(Point.response), joinedload(Reaction.part))
    )
    return sorted(session.scalars(statement), key=lambda each: (each.point.number, each.sender))


def reactions_to(point_id: uuid.UUID) -> Sequence[Reaction]:
    """What each sender of a point said last of the decision on it: of a joint answer several."""
    statement = _latest().where(Reaction.point_id == point_id).options(joinedload(Reaction.part))
    return sorted(session.scalars(statement), key=lambda each: each.sender)


def later_shown(version: Version) -> Version | None:
    """The latest version of the same text that a later round has shown to everyone."""
    statement = (
        select(Version)
        .join(Round, Round.version_id == Version.id)
        .where(
            Version.document_id == version.document_id,
            Version.number > version.number,
            Round.opened_at.is_not(None),
            Round.open_to_public,
        )
        .order_by(Version.number.desc())
        .limit(1)
    )
    return session.scalars(statement).first()


def _latest() -> Select[Reaction]:
    return (
        select(Reaction)
        .join(Reaction.point)
        .ext(distinct_on(Reaction.point_id, Reaction.part_id))
        .order_by(Reaction.point_id, Reaction.part_id, Reaction.id.desc())
    )
