"""Points that are related: those that people have said so of, and those that words propose."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Double,
    String,
    Subquery,
    Uuid,
    case,
    cast,
    column,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, REGCONFIG, TSQUERY
from sqlalchemy.orm import aliased

from webapp.assessment.models import (
    AlikeMember,
    Point,
    RelatedPoints,
    Relation,
    Words,
)
from webapp.assessment.queries.alike import is_in_group
from webapp.assessment.queries.points import counts
from webapp.assessment.related import LEAST, Rarity
from webapp.assessment.statuses import MARKS
from webapp.core.database import session
from webapp.responses.models import Response

PROPOSED = 5
"""The most that are proposed at once."""

_SAMPLE = 3_000
_CANDIDATES = 60
_READ = 20_000
_SHOWN = 4_000
_TEXTS = ARRAY(String)


@dataclass(frozen=True, slots=True)
class Related:
    """Another point with its sender and the beginning of what it says."""

    point: Point
    response: Response
    text: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A point that may be related: both texts, the words that they share marked in them."""

    related: Related
    here: str
    shared: int


def related_to(point_id: uuid.UUID) -> Sequence[Related]:
    """The points that somebody has said are related to one, by number. One query."""
    return _others(point_id, Relation.RELATED)


def proposed_relations(point: Point) -> Sequence[Proposed]:
    """The points whose words have most in common with those of a point, the closest first.

    Not those that somebody has decided on, nor those that say the same.
    """
    latest = _latest(point.round_id)
    rarity = Rarity.of(_stems(point.id), *_frequencies(point.round_id, latest))
    if not rarity.weights:
        return []
    measured = [
        (rarity.closeness(stems), point_id, rarity.shared(stems))
        for point_id, stems in _candidates(point, rarity, latest)
    ]
    best = sorted((each for each in measured if each[0] >= LEAST), reverse=True)[:PROPOSED]
    return _told(point, {point_id: shared for _closeness, point_id, shared in best})


def _told(point: Point, shared: Mapping[uuid.UUID, Sequence[str]]) -> Sequence[Proposed]:
    """Both texts of each pair, with the words marked that they share. One query."""
    if not shared:
        return []
    pairs = (
        func.unnest(
            cast(list(shared), ARRAY(Uuid)),
            cast([_any_of(each) for each in shared.values()], _TEXTS),
        )
        .table_valued(column("id", Uuid), column("stems", String), name="pairs")
        .render_derived()
    )
    statement = (
        select(pairs.c.id, Point, Response, _marked(cast(pairs.c.stems, TSQUERY)))
        .select_from(pairs)
        .join(Point, Point.id.in_((pairs.c.id, point.id)))
        .join(Response, Response.id == Point.response_id)
        .join(Words, Words.point_id == Point.id)
    )
    found: dict[uuid.UUID, dict[uuid.UUID, Related]] = defaultdict(dict)
    for other_id, *row in session.execute(statement):
        found[other_id][row[0].id] = Related(*row)
    return [
        Proposed(found[other_id][other_id], found[other_id][point.id].text, len(words))
        for other_id, words in shared.items()
    ]


def _others(point_id: uuid.UUID, relation: Relation) -> Sequence[Related]:
    pair = _pair(point_id)
    statement = (
        select(Point, Response, func.left(Words.text, 200, type_=String))
        .join(Response, Response.id == Point.response_id)
        .join(Words, Words.point_id == Point.id)
        .join(
            RelatedPoints,
            or_(RelatedPoints.one_id == Point.id, RelatedPoints.other_id == Point.id) & pair,
        )
        .where(Point.id != point_id, RelatedPoints.relation == relation, counts())
        .order_by(Point.number)
    )
    return [Related(*row) for row in session.execute(statement)]


def _pair(point_id: uuid.UUID) -> ColumnElement[bool]:
    return or_(RelatedPoints.one_id == point_id, RelatedPoints.other_id == point_id)


def _stems(point_id: uuid.UUID) -> Sequence[str]:
    """The stems of what a point says in the language of its response, without its sender's name."""
    statement = (
        select(_array(func.to_tsvector(_tongue(), func.left(Words.text, _READ))))
        .join(Point, Point.id == Words.point_id)
        .join(Response, Response.id == Point.response_id)
        .where(Words.point_id == point_id)
    )
    return session.scalar(statement) or []


