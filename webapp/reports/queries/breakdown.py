"""Counting the answers of a round, in a handful of queries however many there are.

Here stands in the database's words what `assembly` says of loaded rows; a test holds the figures
of the two together.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    Subquery,
    and_,
    case,
    func,
    literal,
    select,
    type_coerce,
)

from webapp.assessment.models import Point
from webapp.core.database import alphabetical, day_of, session
from webapp.organisations.categories import Category, Sector
from webapp.organisations.models import Organisation
from webapp.reports import hiding, reacting
from webapp.reports.breakdown import (
    INVITED,
    PERSON,
    UNASKED,
    Choice,
    Figures,
    Group,
    Municipality,
)
from webapp.reports.participation import Outcome, Position
from webapp.responses import queries as responses
from webapp.responses.models import Channel, Form, Response, Secrecy, Stage
from webapp.rounds import standing
from webapp.rounds.models import Invitation, Round


def figures(round_: Round) -> Figures:
    """Who was invited, what each did and where they stand, as a report says it. Two queries."""
    answers = answers_of(round_)
    return Figures([*_came(answers), *_silent(round_, answers)])


def municipalities(round_: Round, choice: Choice) -> Sequence[Municipality]:
    """What each invited municipality that answered did, by name; the withheld are left out."""
    answers = answers_of(round_)
    points = select(func.count(Point.id)).where(Point.response_id == answers.c.words_id)
    statement = (
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
    return [
        Municipality(name, _outcome(form, stage), Position(position), count)
        for name, form, stage, position, count in session.execute(statement)
    ]


def _came(answers: Subquery) -> Sequence[Group]:
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
    rows = session.execute(select(*alike, func.count()).group_by(*alike))
    return [_group(row) for row in rows]


def _group(row: Any) -> Group:
    category, sector, form, stage, *marks, channel, position, day, count = row
    is_invited, is_further, is_late, is_extended, is_withheld = marks
    return Group(
        category,
        Sector(sector),
        hiding.outcome(_outcome(form, stage), is_withheld=is_withheld),
        is_invited,
        is_further=is_further,
        is_late=is_late,
        is_extended=is_extended,
        is_withheld=is_withheld,
        channel=Channel(channel),
        position=None if is_withheld else Position(position),
        day=day,
        count=count,
    )


def _silent(round_: Round, answers: Subquery) -> Sequence[Group]:
    answered = select(answers.c.body_id).where(answers.c.body_id.is_not(None))
    alike = (
        type_coerce(Invitation.category, String),
        type_coerce(Invitation.sector, String),
        _extended(Invitation.deadline, round_),
    )
    statement = (
        select(*alike, func.count())
        .where(Invitation.round_id == round_.id, standing.counts())
        .where(Invitation.id.not_in(answered))
        .group_by(*alike)
    )
    return [
        Group(
            category,
            Sector(sector),
            Outcome.NO_ANSWER,
            is_invited=True,
            is_extended=extended,
            count=count,
        )
        for category, sector, extended, count in session.execute(statement)
    ]


def answers_of(round_: Round) -> Subquery:
    """One row for each response that counts, with what is counted of it."""
    bodies = _bodies(round_)
    latest = func.row_number().over(partition_by=bodies.c.body_id, order_by=Response.number.desc())
    stranger = case((Response.for_body, literal(Category.OTHER.value)), else_=literal(PERSON))
    state = responses.secrecy_state()
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
            type_coerce(responses.stand(), String).label("position"),
            and_(bodies.c.body_id.is_not(None), latest > 1).label("is_further"),
            responses.late_still().label("is_late"),
            _extended(bodies.c.deadline, round_).label("is_extended"),
            func.coalesce(state == Secrecy.WITHHELD, False).label("is_withheld"),
            day_of(Response.submitted_at).label("day"),
        )
        .outerjoin(bodies, bodies.c.id == Response.invitation_id)
        .outerjoin(Organisation, Organisation.id == Response.organisation_id)
        .where(Response.round_id == round_.id, responses.is_current())
        .subquery("answers")
    )


def _bodies(round_: Round) -> Any:
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
        .where(Invitation.round_id == round_.id, standing.counts())
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


def _extended(deadline: Any, round_: Round) -> ColumnElement[bool]:
    return func.coalesce(deadline > round_.deadline, False)


def chosen(answers: Subquery, choice: Choice) -> list[ColumnElement[bool]]:
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


def _outcome(form: str, stage: str) -> Outcome:
    return reacting.outcome_of(Form(form), Stage(stage))
