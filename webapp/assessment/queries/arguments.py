"""Reading arguments, and the points behind them. Only those of responses that count."""

import uuid
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    Text,
    cast,
    func,
    or_,
    select,
    union,
)
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from webapp.assessment.arguing import Asked, Named, Shared
from webapp.assessment.models import Argument, ArgumentPoint, ArgumentSection, Excerpt, Point
from webapp.assessment.queries.points import counting, counts
from webapp.assessment.voices import Said
from webapp.core.database import BATCH, session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses import queries as responses
from webapp.responses import shown
from webapp.responses.models import Answer, Comment, Leaving, Response
from webapp.rounds.models import Round


def argument(argument_id: uuid.UUID) -> Argument:
    """The argument, with where it stands.

    Raises:
        NotFoundError: there is none.
    """
    statement = _whole().where(Argument.id == argument_id)
    statement = statement.options(joinedload(Argument.round).joinedload(Round.consultation))
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(_l("There is no such argument."))
    return found


def argument_in(round_id: uuid.UUID, argument_id: uuid.UUID | None) -> Argument | None:
    """The argument, where it is one of the round's that are listed."""
    statement = _listed(round_id).where(Argument.id == argument_id)
    return session.scalars(statement).one_or_none()


def arguments(round_id: uuid.UUID, asked: Asked | None = None) -> Sequence[Argument]:
    """The arguments of a round that are asked for, by number. Two queries."""
    statement = _listed(round_id)
    if asked is not None:
        statement = statement.where(*_wanted(asked))
    return session.scalars(statement.order_by(Argument.number)).all()


def named(round_id: uuid.UUID) -> Sequence[Named]:
    """The arguments of a round to choose among, by number: no more than what each says."""
    statement = select(Argument.id, Argument.number, Argument.view).where(
        Argument.round_id == round_id, Argument.merged_into_id.is_(None)
    )
    return [Named(*row) for row in session.execute(statement.order_by(Argument.number))]


def shared(round_id: uuid.UUID) -> dict[uuid.UUID, Shared]:
    """How many points and senders each argument of a round has that has any. One query."""
    return _shared(Argument.round_id == round_id, round_id)


def shared_by(argument_id: uuid.UUID) -> Shared:
    """How many points and senders one argument has. One query."""
    its_round = select(Argument.round_id).where(Argument.id == argument_id).scalar_subquery()
    return _shared(Argument.id == argument_id, its_round).get(argument_id, Shared())


def _shared(
    which: ColumnElement[bool], round_id: uuid.UUID | ScalarSelect[uuid.UUID]
) -> dict[uuid.UUID, Shared]:
    """Argument by argument, each by its part of the index, which has a sender's points together."""
    response = ArgumentPoint.response_id.expression
    # Never compared with all: kept in the order of the index, where a join would end it.
    current = response.not_in(responses.replaced())
    own = (
        select(func.count().label("points"), func.count(response.distinct()).label("senders"))
        .where(ArgumentPoint.argument_id == Argument.id, current)
        .lateral()
    )
    others = responses.bodies_beside(round_id)
    each_once = (
        select(ArgumentPoint.argument_id, others.c.bodies, others.c.said)
        .join(others, others.c.said == response)
        .where(current)
        .distinct()
        .subquery()
    )
    beside = (
        select(each_once.c.argument_id, cast(func.sum(each_once.c.bodies), Integer).label("more"))
        .group_by(each_once.c.argument_id)
        .subquery()
    )
    statement = (
        select(Argument.id, own.c.points, own.c.senders + func.coalesce(beside.c.more, 0))
        .join(own, own.c.points > 0)
        .outerjoin(beside, beside.c.argument_id == Argument.id)
        .where(which)
    )
    return {each: Shared(points, bodies) for each, points, bodies in session.execute(statement)}


def senders(round_id: uuid.UUID) -> int:
    """How many senders have answered the round: all, but for the few that no longer count."""
    all_ = select(func.count()).where(Response.round_id == round_id)
    left = all_.where(Response.id.in_(union(responses.replaced(), select(Leaving.response_id))))
    return session.scalar(select(all_.scalar_subquery() - left.scalar_subquery())) or 0


