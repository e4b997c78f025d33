"""Points in columns: how many are in each, and the first of them."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    Subquery,
    Uuid,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)

from webapp.assessment.boards import NO_THEME, UNDECIDED, By, Column, Counted, Sight
from webapp.assessment.models import Assignment, Origin, Point, PointCount, PointTheme, Words
from webapp.assessment.queries.points import Part, is_in
from webapp.assessment.queries.workbench import Line, lines_of, saying, wanted
from webapp.assessment.statuses import UNASSIGNED, Choice
from webapp.core.database import session
from webapp.responses.models import Response

COLUMNS = 8
"""Columns on a page."""

CARDS = 8
"""Points in a column of a page."""

_FEW = 5_000
"""So many points are gone through sooner than each column is sought for."""


Asked = Sequence[ColumnElement[bool]]
"""Whether a point, with its response, is one of those that are looked at."""


def asked(sight: Sight) -> Asked:
    """What the points that are looked at have in common. A query, where words are sought."""
    return wanted(sight.round_id, sight.choice, sight.part)


def column_counts(sight: Sight, wanted_: Asked) -> Counted:
    """How many of the points that are asked for are in each column. One query."""
    if sight.by in _LINKED and _asks_all(sight):
        return Counted(_by_links(sight))
    if sight.by is By.DECISION and _asks_words_alone(sight):
        return Counted(_by_words(sight))
    if sight.by is By.SENDER and not _asks_response(sight.choice):
        return _by_sender(sight, wanted_)
    values = _VALUES[sight.by]
    statement = _joined(sight, select(*values, func.count())).where(*wanted_)
    found: Counter[str] = Counter()
    for *row, count in session.execute(statement.group_by(*values)):
        found[_key(sight.by, *row)] += count
    return Counted(found)


def _by_links(sight: Sight) -> Mapping[str, int]:
    """How many points of the round are in each column, and in none, by what links them to it.

    One query. All links are counted and those of answers that were replaced taken off, which are
    found by the few later answers: that is quicker than asking each link for its point.
    """
    value, points = _LINKED[sight.by]
    links = select(value.label("value"), points).where(value.class_.round_id == sight.round_id)
    gone = (
        links.join(Point, Point.id == points)
        .join(Response, Response.replaces_id == Point.response_id)
        .where(Response.round_id == sight.round_id, Response.replaces_id.is_not(None))
        .cte("gone")
    )
    nothing = literal(None, Uuid)
    every = select(nothing.label("value"), func.coalesce(func.sum(PointCount.points), 0))
    parts = [every.where(PointCount.round_id == sight.round_id)]
    for each, sign in ((links.subquery(), 1), (gone, -1)):
        # A point may be under several themes, and is one person's.
        linked = func.count(each.c.point_id.distinct()) if sight.by is By.THEME else func.count()
        parts.append(select(each.c.value, func.count() * sign).group_by(each.c.value))
        parts.append(select(nothing, linked * -sign).select_from(each))
    found: Counter[str] = Counter()
    for key, count in session.execute(union_all(*parts)):
        found[_key(sight.by, key)] += count
    return +found


def _by_words(sight: Sight) -> Mapping[str, int]:
    """How many points that say what is sought have each decision: it stands with their words."""
    asked_ = saying(sight.round_id, sight.choice.words)
    statement = select(Words.decision, func.count()).where(*asked_).group_by(Words.decision)
    return {_key(By.DECISION, value): count for value, count in session.execute(statement)}


def _by_sender(sight: Sight, wanted_: Asked) -> Counted:
    """How many points each sender has, counted by answer before its sender is looked up.

    Of all senders, those up to the page's are read: with the most points first, then by name.
    """
    if _asks_all(sight):
        kept = select(PointCount.response_id, PointCount.points)
        each = kept.where(PointCount.round_id == sight.round_id, PointCount.points > 0).subquery()
    else:
        counted = select(Point.response_id, func.count().label("points")).where(*wanted_)
        each = counted.group_by(Point.response_id).subquery()
    count = cast(func.sum(each.c.points), Integer).label("points")
    statement = select(Response.sender, count).join(each, each.c.response_id == Response.id)
    found = statement.group_by(Response.sender).subquery()
    page = select(found, func.count().over()).limit(sight.spot.start + COLUMNS)
    if sight.spot.alone:
        page = page.where(found.c.sender == sight.spot.alone)
    page = page.order_by(found.c.points.desc(), found.c.sender.collate("C"))
    rows = session.execute(page).all()
    every = rows[0][2] if rows else 0
    return Counted({sender: points for sender, points, _every in rows}, every - len(rows))


def filled(sight: Sight, wanted_: Asked, columns: Sequence[Column]) -> Sequence[Column]:
    """The columns with the first points of each. Two queries, however many the columns."""
    # What an empty column would be searched for is looked for in vain through the whole round.
    found = _first(sight, wanted_, [column for column in columns if column.count])
    every = {each for ids in found.values() for each in ids}
    lines = {line.point.id: line for line in lines_of(every, sight.choice)}
    return [
        _with(column, [lines[each] for each in found.get(column.key, ())]) for column in columns
    ]


def _with(column: Column, lines: Sequence[Line]) -> Column:
    more = lines[CARDS - 1].point.number if len(lines) > CARDS else None
    return replace(column, lines=lines[:CARDS], more=more)


def _first(
    sight: Sight, wanted_: Asked, columns: Sequence[Column]
) -> Mapping[str, Sequence[uuid.UUID]]:
    """The first points of each column and one more if there is. One query."""
    if not columns:
        return {}
    every = (_ranked if sum(each.count for each in columns) <= _FEW else _sought)(
        sight, [*wanted_, Point.number > sight.spot.after], columns
    )
    found: dict[str, list[uuid.UUID]] = defaultdict(list)
    for key, point_id in session.execute(select(every.c.key, every.c.id).order_by(every.c.number)):
        found[key].append(point_id)
    return found


def _ranked(sight: Sight, wanted_: Asked, columns: Sequence[Column]) -> Subquery:
    """Where few are asked for, they are gone through once, and the first of each column kept."""
    # By what is kept, of which PostgreSQL knows how many there are, and not by the columns' names.
    key = _KEYS[sight.by]()
    place = func.row_number().over(partition_by=key, order_by=Point.number).label("place")
    statement = select(key.label("key"), Point.id, Point.number, place)
    is_in = or_(*(_is_in(sight.by, column.key) for column in columns))
    ranked = _joined(sight, statement).where(*wanted_, is_in).subquery()
    return select(ranked).where(ranked.c.place <= CARDS + 1).subquery("every")


def _sought(sight: Sight, wanted_: Asked, columns: Sequence[Column]) -> Subquery:
    """Where many are asked for, the first of each column are sought in the order of the list."""
    parts = [
        _joined(sight, select(literal(column.key).label("key"), Point.id, Point.number))
        .where(*wanted_, _is_in(sight.by, column.key))
        .order_by(Point.number)
        .limit(CARDS + 1)
        .subquery()
        for column in columns
    ]
    return union_all(*(select(each) for each in parts)).subquery("every")


def _joined(sight: Sight, statement: Any) -> Any:
    by = sight.by
    statement = statement.select_from(Point)
    if by is By.SENDER or _asks_response(sight.choice):
        statement = statement.join(Response, Response.id == Point.response_id)
    if by is By.ASSIGNEE:
        return statement.outerjoin(Assignment, Assignment.point_id == Point.id)
    if by is By.THEME:
        return statement.outerjoin(PointTheme, PointTheme.point_id == Point.id)
    return statement


def _asks_all(sight: Sight) -> bool:
    return sight.choice == Choice() and sight.part is None


def _asks_words_alone(sight: Sight) -> bool:
    words = sight.choice.words
    return bool(words) and sight.choice == Choice(words=words) and sight.part is None


def _asks_response(choice: Choice) -> bool:
    return bool(choice.sender or choice.position or choice.category)


def _key(by: By, value: Any, section_key: uuid.UUID | None = None, *_others: Any) -> str:
    """What the column of a point is called, in words of the address: as `_KEYS` finds it."""
    if by is By.PART:
        of_origin = {Origin.STATEMENT: "statements", Origin.ANSWER: "questions"}
        return of_origin.get(value) or str(section_key or "whole")
    return _NONE[by] if value is None else str(value)


def _is_in(by: By, key: str) -> ColumnElement[bool]:
    """Whether a point is in this column, said so that PostgreSQL knows how many are."""
    if by is By.PART:
        return is_in(_PARTS.get(key) or Part(Origin.COMMENT, uuid.UUID(key)))
    value: ColumnElement[Any] = _VALUES[by][0]
    if key != _NONE.get(by):
        return value == (uuid.UUID(key) if by in {By.ASSIGNEE, By.THEME} else key)
    # Of what is joined and was not found, PostgreSQL would think that there is hardly any.
    return value.is_(None) if by is By.DECISION else _KEYS[by]() == key


def _part() -> Any:
    section = func.coalesce(cast(Point.section_key, String), "whole")
    return case(
        (Point.origin == Origin.STATEMENT, "statements"),
        (Point.origin == Origin.ANSWER, "questions"),
        else_=section,
    )


_NONE = {By.DECISION: UNDECIDED, By.ASSIGNEE: UNASSIGNED, By.THEME: NO_THEME}
"""The column of what has no decision, is nobody's, or is under no theme."""

