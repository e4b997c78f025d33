"""What a checksum tells of the answer that it is of."""

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from webapp.core.database import session
from webapp.responses.models import Response
from webapp.rounds.models import Round


def with_checksum(sha256: str) -> tuple[Response, bool] | None:
    """The response whose content has the checksum, and whether a newer one replaced it."""
    newer = aliased(Response)
    replaced = select(newer.id).where(newer.replaces_id == Response.id).exists()
    statement = (
        select(Response, replaced)
        .where(Response.sha256 == sha256)
        .options(joinedload(Response.round).joinedload(Round.consultation))
    )
    found = session.execute(statement).first()
    return (found[0], found[1]) if found else None
