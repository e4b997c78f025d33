"""To the contact person: that an answer is said not to be its sender's."""

from webapp.core import rendering
from webapp.core.rendering import localised
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter
from webapp.responses.models import Response


def response_disowned(response: Response) -> Letter:
    """To the contact person: which answer it is. The name and the address are not in it."""
    case = response.round.consultation
    return Letter(
        Occasion.RESPONSE_DISOWNED,
        about=response.id,
        address=case.contact_email,
        params={
            "title": localised(case.title, rendering.DEFAULT_LANGUAGE),
            "reference": response.reference,
            "response": str(response.id),
        },
    )