_PARTS = {
    "statements": Part(Origin.STATEMENT),
    "questions": Part(Origin.ANSWER),
    "whole": Part(Origin.COMMENT),
}

_LINKED: Mapping[By, tuple[Any, Any]] = {
    By.ASSIGNEE: (Assignment.assignee_id, Assignment.point_id),
    By.THEME: (PointTheme.theme_id, PointTheme.point_id),
}
"""What links points to their columns, where something else than the point tells of it."""

_VALUES: Mapping[By, Sequence[Any]] = {
    By.DECISION: (Point.decision,),
    By.ASSIGNEE: (Assignment.assignee_id,),
    By.THEME: (PointTheme.theme_id,),
    By.PART: (Point.origin, Point.section_key, Point.decision),
    By.SENDER: (Response.sender,),
}
"""What is counted by: as it is kept, which is quicker for many points than as text.

Parts are counted by decision, too: so they stand in the index, and need not be sorted.
"""

_KEYS: Mapping[By, Callable[[], Any]] = {
    By.DECISION: lambda: func.coalesce(type_coerce(Point.decision, String), UNDECIDED),
    By.ASSIGNEE: lambda: func.coalesce(cast(Assignment.assignee_id, String), UNASSIGNED),
    By.THEME: lambda: func.coalesce(cast(PointTheme.theme_id, String), NO_THEME),
    By.PART: _part,
    By.SENDER: lambda: type_coerce(Response.sender, String),
}
"""The column of a point, as text; of a point under several themes there is one for each."""
