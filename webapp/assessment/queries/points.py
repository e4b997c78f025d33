"""Reading points. Only those of responses that count: the latest of each sender."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, undefer

from webapp.assessment.models import (
    Decision,
    GatheredResponse,
    Origin,
    Point,
    SecondDemanded,
)
from webapp.core.database import Stream, session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.models import Answer, Attachment, Response
from webapp.rounds.models import Round

PAGE = 10
"""Points on a page. Each carries a form of its own, which makes the page the heaviest there is."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the material: the comments on a section, the statements, or the answers.

    `section_key` is None for what is on no one section.
    """

    origin: Origin
    section_key: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How many points there are, and how many of them are decided.

    `unopened`: by anybody. `waits`: for a second person behind the decision.
    """

    total: int = 0
    decided: int = 0
    unopened: int = 0
    waits: int = 0

    def __add__(self, other: "Progress") -> "Progress":
        """How far both have come together."""
        return Progress(
            self.total + other.total,
            self.decided + other.decided,
            self.unopened + other.unopened,
            self.waits + other.waits,
        )

    @property
    def left(self) -> int:
        """How many are still to be weighed."""
        return self.total - self.decided

    @property
    def open(self) -> int:
        """How many stand in the way of calling the assessment complete, at least."""
        return max(self.left, self.unopened, self.waits)

    @property
    def percent(self) -> int:
        """The decided ones in percent, 100 only when none is left."""
        return self.decided * 100 // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class Counted:
    """How many points of one part got one decision.

    `unopened`: by anybody. `waits`: for a second person behind the decision.
    """

    part: Part
    decision: Decision | None
    number: int
    unopened: int
    waits: int


def get(point_id: uuid.UUID) -> Point:
    """The point, with what it was taken from.

    Raises:
        NotFoundError: there is none.
    """
    statement = _points().options(
        undefer(Point.is_replaced),
        joinedload(Point.round).options(joinedload(Round.consultation), joinedload(Round.version)),
        contains_eager(Point.response).joinedload(Response.participant),
        contains_eager(Point.response).joinedload(Response.invitation),
        contains_eager(Point.response).joinedload(Response.organisation),
    )
    point = session.scalars(statement.where(Point.id == point_id)).one_or_none()
    if point is None:
        raise NotFoundError(_l("There is no such point."))
    return point


def points(round_id: uuid.UUID) -> Sequence[Point]:
    """Every point of a round that counts, in the order of their numbers. One query."""
    return session.scalars(counting(round_id).order_by(Point.number)).all()


def stream(round_id: uuid.UUID) -> Stream[Point]:
    """The same, read a batch at a time; of the response that a point is in, the statement alone."""
    statement = _alone().options(contains_eager(Point.response).load_only(Response.statement))
    return Stream(statement.where(Point.round_id == round_id, counts()).order_by(Point.number))


