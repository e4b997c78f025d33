"""Someone whose address was given without their knowing it says so: the answer waits for staff."""

from sqlalchemy import select

from webapp.core.database import session
from webapp.responses.models import Response
from webapp.responses.service import disowning
from webapp.rounds.models import Round


def not_me(round_: Round) -> None:
    """Whoever has the address of the latest private person who answered has not done so."""
    private = Response.round_id == round_.id, Response.for_body.is_(False)
    statement = select(Response).where(*private, Response.participant_id.is_not(None))
    answer = session.scalars(statement.order_by(Response.number.desc()).limit(1)).one()
    if answer.participant_id is None:
        raise LookupError(answer.id)
    disowning.disown(disowning.found(answer.participant_id))
