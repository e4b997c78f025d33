"""What a checksum tells of the answer that it is of."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.responses.models import Response
from webapp.responses.queries.submitted import is_current
from webapp.rounds.models import Round


def with_checksum(sha256: str) -> tuple[Response, bool] | None:
    """The response whose content has the checksum, and whether a newer one replaced it."""
    statement = (
        select(Response, ~is_current())
        .where(Response.sha256 == sha256)
        .options(joinedload(Response.round).joinedload(Round.consultation))
    )
    found = session.execute(statement).first()
    return (found[0], found[1]) if found else None