def arguments_of(point_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Argument]]:
    """What each of these points is summed up in, by number. One query."""
    statement = (
        select(ArgumentPoint.point_id, Argument)
        .join(Argument, Argument.id == ArgumentPoint.argument_id)
        .where(ArgumentPoint.point_id.in_(point_ids))
        .order_by(Argument.number)
    )
    found: dict[uuid.UUID, list[Argument]] = {}
    for point_id, each in session.execute(statement):
        found.setdefault(point_id, []).append(each)
    return found


def said_behind(argument_: Argument) -> Sequence[Said]:
    """The points that say what the argument sums up: whose they are, and their words."""
    linked = ArgumentPoint.argument_id == argument_.id
    whose = responses.speaking(
        argument_.round_id, select(ArgumentPoint.response_id.expression).where(linked)
    )
    statement = select(Response.statement).where(Response.id == Point.response_id)
    points = (
        select(
            Point.response_id,
            Comment.ordinal,
            Answer.question_id,
            func.coalesce(Comment.text, Excerpt.text, Answer.text, statement.scalar_subquery()),
            func.coalesce(Comment.proposed_wording, Excerpt.proposed_wording, ""),
        )
        .join(ArgumentPoint, ArgumentPoint.point_id == Point.id)
        .outerjoin(Point.comment)
        .outerjoin(Point.excerpt)
        .outerjoin(Point.answer)
        .where(linked, Point.round_id == argument_.round_id, counts())
        .order_by(Point.number)
    )
    return [
        Said(whose[response_id], shown.part_at(ordinal, question_id), texts)
        for response_id, ordinal, question_id, *texts in session.execute(points)
    ]


def stream_behind(round_id: uuid.UUID) -> Iterator[tuple[uuid.UUID, Point]]:
    """The same of every argument of a round, with its id, read a batch at a time."""
    linked = select(Point).join(ArgumentPoint, ArgumentPoint.point_id == Point.id)
    statement = (
        counting(round_id, among=linked)
        .add_columns(ArgumentPoint.argument_id)
        .options(*_told())
        .order_by(ArgumentPoint.argument_id, Point.number)
        .execution_options(yield_per=BATCH)
    )
    for point, argument_id in session.execute(statement):
        yield argument_id, point


def _told() -> Sequence[ExecutableOption]:
    """What tells how the sender of a point is called, and what is to be hidden."""
    return (
        contains_eager(Point.response).joinedload(Response.organisation),
        contains_eager(Point.response).joinedload(Response.invitation),
        contains_eager(Point.response).selectinload(Response.disowning),
        contains_eager(Point.response).selectinload(Response.checks),
    )


def points_by_argument(round_id: uuid.UUID) -> dict[uuid.UUID, list[uuid.UUID]]:
    """The points behind each argument of a round, by number. One query."""
    statement = (
        select(ArgumentPoint.argument_id, ArgumentPoint.point_id)
        .join(Point, Point.id == ArgumentPoint.point_id)
        .where(Point.round_id == round_id)
        .order_by(Point.number)
    )
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    for argument_id, point_id in session.execute(statement):
        found.setdefault(argument_id, []).append(point_id)
    return found


def is_behind(argument_id: uuid.UUID | None) -> ColumnElement[bool]:
    """Whether a point is summed up in an argument; with None, whether it is in any."""
    linked = select(ArgumentPoint.point_id).where(ArgumentPoint.point_id == Point.id)
    if argument_id is not None:
        linked = linked.where(ArgumentPoint.argument_id == argument_id)
    return linked.exists()


def next_argument_number(round_id: uuid.UUID) -> int:
    """The number of the round's next argument, from 1. The round must be held."""
    latest = select(func.max(Argument.number)).where(Argument.round_id == round_id)
    return (session.scalar(latest) or 0) + 1


def _whole() -> Select[Argument]:
    return select(Argument).options(selectinload(Argument.places), joinedload(Argument.theme))


def _listed(round_id: uuid.UUID) -> Select[Argument]:
    return _whole().where(Argument.round_id == round_id, Argument.merged_into_id.is_(None))


def _wanted(asked: Asked) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.words:
        said = (cast(column, Text) for column in (Argument.view, Argument.summary))
        found.append(or_(*(each.icontains(asked.words, autoescape=True) for each in said)))
    if asked.section is not None:
        inside = select(ArgumentSection.argument_id)
        inside = inside.where(ArgumentSection.section_key == asked.section)
        found.append(Argument.id.in_(inside))
    if asked.theme is not None:
        found.append(Argument.theme_id == asked.theme)
    return found
