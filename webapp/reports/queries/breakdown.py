"""Counting the answers of a round, all at one moment and in one query however many there are.

Here stands in the database's words what `assembly` says of loaded rows; a test holds the figures
of the two together.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    CTE,
    JSON,
    ColumnElement,
    Date,
    FromClause,
    ScalarSelect,
    Select,
    String,
    Uuid,
    and_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    select,
    true,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import distinct_on

from webapp.assessment.models import Point
from webapp.core.database import alphabetical, day_of, session
from webapp.organisations.categories import Category, Sector
from webapp.organisations.models import Organisation
from webapp.reports.breakdown import INVITED, PERSON, UNASKED, Choice
from webapp.reports.breakdowncounted import Counted, Said
from webapp.reports.queries import breakdownparts as parts
from webapp.responses import queries as responses
from webapp.responses.models import PositionReading, Response, Secrecy, SecrecyCheck
from webapp.rounds import standing
from webapp.rounds.models import Invitation, Round

_ROUND: Final = bindparam("round_id", type_=Uuid())
_DEADLINE: Final = bindparam("deadline", type_=Date())
"""The round's own, which the statement is told when it is asked."""


def counted(round_: Round, choice: Choice) -> Counted:
    """What each did and where all stand, as a report says it, of all that `choice` shows."""
    return Counted.read(count(round_, choice), choice)


def count(round_: Round, choice: Choice) -> Said:
    """The rows that `counted` reads. Two statements, of which one counts: all at one moment."""
    # Points by section and sender are more than PostgreSQL sorts out in 4 MB.
    session.execute(select(func.set_config("work_mem", "64MB", true())))
    which = {"round_id": round_.id, "deadline": round_.deadline}
    return session.execute(_counting(choice), which).one()._asdict()


@lru_cache(maxsize=64)
def _counting(choice: Choice) -> Select[Any]:
    """What counts all. Kept, since putting it together takes as long as some of the counting."""
    answers = _answers()
    told = parts.told(answers, lambda rows: chosen(rows, choice))
    found = {
        "came": _came(answers),
        "silent": _silent(answers),
        "municipalities": _municipalities(answers, choice),
        "parts": parts.by_part(told, _ROUND),
        "on_questions": parts.on_questions(told),
    }
    return select(*(_rows(statement).label(name) for name, statement in found.items()))


def _rows(statement: Any) -> ScalarSelect[Any]:
    """All that the statement finds as one value: a list of lists."""
    found = statement.subquery()
    rows = func.json_agg(func.json_build_array(*found.c))
    return select(func.coalesce(rows, literal_column("'[]'::json"), type_=JSON)).scalar_subquery()


def _municipalities(answers: CTE, choice: Choice) -> Select[Any]:
    """What each invited municipality that answered did, by name; the withheld are left out."""
    points = select(func.count(Point.id)).where(Point.response_id == answers.c.words_id)
    return (
        select(
            answers.c.name,
            answers.c.form,
            answers.c.stage,
            answers.c.position,
            points.scalar_subquery(),
        )
        .where(answers.c.category == Category.MUNICIPALITY.value, answers.c.body_id.is_not(None))
        .where(~answers.c.is_withheld, ~answers.c.is_further, *chosen(answers, choice))
        .order_by(alphabetical(answers.c.name), answers.c.id)
    )


def _came(answers: CTE) -> Select[Any]:
    """How many answers are alike in all that is counted."""
    alike = (
        answers.c.category,
        answers.c.sector,
        answers.c.form,
        answers.c.stage,
        answers.c.body_id.is_not(None),
        answers.c.is_further,
        answers.c.is_late,
        answers.c.is_extended,
        answers.c.is_withheld,
        answers.c.channel,
        answers.c.position,
        answers.c.day,
    )
    return select(*alike, func.count()).group_by(*alike)


def _silent(answers: CTE) -> Any:
    """How many of the bodies that have not answered are alike."""
    answered = select(answers.c.body_id).where(answers.c.body_id.is_not(None))
    alike = (
        type_coerce(Invitation.category, String),
        type_coerce(Invitation.sector, String),
        _extended(Invitation.deadline),
    )
    return (
        select(*alike, func.count())
        .where(Invitation.round_id == _ROUND, standing.counts())
        .where(Invitation.id.not_in(answered))
        .group_by(*alike)
    )


