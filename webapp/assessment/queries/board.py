"""Points in columns: how many are in each, and the first of them."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    case,
    cast,
    func,
    literal,
    select,
    type_coerce,
    union_all,
)

from webapp.assessment.boards import NO_THEME, UNDECIDED, By, Column, Sight
from webapp.assessment.models import Assignment, Origin, Point, PointTheme
from webapp.assessment.queries.workbench import Line, lines_of, wanted
from webapp.assessment.statuses import UNASSIGNED
from webapp.core.database import session
from webapp.responses.models import Response

COLUMNS = 8
"""Columns on a page."""

CARDS = 10
"""Points in a column of a page."""


def column_counts(sight: Sight) -> Mapping[str, int]:
    """How many of the points that are asked for are in each column. One query."""
    key = _KEYS[sight.by]()
    statement = _joined(sight.by, select(key, func.count())).where(*_asked(sight))
    return dict(iter(session.execute(statement.group_by(key))))


def filled(sight: Sight, columns: Sequence[Column]) -> Sequence[Column]:
    """The columns with the first points of each. Two queries, however many the columns."""
    # What an empty column would be searched for is looked for in vain through the whole round.
    found = _first(sight, [column for column in columns if column.count])
    every = {each for ids in found.values() for each in ids}
    lines = {line.point.id: line for line in lines_of(every, sight.choice)}
    return [
        _with(column, [lines[each] for each in found.get(column.key, ())]) for column in columns
    ]


def _with(column: Column, lines: Sequence[Line]) -> Column:
    more = lines[CARDS - 1].point.number if len(lines) > CARDS else None
    return replace(column, lines=lines[:CARDS], more=more)


def _first(sight: Sight, columns: Sequence[Column]) -> Mapping[str, Sequence[uuid.UUID]]:
    """The first points of each column and one more if there is. One query."""
    if not columns:
        return {}
    behind = Point.number > sight.spot.after
    parts = [
        _joined(sight.by, select(literal(column.key).label("key"), Point.id, Point.number))
        .where(*_asked(sight), _KEYS[sight.by]() == column.key, behind)
        .order_by(Point.number)
        .limit(CARDS + 1)
        .subquery()
        for column in columns
    ]
    every = union_all(*(select(each) for each in parts)).subquery()
    found: dict[str, list[uuid.UUID]] = defaultdict(list)
    for key, point_id in session.execute(select(every.c.key, every.c.id).order_by(every.c.number)):
        found[key].append(point_id)
    return found


def _asked(sight: Sight) -> list[ColumnElement[bool]]:
    return wanted(sight.round_id, sight.choice, sight.part)


def _joined(by: By, statement: Any) -> Any:
    statement = statement.select_from(Point).join(Response, Response.id == Point.response_id)
    if by is By.ASSIGNEE:
        return statement.outerjoin(Assignment, Assignment.point_id == Point.id)
    if by is By.THEME:
        return statement.outerjoin(PointTheme, PointTheme.point_id == Point.id)
    return statement


def _part() -> Any:
    section = func.coalesce(cast(Point.section_key, String), "whole")
    return case(
        (Point.origin == Origin.STATEMENT, "statements"),
        (Point.origin == Origin.ANSWER, "questions"),
        else_=section,
    )


_KEYS: Mapping[By, Callable[[], Any]] = {
    By.DECISION: lambda: func.coalesce(type_coerce(Point.decision, String), UNDECIDED),
    By.ASSIGNEE: lambda: func.coalesce(cast(Assignment.assignee_id, String), UNASSIGNED),
    By.THEME: lambda: func.coalesce(cast(PointTheme.theme_id, String), NO_THEME),
    By.PART: _part,
    By.SENDER: lambda: type_coerce(Response.sender, String),
}
"""The column of a point, as text; of a point under several themes there is one for each."""