def numbers_within(response_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """The numbers of the points of the responses that count. One query.

    By the comment or the answer that each is; where it is the statement, by the response.
    """
    what = func.coalesce(Point.comment_id, Point.answer_id, Point.response_id)
    statement = select(what, Point.number).where(
        Point.response_id.in_(response_ids), Point.excerpt_id.is_(None), counts()
    )
    return dict(session.execute(statement).all())


def in_part(
    round_id: uuid.UUID, part: Part, *, after: int = 0, undecided: bool = False
) -> Sequence[Point]:
    """A page of points in `part` behind the number `after`, and one more where there is more."""
    statement = counting(round_id).where(is_in(part), Point.number > after)
    if undecided:
        statement = statement.where(Point.decision.is_(None))
    return session.scalars(statement.order_by(Point.number).limit(PAGE + 1)).all()


def progress(round_id: uuid.UUID) -> dict[Part, Progress]:
    """How far the weighing of each part has come. One query."""
    return progress_of(counted(round_id))


def counted(round_id: uuid.UUID) -> Sequence[Counted]:
    """How many points of each part got each decision. One query."""
    demanded = select(SecondDemanded.round_id).where(SecondDemanded.round_id == round_id).exists()
    statement = (
        select(
            Point.origin,
            Point.section_key,
            Point.decision,
            func.count(),
            func.count().filter(~Point.is_opened),
            func.count().filter(demanded, Point.is_alone),
        )
        .where(Point.round_id == round_id, counts())
        .group_by(Point.origin, Point.section_key, Point.decision)
    )
    return [
        Counted(Part(origin, key if origin is Origin.COMMENT else None), decision, *numbers)
        for origin, key, decision, *numbers in session.execute(statement)
    ]


def progress_of(rows: Iterable[Counted]) -> dict[Part, Progress]:
    """How far the weighing of each part has come, as it was counted."""
    found: dict[Part, Progress] = {}
    for row in rows:
        decided = row.number if row.decision else 0
        own = Progress(row.number, decided, row.unopened, row.waits)
        found[row.part] = found.get(row.part, Progress()) + own
    return found


def overall(parts: Mapping[Part, Progress]) -> Progress:
    """How far the weighing of all `parts` together has come."""
    return sum(parts.values(), Progress())


def by_decision(rows: Iterable[Counted]) -> dict[Decision | None, int]:
    """How many points got each decision; None for those not yet weighed."""
    found: Counter[Decision | None] = Counter()
    for row in rows:
        found[row.decision] += row.number
    return found


def on_comments(version_id: uuid.UUID) -> dict[uuid.UUID, Point]:
    """The points that were taken from comments on a version, by the comment's id. One query."""
    statement = (
        select(Point)
        .join(Point.round)
        .where(Round.version_id == version_id, Point.comment_id.is_not(None))
    )
    return {point.comment_id: point for point in session.scalars(statement) if point.comment_id}


def excerpts(response_id: uuid.UUID) -> Sequence[Point]:
    """The points that staff took out of a response's running text, in order."""
    statement = _points().where(Point.response_id == response_id, Point.excerpt_id.is_not(None))
    return session.scalars(statement.order_by(Point.number)).all()


def of_response(response_id: uuid.UUID) -> Sequence[Point]:
    """The points of one response, whether it counts or not, in order. One query."""
    statement = _points().where(Point.response_id == response_id)
    return session.scalars(statement.order_by(Point.number)).all()


def first_undecided(round_id: uuid.UUID) -> uuid.UUID | None:
    """Where to go on weighing: at this point."""
    statement = select(Point.id).where(Point.round_id == round_id, counts())
    statement = statement.where(Point.decision.is_(None)).order_by(Point.number)
    return session.scalars(statement.limit(1)).one_or_none()


def neighbours(point: Point) -> tuple[uuid.UUID | None, uuid.UUID | None]:
    """The points before and after one, by number, among those that count. One query."""
    row = select(Point.id).where(Point.round_id == point.round_id, counts()).limit(1)
    before = row.where(Point.number < point.number).order_by(Point.number.desc())
    after = row.where(Point.number > point.number).order_by(Point.number)
    found = session.execute(select(before.scalar_subquery(), after.scalar_subquery())).one()
    return found[0], found[1]


def ungathered(limit: int = 200) -> Sequence[uuid.UUID]:
    """Submitted responses whose points have not been taken out of them yet."""
    gathered = select(GatheredResponse.response_id)
    statement = select(Response.id).where(Response.id.not_in(gathered))
    return session.scalars(statement.order_by(Response.submitted_at).limit(limit)).all()


@cache
def counts() -> ColumnElement[bool]:
    """Whether a point counts: no later response took the place of the one that it is in."""
    return ~Point.is_replaced.expression


@cache
def opened() -> ColumnElement[bool]:
    """Whether anybody has opened a point."""
    return Point.is_opened.expression


def is_in(part: Part) -> ColumnElement[bool]:
    """Whether a point belongs to `part`."""
    of_origin = Point.origin == part.origin
    if part.origin is not Origin.COMMENT:
        return of_origin
    return of_origin & (Point.section_key == part.section_key)


def counting(round_id: uuid.UUID, *, among: Select[Point] | None = None) -> Select[Point]:
    """The points of a round that count, with what they were taken from."""
    return _points(among).where(Point.round_id == round_id, counts())


def _points(among: Select[Point] | None = None) -> Select[Point]:
    return _alone(among).options(
        contains_eager(Point.response).selectinload(Response.readings),
        contains_eager(Point.response).selectinload(Response.decisions),
        contains_eager(Point.response)
        .selectinload(Response.attachments)
        .joinedload(Attachment.file),
    )


def _alone(among: Select[Point] | None = None) -> Select[Point]:
    return (
        (select(Point) if among is None else among)
        .join(Point.response)
        .options(
            joinedload(Point.comment),
            joinedload(Point.excerpt),
            joinedload(Point.answer).joinedload(Answer.question),
        )
    )
