"""About questions on a point: to its sender, and back to who asked."""

import uuid

from webapp.assessment.models import Clarification
from webapp.core.rendering import localised
from webapp.notifications.models import Occasion
from webapp.notifications.service import SOON, Letter
from webapp.responses.emails import recipients

SHOWN = 1_500
"""Characters of the sender's own words in the e-mail; the page shows them all."""


def clarification_asked(asked: Clarification, words: str) -> list[Letter]:
    """To the sender: the question, beside the words that it is about."""
    response = asked.point.response
    return [
        Letter(
            Occasion.CLARIFICATION_ASKED,
            about=asked.id,
            concerns=response.invitation_id,
            address=address,
            language=language,
            params={
                **_case(asked, language),
                "question": asked.question,
                "words": words[:SHOWN],
                "cut": len(words) > SHOWN,
                "words_language": response.language,
                "by": asked.asker.name,
                "to_one": not response.for_body,
                "contact": asked.point.round.consultation.contact_email,
            },
            priority=SOON,
        )
        for address, language in recipients(response).items()
    ]


def clarification_answered(asked: Clarification, answer: uuid.UUID, text: str) -> Letter:
    """To who asked: that the sender has answered, and what."""
    return Letter(
        Occasion.CLARIFICATION_ANSWERED,
        about=answer,
        address=asked.asker.email,
        language=asked.asker.language,
        params={
            **_case(asked, asked.asker.language),
            "question": asked.question,
            "text": text[:SHOWN],
            "point": str(asked.point_id),
            "number": asked.point.number,
        },
    )


def _case(asked: Clarification, language: str) -> dict[str, str]:
    response = asked.point.response
    return {
        "clarification": str(asked.id),
        "title": localised(response.round.consultation.title, language),
        "reference": response.reference,
        "sender": response.sender,
    }
