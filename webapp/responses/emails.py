"""To whom what is said about a response, and when. Nothing out of an own space is ever said."""

import uuid

from webapp.core import rendering
from webapp.core.rendering import localised
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter
from webapp.responses.models import Response


def receipts(response: Response, file_id: uuid.UUID) -> list[Letter]:
    """The receipt, with the PDF, to who pressed the button and to the body's official mailbox."""
    return [
        Letter(
            Occasion.RECEIPT,
            about=response.id,
            address=address,
            language=language,
            params=_facts(response, language),
            attachments=[file_id],
        )
        for address, language in _recipients(response).items()
    ]


def new_response(response: Response) -> Letter:
    """To the contact person: that something came in, from whom, and where to read it."""
    contact = response.round.consultation.contact_email
    return Letter(
        Occasion.NEW_RESPONSE,
        about=response.id,
        address=contact,
        params={
            **_facts(response, rendering.DEFAULT_LANGUAGE),
            "sender": response.sender if response.named else "",
        },
    )


def language_of(response: Response) -> str:
    """The language to speak to the sender in: the body's own, else the person's."""
    if response.invitation is not None:
        return response.invitation.language
    return response.participant.language if response.participant else response.language


def _recipients(response: Response) -> dict[str, str]:
    found: dict[str, str] = {}
    if response.participant is not None:
        found[response.participant.email.lower()] = response.participant.language
    if response.invitation is not None:
        found[response.invitation.email.lower()] = response.invitation.language
    return found


def _facts(response: Response, language: str) -> dict[str, object]:
    with rendering.spoken(language):
        came_in = rendering.show_moment(response.submitted_at, "d MMMM y HH:mm:ss")
    return {
        "reference": response.reference,
        "title": localised(response.round.consultation.title, language),
        "sender": response.sender,
        "form": response.form.value,
        "preliminary": response.stage.value == "preliminary",
        "late": response.late,
        "came_in": came_in,
        "sha256": response.sha256,
        "contact": response.round.consultation.contact_email,
    }
