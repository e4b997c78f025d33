"""Answers that bodies share, and who joins them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.responses.models import AnswerShare, Response
from webapp.responses.queries.submitted import get, is_current
from webapp.rounds.models import Round


def share_of(response: Response) -> AnswerShare | None:
    """The link by which the sender of the response shares its answer, stopped or not."""
    statement = select(AnswerShare).where(
        AnswerShare.round_id == response.round_id,
        AnswerShare.organisation_id == response.organisation_id,
    )
    return session.scalars(statement).one_or_none()


def shared(share_id: uuid.UUID, link_number: int) -> Response:
    """The answer that counts of the body that shares it, with all in it.

    Raises:
        NotFoundError: there is none, or the body has stopped the link.
    """
    share = session.get(AnswerShare, share_id)
    if share is not None and share.stopped_at is None and share.link_number == link_number:
        found = session.scalars(
            select(Response.id)
            .where(Response.round_id == share.round_id)
            .where(Response.organisation_id == share.organisation_id, is_current())
        ).one_or_none()
        if found is not None:
            return get(found)
    raise NotFoundError(_l("This answer is not shared any more. Ask the body for a new link."))


def joined_by(response_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[Response]]:
    """For each of the responses, the answers that count and join it. One query."""
    wanted = list(response_ids)
    statement = (
        select(Response)
        .where(Response.endorses_id.in_(wanted), is_current())
        .options(
            joinedload(Response.round).joinedload(Round.consultation),
            joinedload(Response.invitation),
            joinedload(Response.organisation),
            joinedload(Response.participant),
        )
        .order_by(Response.sender, Response.id)
    )
    found: dict[uuid.UUID, list[Response]] = defaultdict(list)
    for each in session.scalars(statement) if wanted else ():
        if each.endorses_id is not None:
            found[each.endorses_id].append(each)
    return found
