"""Reading how far the check for secrecy has come in a round."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import joinedload, selectinload

from webapp.accounts.models import User
from webapp.audit.models import Entry
from webapp.core.database import session
from webapp.organisations.models import Organisation
from webapp.responses.models import HIDING, Attachment, Response, Secrecy, SecrecyCheck
from webapp.responses.queries.submitted import in_order, is_current
from webapp.rounds.models import Round

CHECKS = 25
"""Responses on a page of the check."""

State = Secrecy | None
"""What was found; None for a response that nobody has checked."""


@dataclass(frozen=True, slots=True)
class ToCheck:
    """Which responses to list: those of one state, or all, behind the number `after`."""

    state: State = None
    every: bool = True
    after: int = 0


def checked_counts(round_id: uuid.UUID) -> dict[State, int]:
    """How many of the responses that count are in each state. One query."""
    # The latest check of each response is found by going through the checks once.
    latest = (
        select(SecrecyCheck.response_id, SecrecyCheck.state)
        .ext(distinct_on(SecrecyCheck.response_id))
        .order_by(SecrecyCheck.response_id, SecrecyCheck.id.desc())
        .subquery()
    )
    statement = (
        select(latest.c.state, func.count())
        .select_from(Response)
        .outerjoin(latest, latest.c.response_id == Response.id)
        .where(Response.round_id == round_id, is_current())
        .group_by(latest.c.state)
    )
    found = {Secrecy(row[0]) if row[0] else None: row[1] for row in session.execute(statement)}
    return {each: found.get(each, 0) for each in (None, *Secrecy)}


def unchecked(round_id: uuid.UUID) -> int:
    """How many of the responses that count nobody has checked for secrecy."""
    return checked_counts(round_id)[None]


def to_check(round_id: uuid.UUID, wanted: ToCheck) -> Sequence[Response]:
    """A page of responses with all that they say, and one more if there is one."""
    statement = select(Response).where(
        in_order(round_id), is_current(), Response.number > wanted.after
    )
    if not wanted.every:
        statement = statement.where(secrecy_state().is_not_distinct_from(wanted.state))
    return _with_words(statement.limit(CHECKS + 1))


def ticked(round_id: uuid.UUID, ids: Collection[uuid.UUID]) -> Sequence[Response]:
    """Those of the responses that count in the round, with all that they say, by number."""
    statement = (
        select(Response)
        .where(Response.round_id == round_id, is_current(), Response.id.in_(ids))
        .options(selectinload(Response.attachments).joinedload(Attachment.file))
    )
    return _with_words(statement) if ids else []


def _with_words(statement: Select[Response]) -> Sequence[Response]:
    """What the statement finds, by running number, with all in it that the check reads."""
    statement = statement.options(
        joinedload(Response.round).joinedload(Round.consultation),
        joinedload(Response.organisation).selectinload(Organisation.contacts),
        joinedload(Response.invitation),
        joinedload(Response.participant),
        selectinload(Response.comments),
        selectinload(Response.answers),
        selectinload(Response.readings),
        selectinload(Response.checks).joinedload(SecrecyCheck.checker),
    )
    return session.scalars(statement.order_by(Response.number)).all()


def read_by(user: User, response_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of the responses the trail shows that the member of staff has opened."""
    statement = select(Entry.subject).where(
        Entry.subject.in_(response_ids), Entry.actor == user.id, Entry.action == "responses.read"
    )
    return set(session.scalars(statement))


def hidden_since(round_id: uuid.UUID, moment: datetime) -> bool:
    """Say whether something in the round was masked or withheld after `moment`."""
    statement = select(hides_since(round_id, moment))
    return bool(session.scalar(statement))


def last_hidden(round_id: uuid.UUID) -> datetime | None:
    """When something in the round was last masked or withheld; None while nothing was."""
    statement = (
        select(func.max(SecrecyCheck.created_at))
        .join(SecrecyCheck.response)
        .where(Response.round_id == round_id, SecrecyCheck.state.in_(HIDING))
    )
    return session.scalar(statement)


def hides_since(
    round_id: SQLColumnExpression[uuid.UUID] | uuid.UUID,
    moment: SQLColumnExpression[datetime] | datetime,
) -> ColumnElement[bool]:
    """The same as a condition of a query."""
    return (
        select(SecrecyCheck.id)
        .join(SecrecyCheck.response)
        .where(
            Response.round_id == round_id,
            SecrecyCheck.state.in_(HIDING),
            SecrecyCheck.created_at > moment,
        )
        .exists()
    )


@cache
def secrecy_state() -> ColumnElement[Secrecy]:
    """What the latest check of a response found, as the database finds it; None: not checked."""
    return (
        select(SecrecyCheck.state)
        .where(SecrecyCheck.response_id == Response.id)
        .order_by(SecrecyCheck.id.desc())
        .limit(1)
        .scalar_subquery()
    )
