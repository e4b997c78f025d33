"""What several e-mails of rounds say alike."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from webapp.accounts.models import User
from webapp.core import rendering
from webapp.core.database import session
from webapp.core.rendering import show_date
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter
from webapp.rounds.models import Invitation, Round
from webapp.rounds.policy import asked_of, last_day


def about_round(round_: Round, language: str) -> Mapping[str, Any]:
    """What the case is called, and whom to turn to."""
    case = round_.consultation
    return {
        "title": rendering.localised(case.title, language),
        "registry_number": case.registry_number,
        "contact": {
            "name": case.contact_name,
            "title": case.contact_title,
            "email": case.contact_email,
            "phone": case.contact_phone,
        },
    }


def about_body(round_: Round, body: Invitation) -> Mapping[str, Any]:
    """To whom it is, until when it may answer, how many questions it is asked beside the text.

    And its link, which is signed when it is sent.
    """
    with rendering.spoken(body.language):
        day = show_date(last_day(round_, body), "EEEE d MMMM y")
    return {
        "name": body.name,
        "deadline": day,
        "link": f"{body.id}:{body.link_number}",
        "questions": len(asked_of(round_, body)),
    }


Preview = tuple[str, int, rendering.Rendered]
"""An e-mail before it goes: its language, how many get it, and its words."""


def preview(letter: Letter, count: int) -> Preview:
    """The words of `letter`. A link in it that carries rights leads nowhere."""
    context = {**letter.params, "about": letter.about}
    if "link" in context:
        context["link"] = "preview"
    with rendering.spoken(letter.language, to_one=bool(letter.params.get("to_one"))):
        return letter.language, count, rendering.email(letter.occasion, context=context)


def is_said_otherwise(letter: Letter) -> bool:
    """Whether a body is told the same in other words than a private person."""
    to_one = not letter.params.get("to_one")
    other = replace(letter, params={**letter.params, "to_one": to_one})
    return preview(letter, 1) != preview(other, 1)


def contact_language(round_: Round) -> str:
    """The language of the one who runs the round's case."""
    return session.get_one(User, round_.consultation.owner_id).language


def contact_letter(round_: Round, occasion: Occasion, about: uuid.UUID, **params: Any) -> Letter:
    """To the contact person of the round's case, in the language of the one who runs it."""
    language = contact_language(round_)
    return Letter(
        occasion=occasion,
        about=about,
        address=round_.consultation.contact_email,
        language=language,
        params={**about_round(round_, language), "round_id": str(round_.id), **params},
        thread=round_.id,
    )
