"""Reading what one invited body has sent, for its page among the rounds."""

import uuid
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.core.rendering import gettext as _
from webapp.responses import labels, policy
from webapp.responses.models import Channel, FilingStatus, IncomingResponse, Response, Stage
from webapp.rounds import queries as rounds
from webapp.rounds.labels import Event
from webapp.rounds.models import Round


def answers_of(invitation_id: uuid.UUID) -> Sequence[Event]:
    """The answers of the body, and what came in by other ways that may be one.

    Those by an invitation that this one counts in place of are among them. Only what was
    submitted. What is being written is the body's own.
    """
    same = rounds.counted_with(invitation_id)
    responses = (
        select(Response)
        .where(Response.invitation_id.in_(same))
        .options(joinedload(Response.round).joinedload(Round.consultation))
        .options(joinedload(Response.invitation))
        .order_by(Response.id)
    )
    letters = (
        select(IncomingResponse)
        .where(IncomingResponse.invitation_id.in_(same))
        .where(IncomingResponse.status != FilingStatus.REGISTERED)
        .order_by(IncomingResponse.id)
    )
    return [
        *(_answered(response, invitation_id) for response in session.scalars(responses)),
        *(_came_in(letter) for letter in session.scalars(letters)),
    ]


def _answered(response: Response, invitation_id: uuid.UUID) -> Event:
    late = policy.is_late_still(response)
    other = _("as %(name)s", name=response.sender)
    under = [other] if response.invitation_id != invitation_id else []
    return Event(
        response.submitted_at,
        labels.ANSWERED[response.form],
        " · ".join([*under, *_facts(response, late=late)]),
        tone="warning" if late else "success",
        endpoint="responses.show",
        values={"response_id": response.id},
    )


def _facts(response: Response, *, late: bool) -> Iterator[str]:
    yield response.reference
    if response.stage is Stage.PRELIMINARY:
        yield str(labels.STAGES[response.stage])
    if response.channel is not Channel.WEB:
        yield str(labels.CHANNELS[response.channel])
    if late:
        yield _("Late")
    elif response.late:
        yield _("In time since the last day was put off")


def _came_in(letter: IncomingResponse) -> Event:
    return Event(
        letter.arrived_at,
        labels.CAME_IN[letter.status],
        str(labels.CHANNELS[letter.channel]),
        words=letter.reason,
        endpoint="responses.incoming_answer",
        values={"incoming_id": letter.id},
    )
