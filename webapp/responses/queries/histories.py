"""Reading what one invited body has sent, for its page among the rounds."""

import uuid
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.core.rendering import gettext as _
from webapp.responses import labels, policy
from webapp.responses.models import Channel, FilingStatus, IncomingResponse, Response, Stage
from webapp.rounds.labels import Event
from webapp.rounds.models import Round


def answers_of(invitation_id: uuid.UUID) -> Sequence[Event]:
    """The answers of the body, and what came in by other ways that may be one.

    Only what was submitted. What is being written is the body's own.
    """
    responses = (
        select(Response)
        .where(Response.invitation_id == invitation_id)
        .options(joinedload(Response.round).joinedload(Round.consultation))
        .options(joinedload(Response.invitation))
        .order_by(Response.id)
    )
    letters = (
        select(IncomingResponse)
        .where(IncomingResponse.invitation_id == invitation_id)
        .where(IncomingResponse.status != FilingStatus.REGISTERED)
        .order_by(IncomingResponse.id)
    )
    return [
        *(_answered(response) for response in session.scalars(responses)),
        *(_came_in(letter) for letter in session.scalars(letters)),
    ]


def _answered(response: Response) -> Event:
    late = policy.is_late_still(response)
    return Event(
        response.submitted_at,
        labels.ANSWERED[response.form],
        " · ".join(_facts(response, late=late)),
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
