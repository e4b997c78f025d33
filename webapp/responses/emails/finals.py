"""The reminder of the final answer, to who gave a preliminary one."""

from collections import Counter
from collections.abc import Sequence

from webapp.core import rendering
from webapp.core.rendering import localised
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter
from webapp.responses.emails.submitted import recipients
from webapp.responses.models import Response
from webapp.rounds.emails import Preview, preview


def finals_awaited(response: Response) -> list[Letter]:
    """To who submitted a preliminary answer and the body's mailbox: the final one is awaited."""
    return [
        _letter(response, address, language) for address, language in recipients(response).items()
    ]


def previews_of_finals(responses: Sequence[Response]) -> list[Preview]:
    """The reminder as the first of `responses` gets it, in each language, with how many do."""
    letters = [letter for each in responses for letter in finals_awaited(each)]
    counts = Counter(letter.language for letter in letters)
    firsts = {letter.language: letter for letter in reversed(letters)}
    return [preview(firsts[language], count) for language, count in sorted(counts.items())]


def _letter(response: Response, address: str, language: str) -> Letter:
    case, body = response.round.consultation, response.invitation
    with rendering.spoken(language):
        day = rendering.show_date(response.decides_on, "EEEE d MMMM y")
        came_in = rendering.show_date(response.submitted_at)
    return Letter(
        Occasion.FINAL_AWAITED,
        about=response.id,
        concerns=response.invitation_id,
        address=address,
        language=language,
        params={
            "title": localised(case.title, language),
            "registry_number": case.registry_number,
            "name": response.sender,
            "reference": response.reference,
            "came_in": came_in,
            "day": day,
            "link": f"{body.id}:{body.link_number}" if body is not None else "",
            "round_id": str(response.round_id),
            "contact": case.contact_email,
        },
        thread=response.round_id,
    )
