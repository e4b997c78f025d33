"""The e-mails about later last days for single bodies."""

from webapp.accounts.models import Participant
from webapp.core import rendering
from webapp.core.database import session
from webapp.core.rendering import show_date
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter, queue, renew
from webapp.rounds.emails.shared import about_round, contact_language, contact_letter
from webapp.rounds.models import Extension


def tell_of_extension_asked(extension: Extension) -> None:
    """Tell the contact person which body asks for longer, until when and why."""
    round_ = extension.invitation.round
    with rendering.spoken(contact_language(round_)):
        day = show_date(extension.asked_day, "EEEE d MMMM y")
    letter = contact_letter(
        round_,
        Occasion.EXTENSION_ASKED,
        extension.id,
        name=extension.invitation.name,
        day=day,
        reason=extension.reason,
    )
    renew(letter)


def tell_of_decision(extension: Extension) -> None:
    """Tell the body, and the person there who asked, what was decided."""
    queue(*decisions(extension))


def decisions(extension: Extension) -> list[Letter]:
    """To the body's mailbox and to the person there who asked: until when it may answer."""
    body = extension.invitation
    asker = session.get(Participant, extension.asked_by) if extension.asked_by else None
    readers = {body.email: body.language}
    if asker is not None:
        readers.setdefault(asker.email, asker.language)
    return [
        _decision(extension, address, language) for address, language in readers.items() if address
    ]


def _decision(extension: Extension, address: str, language: str) -> Letter:
    granted = extension.granted_day is not None
    day = extension.granted_day or extension.former_day
    body = extension.invitation
    with rendering.spoken(language):
        shown = show_date(day, "EEEE d MMMM y")
    return Letter(
        occasion=Occasion.EXTENSION_GRANTED if granted else Occasion.EXTENSION_DENIED,
        about=extension.id,
        concerns=body.id,
        address=address,
        language=language,
        params={
            **about_round(body.round, language),
            "name": body.name,
            "deadline": shown,
            "answer": extension.answer,
            "link": f"{body.id}:{body.link_number}",
        },
        thread=body.round_id,
    )
