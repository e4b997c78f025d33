"""Counting what came in on each part of the text and on each question, however much there is."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    CTE,
    Integer,
    String,
    Subquery,
    cast,
    func,
    literal,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on

from webapp.assessment.models import Decision, Excerpt, Origin, Point
from webapp.core.database import session
from webapp.reports.breakdown import Choice, Part
from webapp.reports.participation import Position
from webapp.reports.queries.breakdown import answers_of, chosen
from webapp.responses import queries as responses
from webapp.responses.models import Answer, Comment
from webapp.rounds.models import Round


def parts(round_: Round, choice: Choice) -> Mapping[tuple[str, uuid.UUID | None], Part]:
    """What came in on each part, of the answers that `choice` shows. Four queries."""
    # Points by section and sender are more than PostgreSQL sorts out in 4 MB.
    session.execute(select(func.set_config("work_mem", "64MB", true())))
    told = _told(round_, answers_of(round_), choice)
    stated, rows = _stated(round_, told), session.execute(_by_part(told))
    counted = {(origin, place): numbers for origin, place, *numbers in rows}
    found = {}
    for origin, place in {**counted, **stated}:
        each = origin, place
        points, senders, outside, withheld = counted.get(each, (0, 0, 0, 0))
        taken = stated.get(each, {})
        found[each] = Part(origin, place, points, senders, outside, withheld, positions=taken)
    return found


def _told(round_: Round, answers: Subquery, choice: Choice) -> CTE:
    """Each response with those whose view its words are, of those that `choice` shows."""
    speakers, words = responses.speakers(round_.id), answers.alias("words")
    place = func.row_number().over(partition_by=speakers.c.said, order_by=speakers.c.sender)
    return (
        select(
            speakers.c.said,
            speakers.c.sender,
            answers.c.is_withheld.label("is_mute"),
            words.c.is_withheld,
            (place == 1).label("is_first"),
        )
        .join(words, words.c.id == speakers.c.said)
        .join(answers, answers.c.id == speakers.c.sender)
        .where(*chosen(answers, choice))
        .cte("told")
        .prefix_with("MATERIALIZED")
    )


def _by_part(told: CTE) -> Any:
    """For each part: points, senders, points outside the scope, and withheld ones.

    The points of one sender on one part first, and then the senders: so nothing is to be sorted
    for counting each once. A point of several senders is counted with the first of them.
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
        )
        .join(told, told.c.said == Point.response_id)
        .outerjoin(Answer, Answer.id == Point.answer_id)
        .group_by(Point.origin, key, told.c.sender)
        .subquery()
    )
    place = of_sender.c.origin, of_sender.c.place
    return select(
        *place,
        cast(func.sum(of_sender.c.points), Integer),
        func.count().filter(of_sender.c.is_heard),
        cast(func.sum(of_sender.c.outside), Integer),
        cast(func.sum(of_sender.c.withheld), Integer),
    ).group_by(*place)


def _stated(round_: Round, told: CTE) -> dict[Any, dict[Position, int]]:
    """How many senders take each position on each section, and on each question."""
    found: dict[Any, dict[Position, int]] = defaultdict(dict)
    for statement in (_on_sections(round_, told), _on_questions(told)):
        for origin, place, position, count in session.execute(statement):
            found[origin, place][Position(position)] = count
    return found


def _on_sections(round_: Round, told: CTE) -> Any:
    """Of several points of one sender on one section, the position of the latest counts."""
    # Each kind of remark by itself, so that only those with a position are read.
    remarks = union_all(
        *(
            select(
                Point.section_key,
                Point.response_id,
                Point.number,
                type_coerce(kind.position, String).label("said"),
            )
            .join(kind, kind.id == of_point)
            .where(Point.round_id == round_.id, Point.origin == Origin.COMMENT)
            .where(kind.position.is_not(None))
            .where(Point.decision.is_distinct_from(Decision.OUT_OF_SCOPE))
            for kind, of_point in ((Comment, Point.comment_id), (Excerpt, Point.excerpt_id))
        )
    ).subquery()
    latest = (
        select(remarks.c.section_key, remarks.c.said)
        .ext(distinct_on(remarks.c.section_key, told.c.sender))
        .join(told, told.c.said == remarks.c.response_id)
        .where(~told.c.is_mute, ~told.c.is_withheld)
        .order_by(remarks.c.section_key, told.c.sender, remarks.c.number.desc())
        .subquery()
    )
    return select(literal(Origin.COMMENT.value), latest, func.count()).group_by(*latest.c)


def _on_questions(told: CTE) -> Any:
    said = type_coerce(Answer.position, String)
    return (
        select(literal(Origin.ANSWER.value), Answer.question_id, said, func.count())
        .join(told, told.c.said == Answer.response_id)
        .where(Answer.position.is_not(None), ~told.c.is_mute, ~told.c.is_withheld)
        .group_by(Answer.question_id, said)
    )
