"""How staff read a response: the position of a letter that states none, and what came late.

Neither changes the response. The latest reading, and the latest decision, counts.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError, ForbiddenError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications import service as notifications
from webapp.responses import emails, policy, queries
from webapp.responses.models import (
    Considered,
    LateDecision,
    Position,
    PositionReading,
    Response,
)


@dataclass(frozen=True, slots=True)
class _Sender:
    """Who put a reading right, as the trail shows it: without an address."""

    id: uuid.UUID
    display_name: str


def read_position(
    response: Response, position: Position, quote: str, *, actor: User
) -> PositionReading:
    """Say how a letter that states no position is read, with the sentence that shows it.

    Raises:
        ForbiddenError: it states one, the sender has put a reading right, or the report is out.
        DomainError: the sentence does not stand in the response.
    """
    _lock(response)
    if not policy.may_read_position(actor, response, clock.now()):
        raise ForbiddenError(_l("The position of this response is not for us to read."))
    if not _stands_in(response, quote):
        raise DomainError(
            _l("This does not stand in the response. Copy the sentence as it is written there."),
            field="quote",
        )
    latest = response.reading
    if latest and (latest.position, latest.quote) == (position, quote):
        return latest
    reading = PositionReading(position=position, quote=quote, read_by=actor.id)
    response.readings.append(reading)
    session.flush()
    _record("responses.read_position", reading, actor)
    notifications.queue(*emails.position_read(reading))
    return reading


def put_right(response: Response, position: Position) -> PositionReading:
    """Let the sender of a letter say which position it takes.

    Raises:
        GoneError: a later answer counts, or the report is out.
    """
    _lock(response)
    replaced = queries.replaced_by(response) is not None
    policy.check_may_put_right(response, is_replaced=replaced, at=clock.now())
    latest = response.reading
    if latest and latest.read_by is None and latest.position is position:
        return latest
    reading = PositionReading(position=position)
    response.readings.append(reading)
    session.flush()
    sender = _Sender(response.id, response.sender if response.named else "")
    _record("responses.put_right", reading, sender)
    notifications.queue(emails.position_put_right(reading))
    return reading


def decide_late(
    response: Response, considered: Considered, reason: str, *, actor: User
) -> LateDecision:
    """Decide whether a late response is considered: yes, partly or no, with a reason.

    Raises:
        ConflictError: it was not late, or the report is out.
        DomainError: there is no reason why it is not considered in full.
    """
    _lock(response)
    if not policy.may_decide_late(actor, response, clock.now()):
        raise ConflictError(_l("Only a late response is decided on, and only until the report."))
    if considered is not Considered.YES and not reason:
        raise DomainError(
            _l("Write why. The sender has a right to know, and the report says it."),
            field="reason",
        )
    latest = response.considered
    if latest and (latest.considered, latest.reason) == (considered, reason):
        return latest
    decision = LateDecision(considered=considered, reason=reason, decided_by=actor.id)
    response.decisions.append(decision)
    session.flush()
    audit.record(
        "responses.decide_late",
        subject=response.id,
        actor=actor,
        number=response.number,
        considered=considered.value,
        reason=reason,
    )
    return decision


def _stands_in(response: Response, quote: str) -> bool:
    """Whether the sentence is in the response, however its lines are broken."""
    wanted = " ".join(quote.split())
    said = [response.statement, *(each.text for each in response.comments)]
    said += [each.text for each in response.answers]
    return bool(wanted) and any(wanted in " ".join(text.split()) for text in said)


def _lock(response: Response) -> None:
    """Make whoever else reads or decides wait, and then see what the first one said."""
    session.execute(select(Response.id).where(Response.id == response.id).with_for_update())
    session.refresh(response, ["readings", "decisions"])


def _record(action: str, reading: PositionReading, actor: audit.Actor) -> None:
    audit.record(
        action,
        subject=reading.response_id,
        actor=actor,
        number=reading.response.number,
        position=reading.position.value,
        quote=reading.quote,
    )
