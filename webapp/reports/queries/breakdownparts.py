"""Counting what came in on each part of the text and on each question, however much there is."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    select,
    true,
    type_coerce,
)

from webapp.assessment.models import Decision, Excerpt, Point
from webapp.reports.participation import Position
from webapp.responses.models import Answer, Comment

_RANKS: Final = 16
"""More than there are positions."""

Shown = Callable[[FromClause], Sequence[ColumnElement[bool]]]
"""The conditions on answers that what is counted is narrowed to."""


def told(answers: CTE, shown: Shown) -> CTE:
    """Each response with those whose view its words are, of the answers that are shown.

    As `speakers` of the responses: its own sender, and of a joint answer the other bodies in it.
    `is_first` holds for one of them, with whom its points are counted.
    """
    words = answers.alias("words")
    own = select(
        answers.c.id.label("said"),
        answers.c.id.label("sender"),
        answers.c.is_withheld.label("is_mute"),
        answers.c.is_withheld,
        true().label("is_first"),
    ).where(*shown(answers))
    place = func.row_number().over(partition_by=words.c.id, order_by=answers.c.id)
    is_alone = ~and_(true(), *shown(words))
    beside = (
        select(
            words.c.id,
            answers.c.id,
            answers.c.is_withheld,
            words.c.is_withheld,
            and_(is_alone, place == 1),
        )
        .join(words, words.c.id == answers.c.words_id)
        .where(answers.c.words_id != answers.c.id, *shown(answers))
    )
    return own.union_all(beside).cte("told").prefix_with("MATERIALIZED")


def by_part(told: CTE, round_id: ColumnElement[uuid.UUID]) -> Select[Any]:
    """For each part and position on it: points, senders, points outside the scope, withheld ones.

    The points of one sender on one part first, and then the senders: so nothing is to be sorted
    for counting each once. A point of several senders is counted with the first of them. Of
    several positions of one sender on one section, that of the latest point counts.
    """
    key = func.coalesce(Point.section_key, Answer.question_id)
    is_outside = func.coalesce(Point.decision == Decision.OUT_OF_SCOPE, False)
    is_said = ~told.c.is_withheld & ~is_outside
    of_sender = (
        select(
            type_coerce(Point.origin, String).label("origin"),
            key.label("place"),
            func.count().filter(told.c.is_first, is_said).label("points"),
            func.bool_or(is_said & ~told.c.is_mute).label("is_heard"),
            func.count().filter(told.c.is_first, ~told.c.is_withheld, is_outside).label("outside"),
            func.count().filter(told.c.is_first, told.c.is_withheld).label("withheld"),
            # The number and the position in one, so that the greatest is that of the latest point.
            func.max(cast(Point.number, BigInteger) * _RANKS + _rank())
            .filter(is_said, ~told.c.is_mute)
            .label("stated"),
        )
        .join(told, told.c.said == Point.response_id)
        .outerjoin(Answer, Answer.id == Point.answer_id)
        .outerjoin(Comment, (Comment.id == Point.comment_id) & Comment.position.is_not(None))
        .outerjoin(Excerpt, (Excerpt.id == Point.excerpt_id) & Excerpt.position.is_not(None))
        .where(Point.round_id == round_id)
        .group_by(Point.origin, key, told.c.sender)
        .subquery()
    )
    alike = of_sender.c.origin, of_sender.c.place, of_sender.c.stated % _RANKS
    return select(
        *alike,
        cast(func.sum(of_sender.c.points), Integer),
        func.count().filter(of_sender.c.is_heard),
        cast(func.sum(of_sender.c.outside), Integer),
        cast(func.sum(of_sender.c.withheld), Integer),
    ).group_by(*alike)


def _rank() -> ColumnElement[int]:
    """The place of a remark's position in `Position`; NULL where it states none."""
    said = func.coalesce(
        type_coerce(Comment.position, String), type_coerce(Excerpt.position, String)
    )
    return case({each.value: rank for rank, each in enumerate(Position)}, value=said)


def on_questions(told: CTE) -> Any:
    """How many senders take each position on each question."""
    said = type_coerce(Answer.position, String)
    return (
        select(Answer.question_id, said, func.count())
        .join(told, told.c.said == Answer.response_id)
        .where(Answer.position.is_not(None), ~told.c.is_mute, ~told.c.is_withheld)
        .group_by(Answer.question_id, said)
    )
