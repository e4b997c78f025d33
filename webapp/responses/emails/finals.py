"""The reminder of the final answer, to who gave a preliminary one."""

from collections import Counter
from collections.abc import Sequence

from webapp.core import rendering
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter
from webapp.responses.emails.submitted import recipients, to_answer_again
from webapp.responses.models import Response
from webapp.rounds.emails import Preview, preview


def finals_awaited(response: Response) -> list[Letter]:
    """To who submitted a preliminary answer and the body's mailbox: the final one is awaited."""
    return [_letter(response, to) for to in recipients(response).items()]


def previews_of_finals(responses: Sequence[Response]) -> list[Preview]:
    """The reminder as the first of `responses` gets it, in each language, with how many do."""
    letters = [letter for each in responses for letter in finals_awaited(each)]
    counts = Counter(letter.language for letter in letters)
    firsts = {letter.language: letter for letter in reversed(letters)}
    return [preview(firsts[language], count) for language, count in sorted(counts.items())]


def _letter(response: Response, to: tuple[str, str]) -> Letter:
    with rendering.spoken(to[1]):
        day = rendering.show_date(response.decides_on, "EEEE d MMMM y")
        came_in = rendering.show_date(response.submitted_at)
    return to_answer_again(
        Occasion.FINAL_AWAITED, response, to, about=response.id, day=day, came_in=came_in
    )
