"""Reading a round's ledger."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, true
from sqlalchemy.orm import joinedload, selectinload

from webapp.core.database import session
from webapp.notifications.models import Email
from webapp.rounds import ledger, policy, standing
from webapp.rounds.ledger import Choice, InvitationStatus, Line, Mark, Pulse, Row
from webapp.rounds.models import Invitation, InvitationNote, Round, RoundState


def figures(round_: Round, at: datetime, *, words: str = "") -> ledger.Figures:
    """How many of the invited bodies stand where, at the moment `at`.

    All of them are counted; those with `words` in their name or address are told apart.
    """
    holds = standing.marks(round_)
    each = (
        select(
            standing.status(round_, at).label("standing"),
            Invitation.category,
            Invitation.sector,
            Invitation.language,
            Invitation.group_id,
            (standing.says(Invitation, words) if words else true()).label("found"),
            *(holds[mark].label(mark.value) for mark in Mark),
        )
        .outerjoin(Email, standing.MAILED)
        .where(Invitation.round_id == round_.id, standing.counts())
        .subquery()
        .c
    )
    statement = select(func.count(), *each).group_by(*each)
    return ledger.Figures.of(_group(*row) for row in session.execute(statement))


def _group(count: int, *facts: Any) -> ledger.Group:
    status, category, sector, language, group, found, *marks = facts
    return ledger.Group(
        InvitationStatus(status),
        category,
        sector=sector,
        language=language,
        group=group,
        marks=frozenset(mark for mark, holds in zip(Mark, marks, strict=True) if holds),
        found=found,
        count=count,
    )


def lines(
    round_: Round, choice: Choice, at: datetime, *, limit: int = ledger.PAGE
) -> tuple[Sequence[Line], uuid.UUID | None]:
    """A page of the round's ledger by name, and the cursor of the next page, if any."""
    statement = standing.page_of(Invitation, _counting(round_, choice, at), choice)
    statement = statement.options(selectinload(Invitation.also_as))
    found = session.execute(statement.limit(limit + 1)).all()
    shown = [_line(row, at) for row in found[:limit]]
    return shown, shown[-1].invitation.id if len(found) > limit else None


def _counting(round_: Round, choice: Choice, at: datetime) -> Any:
    return _chosen(round_, choice, at).where(standing.counts())


def _chosen(round_: Round, choice: Choice, at: datetime) -> Any:
    holds = standing.marks(round_)
    statement = (
        select(Invitation, Email, holds[Mark.TROUBLE], holds[Mark.NOTED])
        .outerjoin(Email, standing.MAILED)
        .where(Invitation.round_id == round_.id)
    )
    return standing.narrowed(statement, round_, choice, at)


def pulses(rounds: Iterable[Round], at: datetime) -> Mapping[uuid.UUID, Pulse]:
    """How each of the rounds that are open at the moment `at` goes: all in one statement."""
    open_ = [each.id for each in rounds if each.state(at) is RoundState.OPEN]
    if not open_:
        return {}
    answered = Invitation.answered_as.is_not(None)
    statement = (
        select(
            Invitation.round_id,
            func.count(),
            func.count().filter(answered),
            func.count().filter(~answered, standing.is_troubled(*open_)),
        )
        .where(Invitation.round_id.in_(open_), standing.counts())
        .group_by(Invitation.round_id)
    )
    counts = {round_id: Pulse(*numbers) for round_id, *numbers in session.execute(statement)}
    return {each: counts.get(each, Pulse(0, 0, 0)) for each in open_}


def rows(round_: Round, choice: Choice, at: datetime) -> Iterator[Row]:
    """Every line that `choice` shows, by name, each with the latest of the body's notes."""
    notes = _latest_notes(round_.id)
    statement = standing.page_of(Invitation, _counting(round_, choice, at), choice)
    statement = statement.options(joinedload(Invitation.organisation), joinedload(Invitation.group))
    for found in session.execute(statement):
        latest, count = notes.get(found[0].id, (None, 0))
        yield Row(_line(found, at), latest, count)


def _latest_notes(round_id: uuid.UUID) -> Mapping[uuid.UUID, tuple[InvitationNote, int]]:
    statement = (
        select(InvitationNote)
        .join(Invitation, Invitation.id == InvitationNote.invitation_id)
        .where(Invitation.round_id == round_id)
        .order_by(InvitationNote.at, InvitationNote.id)
    )
    found: dict[uuid.UUID, tuple[InvitationNote, int]] = {}
    for note in session.scalars(statement):
        _former, count = found.get(note.invitation_id, (None, 0))
        found[note.invitation_id] = note, count + 1
    return found


def line(invitation_: Invitation, at: datetime) -> Line:
    """The invitation's line in its round's ledger."""
    statement = _chosen(invitation_.round, Choice(), at).where(Invitation.id == invitation_.id)
    return _line(session.execute(statement).one(), at)


def _line(row: Any, at: datetime) -> Line:
    body, mail, trouble, noted = row
    ended = policy.is_over_for(body, at)
    status = ledger.status_of(body, ledger.Arrival.of(mail, at), ended=ended)
    return Line(body, mail, status, trouble=trouble, noted=noted)
