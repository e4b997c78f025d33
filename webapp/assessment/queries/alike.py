"""Reading texts that are alike: what is compared, the searches, the groups and who is in them."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Row, Select, String, case, func, select
from sqlalchemy.orm import joinedload, load_only

from webapp.assessment.models import (
    AlikeGroup,
    AlikeMember,
    AlikeSearch,
    Excerpt,
    GroupState,
    MemberState,
    Origin,
    Point,
    SearchStatus,
)
from webapp.assessment.queries.points import counts
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.models import Answer, Comment, Response

GROUPS = 20
"""Groups on a page."""

NEAR = 10
"""Nearly identical texts on a page: each is shown with what differs."""

NAMES = 200
"""Senders of the very same text that a page names; the list of points has the others."""

Columns = TypeVarTuple("Columns")

_READ_AT_ONCE = 2_000
_SHOWN = 400


@dataclass(frozen=True, slots=True)
class Copies:
    """How many a group's texts are, from how many bodies and private persons."""

    texts: int = 0
    same: int = 0
    bodies: int = 0
    persons: int = 0
    proposed: int = 0
    """Those of them that nobody has confirmed."""
    undecided: int = 0
    """Those of them that are still to be weighed."""

    @property
    def near(self) -> int:
        """Those that are not word for word the same."""
        return self.texts - self.same


@dataclass(frozen=True, slots=True)
class Member:
    """One point of a group, with who says it and what it says."""

    member: AlikeMember
    point: Point
    response: Response
    text: str


def sayings(round_id: uuid.UUID) -> Iterator[Row[int, uuid.UUID, str, str]]:
    """What each point of a round that counts says: its number, its id, its text and its place."""
    statement = (
        _with_text(select(Point.number, Point.id, said(), _place()))
        .where(Point.round_id == round_id, counts())
        .order_by(Point.number)
        .execution_options(yield_per=_READ_AT_ONCE)
    )
    return iter(session.execute(statement))


def leading(round_id: uuid.UUID) -> Sequence[Row[int, uuid.UUID, str, str]]:
    """As `sayings`, of the points that lead confirmed groups, also where they count no longer."""
    statement = (
        _with_text(select(Point.number, Point.id, said(), _place()))
        .join(AlikeGroup, AlikeGroup.lead_id == Point.id)
        .where(AlikeGroup.round_id == round_id, AlikeGroup.state == GroupState.CONFIRMED)
    )
    return session.execute(statement).all()


def confirmed_points(round_id: uuid.UUID) -> set[uuid.UUID]:
    """The points of a round that somebody has confirmed in a group."""
    statement = (
        select(AlikeMember.point_id)
        .join(AlikeMember.group)
        .where(AlikeGroup.round_id == round_id, AlikeMember.state == MemberState.CONFIRMED)
    )
    return set(session.scalars(statement))


def confirmed_groups(round_id: uuid.UUID) -> dict[int, uuid.UUID]:
    """The group of each point that somebody has confirmed in one, by its number. One query."""
    statement = (
        select(Point.number, AlikeMember.group_id)
        .join(AlikeMember.group)
        .join(Point, Point.id == AlikeMember.point_id)
        .where(AlikeGroup.round_id == round_id, AlikeMember.state == MemberState.CONFIRMED)
    )
    return dict(iter(session.execute(statement)))