def _latest(round_id: uuid.UUID) -> int:
    """The number of the round's latest point."""
    return session.scalar(select(func.max(Point.number)).where(Point.round_id == round_id)) or 0


@lru_cache(maxsize=8)
def _frequencies(round_id: uuid.UUID, latest: int) -> tuple[dict[str, int], int]:
    """In how many of the round's points, of at most so many, each stem is; and of how many.

    Words are never changed, so it is found once for the `latest` point that there is.
    """
    some = (
        select(Words.vector.label("vector"))
        .join(Point, Point.id == Words.point_id)
        .where(Point.round_id == round_id, Point.number <= latest)
        .order_by(Point.number.desc())
        .limit(_SAMPLE)
        .cte("some")
    )
    every = select(func.unnest(_array(some.c.vector)).label("stem")).subquery()
    found = session.execute(select(every.c.stem, func.count()).group_by(every.c.stem))
    total = session.scalar(select(func.count()).select_from(some)) or 0
    return dict(iter(found)), total


def _candidates(point: Point, rarity: Rarity, latest: int) -> Sequence[tuple[uuid.UUID, list[str]]]:
    """The points that have some of the sought words, first those whose weigh most together."""
    member = aliased(AlikeMember)
    alike = (
        select(member.point_id)
        .join(AlikeMember, AlikeMember.group_id == member.group_id)
        .where(AlikeMember.point_id == point.id, is_in_group(), member.point_id == Point.id)
    )
    decided = select(RelatedPoints.one_id).where(
        _pair(point.id),
        or_(RelatedPoints.one_id == Point.id, RelatedPoints.other_id == Point.id),
    )
    having = _having({word: rarity.weights[word] for word in rarity.sought(latest)})
    first = (
        select(Point.id, Point.number, Point.response_id, having.c.weight)
        .select_from(having)
        .join(Point, Point.id == having.c.id)
        .where(Point.round_id == point.round_id, Point.id != point.id, counts())
        .where(~alike.exists(), ~decided.exists())
        .order_by(having.c.weight.desc(), Point.number)
        .limit(_CANDIDATES)
        .subquery()
    )
    statement = (
        select(first.c.id, _array(func.to_tsvector(_tongue(), func.left(Words.text, _READ))))
        .join(Words, Words.point_id == first.c.id)
        .join(Response, Response.id == first.c.response_id)
    )
    return [(point_id, stems) for point_id, stems in session.execute(statement)]


def _having(weights: Mapping[str, float]) -> Subquery:
    """Each point that has some of these words, and what those weigh together.

    Word for word by the index, which tells enough: what PostgreSQL keeps of words lies apart from
    its rows, and it forgets what reading that costs, so it would rather read it of every point.
    """
    sought = (
        func.unnest(
            cast([_any_of([word]) for word in weights], _TEXTS),
            cast(list(weights.values()), ARRAY(Double)),
        )
        .table_valued(column("stem", String), column("weight", Double), name="sought")
        .render_derived()
    )
    those = (
        select(func.array_agg(Words.point_id, type_=ARRAY(Uuid)).label("ids"))
        .where(Words.vector.op("@@")(cast(sought.c.stem, TSQUERY)))
        .lateral("those")
    )
    each = select(func.unnest(those.c.ids).label("id"), sought.c.weight).select_from(sought)
    every = each.join(those, true()).subquery()
    return (
        select(every.c.id, func.sum(every.c.weight).label("weight"))
        .group_by(every.c.id)
        .subquery("having")
    )


def _marked(sought: ColumnElement[Any]) -> ColumnElement[str]:
    how = f'StartSel="{MARKS[0]}",StopSel="{MARKS[1]}",HighlightAll=true'
    return func.ts_headline(_tongue(), func.left(Words.text, _SHOWN), sought, how, type_=String)


def _any_of(stems: Sequence[str]) -> str:
    """A query of stems as they are, any of which will do."""
    quoted = (stem.replace("\\", "\\\\").replace("'", "''") for stem in stems)
    return " | ".join(f"'{each}'" for each in quoted)


def _tongue() -> ColumnElement[Any]:
    tongue = case((Response.language == "en", literal("english")), else_=literal("swedish"))
    return cast(tongue, REGCONFIG)


def _array(vector: Any) -> ColumnElement[list[str]]:
    return func.tsvector_to_array(vector, type_=ARRAY(String))
