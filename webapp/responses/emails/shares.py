"""To those who joined an answer: it was replaced."""

import uuid

from webapp.core import rendering
from webapp.core.rendering import localised
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter
from webapp.responses.emails.submitted import recipients
from webapp.responses.models import Response
from webapp.rounds.policy import last_day


def joined_replaced(joined: Response, later: Response) -> list[Letter]:
    """To the sender of `joined`: the answer that it joins was replaced by `later`."""
    return [
        _letter(joined, later, address, language)
        for address, language in recipients(joined).items()
    ]


def _letter(joined: Response, later: Response, address: str, language: str) -> Letter:
    case, body = joined.round.consultation, joined.invitation
    with rendering.spoken(language):
        day = rendering.show_date(last_day(joined.round, body), "EEEE d MMMM y")
    return Letter(
        Occasion.JOINED_REPLACED,
        about=uuid.uuid5(later.id, str(joined.id)),
        concerns=joined.invitation_id,
        address=address,
        language=language,
        params={
            "title": localised(case.title, language),
            "registry_number": case.registry_number,
            "name": joined.sender,
            "reference": joined.reference,
            "sender": later.sender,
            "day": day,
            "link": f"{body.id}:{body.link_number}" if body is not None else "",
            "round_id": str(joined.round_id),
            "contact": case.contact_email,
        },
        thread=joined.round_id,
    )