def alike_search(search_id: uuid.UUID) -> AlikeSearch:
    """A search.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(AlikeSearch, search_id)
    if found is None:
        raise NotFoundError(_l("There is no such search."))
    return found


def latest_search(round_id: uuid.UUID) -> AlikeSearch | None:
    """The search that was begun last in a round, if any."""
    statement = select(AlikeSearch).where(AlikeSearch.round_id == round_id)
    return session.scalars(statement.order_by(AlikeSearch.id.desc()).limit(1)).one_or_none()


def waiting_searches(*, lost_before: datetime) -> Sequence[AlikeSearch]:
    """The searches that no worker has, or whose worker began before `lost_before` and is lost."""
    statement = select(AlikeSearch).where(
        (AlikeSearch.status == SearchStatus.QUEUED)
        | ((AlikeSearch.status == SearchStatus.RUNNING) & (AlikeSearch.claimed_at < lost_before))
    )
    return session.scalars(statement.order_by(AlikeSearch.id).limit(100)).all()


def count_later(search: AlikeSearch) -> int:
    """How many points that count have come since the search."""
    statement = select(func.count()).where(
        Point.round_id == search.round_id, Point.number > search.latest_number, counts()
    )
    return session.scalar(statement) or 0


def alike_groups(
    round_id: uuid.UUID, state: GroupState, *, skipped: int = 0
) -> Sequence[tuple[AlikeGroup, str, str, str]]:
    """A page of groups, the largest first, and one more if there is.

    Each with the beginning of its text, who said it first and in which language.
    """
    statement = (
        _with_text(select(AlikeGroup, func.left(said(), _SHOWN, type_=String)))
        .add_columns(Response.sender, Response.language)
        .join(AlikeGroup, AlikeGroup.lead_id == Point.id)
        .where(AlikeGroup.round_id == round_id, AlikeGroup.state == state)
        .order_by(AlikeGroup.size.desc(), AlikeGroup.id)
        .offset(skipped)
        .limit(GROUPS + 1)
    )
    return [tuple(row) for row in session.execute(statement)]


def count_groups(round_id: uuid.UUID) -> dict[GroupState, int]:
    """How many groups of a round are in each state."""
    statement = select(AlikeGroup.state, func.count()).where(AlikeGroup.round_id == round_id)
    return dict(iter(session.execute(statement.group_by(AlikeGroup.state))))


def alike_group(group_id: uuid.UUID, *, hold: bool = False) -> AlikeGroup:
    """A group; with `hold` held for a change.

    Raises:
        NotFoundError: there is none, or a search found other groups meanwhile.
    """
    statement = select(AlikeGroup).where(AlikeGroup.id == group_id)
    if hold:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(
            _l("There is no such group. A new search may have put the texts together otherwise.")
        )
    return found


def find_alike_group(round_id: uuid.UUID, group_id: uuid.UUID | None) -> AlikeGroup | None:
    """The group of the round with this id, if any, with the point that leads it."""
    if group_id is None:
        return None
    statement = select(AlikeGroup).where(AlikeGroup.id == group_id, AlikeGroup.round_id == round_id)
    return session.scalars(statement.options(joinedload(AlikeGroup.lead))).one_or_none()


def groups_held(round_id: uuid.UUID) -> Sequence[AlikeGroup]:
    """All groups of a round, held for a change."""
    statement = select(AlikeGroup).where(AlikeGroup.round_id == round_id)
    return session.scalars(
        statement.with_for_update().execution_options(populate_existing=True)
    ).all()


def members_of(group_ids: Collection[uuid.UUID]) -> Sequence[AlikeMember]:
    """Everyone in these groups, also those who were left out."""
    return session.scalars(select(AlikeMember).where(AlikeMember.group_id.in_(group_ids))).all()


def copies(group_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Copies]:
    """How many are in each of these groups, of those that count and are not left out. One query."""
    senders = func.count(Point.response_id.distinct())
    statement = (
        select(
            AlikeMember.group_id,
            func.count(),
            func.count().filter(AlikeMember.is_same),
            senders.filter(Response.for_body),
            senders.filter(~Response.for_body),
            func.count().filter(AlikeMember.state == MemberState.PROPOSED),
            func.count().filter(Point.decision.is_(None)),
        )
        .join(AlikeMember.point)
        .join(Response, Response.id == Point.response_id)
        .where(AlikeMember.group_id.in_(group_ids), is_in_group(), counts())
        .group_by(AlikeMember.group_id)
    )
    return {group_id: Copies(*numbers) for group_id, *numbers in session.execute(statement)}


def sizes(round_id: uuid.UUID, group_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Copies]:
    """The same, of groups of one round, and no more than how many texts are alike. One query."""
    texts = select(AlikeMember.group_id, func.count(), func.count().filter(AlikeMember.is_same))
    inside = AlikeMember.group_id.in_(group_ids), is_in_group(), Point.round_id == round_id
    counted = texts.join(AlikeMember.point).where(*inside, counts()).group_by(AlikeMember.group_id)
    return {each: Copies(*numbers) for each, *numbers in session.execute(counted)}


def same_members(group_id: uuid.UUID) -> Sequence[Member]:
    """The first of those in a group who say the same word for word."""
    return _members(group_id, AlikeMember.is_same.is_(True), skipped=0, most=NAMES)


def near_members(group_id: uuid.UUID, *, skipped: int = 0) -> Sequence[Member]:
    """A page of those in a group who say nearly the same, the most alike first, and one more."""
    return _members(group_id, ~AlikeMember.is_same, skipped=skipped, most=NEAR + 1)


def groups_of(point_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, AlikeGroup]:
    """The confirmed group of each of these points that is in one. One query."""
    statement = (
        select(AlikeMember.point_id, AlikeGroup)
        .join(AlikeMember.group)
        .where(AlikeMember.point_id.in_(point_ids), AlikeMember.state == MemberState.CONFIRMED)
    )
    return dict(iter(session.execute(statement)))


def group_beside(point_id: uuid.UUID) -> tuple[AlikeGroup | None, bool]:
    """The group that a point is in, or that a search proposes it for; whether it is confirmed."""
    confirmed = AlikeMember.state == MemberState.CONFIRMED
    proposed = (AlikeMember.state == MemberState.PROPOSED) & (
        AlikeGroup.state != GroupState.REJECTED
    )
    statement = select(AlikeGroup, confirmed).join(AlikeMember.group)
    statement = statement.where(AlikeMember.point_id == point_id, confirmed | proposed)
    found = session.execute(statement.order_by(confirmed.desc()).limit(1)).one_or_none()
    return (found[0], found[1]) if found else (None, False)


def text_of(point_id: uuid.UUID) -> str:
    """What a point says, as it is compared."""
    return session.scalar(_with_text(select(said())).where(Point.id == point_id)) or ""


def in_group(group_id: uuid.UUID) -> Select[uuid.UUID]:
    """The points of a group that are not left out of it."""
    return select(AlikeMember.point_id).where(AlikeMember.group_id == group_id, is_in_group())


def is_in_group() -> ColumnElement[bool]:
    """Whether a member of a group was not left out of it."""
    return AlikeMember.state != MemberState.LEFT_OUT


def said() -> ColumnElement[str]:
    """What a point says and proposes, in its sender's own words."""
    of_remark = func.concat_ws(
        "\n",
        func.nullif(func.coalesce(Comment.text, Excerpt.text, Answer.text), ""),
        func.nullif(func.coalesce(Comment.proposed_wording, Excerpt.proposed_wording), ""),
        type_=String,
    )
    return case((Point.origin == Origin.STATEMENT, Response.statement), else_=of_remark)


def _place() -> ColumnElement[str]:
    """What a point is on: its section or question."""
    on = func.coalesce(Point.section_key, Answer.question_id)
    return func.concat_ws(":", Point.origin, on, type_=String)


def _with_text(statement: Select[*Columns]) -> Select[*Columns]:
    return (
        statement.select_from(Point)
        .join(Response, Response.id == Point.response_id)
        .outerjoin(Comment, Comment.id == Point.comment_id)
        .outerjoin(Excerpt, Excerpt.id == Point.excerpt_id)
        .outerjoin(Answer, Answer.id == Point.answer_id)
    )


def _members(
    group_id: uuid.UUID, chosen: ColumnElement[bool], *, skipped: int, most: int
) -> Sequence[Member]:
    statement = (
        _with_text(select(AlikeMember, Point, Response, said()))
        .join(AlikeMember, AlikeMember.point_id == Point.id)
        .where(AlikeMember.group_id == group_id, is_in_group(), counts(), chosen)
        .options(load_only(Point.number), load_only(Response.sender, Response.language))
        .order_by(AlikeMember.likeness.desc(), Point.number)
        .offset(skipped)
        .limit(most)
    )
    return [Member(*row) for row in session.execute(statement)]
