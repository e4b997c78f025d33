"""Who decided on an answer, when a preliminary one is decided, and one that joins another."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from webapp.core import clock
from webapp.core.database import session
from webapp.responses.models import Behind, OwnSpace, Response
from webapp.responses.service import decided, shares
from webapp.rounds.models import Round


def tell(space: OwnSpace, told: Mapping[str, Any]) -> None:
    """Say who decided on the answer in the space, and whose it joins."""
    if told.get("decided"):
        day = clock.local(clock.now()).date() - timedelta(days=1)
        behind = Behind.read({**told["decided"], "on": day})
        decided.keep(space, decided.Decision(behind))
    if told.get("joins"):
        joined = session.scalars(
            select(Response).where(
                Response.round_id == space.round_id, Response.sender == told["joins"]
            )
        ).one()
        if joined.participant is not None:
            shares.share(joined, joined.participant)
        shares.join(space, joined)


def decides_on(round_: Round, told: Mapping[str, Any]) -> date | None:
    """The day on which the body decides, where its answer is preliminary and it says so."""
    days = told.get("decides_after")
    return round_.deadline + timedelta(days=days) if days else None