def _answers() -> CTE:
    """One row for each response that counts, with what is counted of it."""
    bodies, read, withheld = _bodies(), _read(), _withheld()
    latest = func.row_number().over(partition_by=bodies.c.body_id, order_by=Response.number.desc())
    stranger = case((Response.for_body, literal(Category.OTHER.value)), else_=literal(PERSON))
    return (
        select(
            Response.id,
            responses.words_id().label("words_id"),
            bodies.c.body_id,
            bodies.c.name,
            func.coalesce(
                bodies.c.category, type_coerce(Organisation.category, String), stranger
            ).label("category"),
            func.coalesce(
                bodies.c.sector, type_coerce(Organisation.sector, String), Sector.CIVIL.value
            ).label("sector"),
            type_coerce(Response.form, String).label("form"),
            type_coerce(Response.stage, String).label("stage"),
            type_coerce(Response.channel, String).label("channel"),
            func.coalesce(read.c.position, type_coerce(Response.position, String)).label(
                "position"
            ),
            and_(bodies.c.body_id.is_not(None), latest > 1).label("is_further"),
            responses.late_still().label("is_late"),
            _extended(bodies.c.deadline).label("is_extended"),
            withheld.c.response_id.is_not(None).label("is_withheld"),
            day_of(Response.submitted_at).label("day"),
        )
        .outerjoin(bodies, bodies.c.id == Response.invitation_id)
        .outerjoin(Organisation, Organisation.id == Response.organisation_id)
        .outerjoin(read, read.c.response_id == Response.id)
        .outerjoin(withheld, withheld.c.response_id == Response.id)
        .where(Response.round_id == _ROUND, responses.is_current())
        .cte("answers")
        .prefix_with("MATERIALIZED")
    )


def _read() -> Any:
    """The position of each response that it was read out of: the latest counts."""
    return (
        select(
            PositionReading.response_id,
            type_coerce(PositionReading.position, String).label("position"),
        )
        .ext(distinct_on(PositionReading.response_id))
        .join(PositionReading.response)
        .where(Response.round_id == _ROUND)
        .order_by(PositionReading.response_id, PositionReading.id.desc())
        .subquery("read")
    )


def _withheld() -> Any:
    """The responses that are withheld, by their latest check."""
    latest = (
        select(SecrecyCheck.response_id, SecrecyCheck.state)
        .ext(distinct_on(SecrecyCheck.response_id))
        .join(SecrecyCheck.response)
        .where(Response.round_id == _ROUND)
        .order_by(SecrecyCheck.response_id, SecrecyCheck.id.desc())
        .subquery()
    )
    return select(latest.c.response_id).where(latest.c.state == Secrecy.WITHHELD).subquery()


def _bodies() -> Any:
    """Each invitation of the round, with the body that it counts as and its own last day."""
    first = (
        select(
            Invitation.id,
            Invitation.id.label("body_id"),
            Invitation.name,
            type_coerce(Invitation.category, String).label("category"),
            type_coerce(Invitation.sector, String).label("sector"),
            Invitation.deadline,
        )
        .where(Invitation.round_id == _ROUND, standing.counts())
        .cte("bodies", recursive=True)
    )
    more = select(
        Invitation.id,
        first.c.body_id,
        first.c.name,
        first.c.category,
        first.c.sector,
        Invitation.deadline,
    ).join(first, Invitation.counted_as_id == first.c.id)
    return first.union_all(more)


def _extended(deadline: Any) -> ColumnElement[bool]:
    return func.coalesce(deadline > _DEADLINE, False)


def chosen(answers: FromClause, choice: Choice) -> list[ColumnElement[bool]]:
    """What `Group.is_within` says of a group, of one answer."""
    wanted: Sequence[tuple[Any, ColumnElement[bool]]] = (
        (choice.category, answers.c.category == choice.category),
        (choice.sector, answers.c.sector == choice.sector),
        (choice.channel, answers.c.channel == choice.channel),
        (choice.position, and_(~answers.c.is_withheld, answers.c.position == choice.position)),
        (choice.who == INVITED, answers.c.body_id.is_not(None)),
        (choice.who == UNASKED, answers.c.body_id.is_(None)),
    )
    return [holds for value, holds in wanted if value]
