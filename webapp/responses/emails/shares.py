"""To those who joined an answer: it was replaced."""

import uuid

from webapp.core import rendering
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter
from webapp.responses.emails.submitted import recipients, to_answer_again
from webapp.responses.models import Response
from webapp.rounds.policy import last_day


def joined_replaced(joined: Response, later: Response) -> list[Letter]:
    """To the sender of `joined`: the answer that it joins was replaced by `later`."""
    return [_letter(joined, later, to) for to in recipients(joined).items()]


def _letter(joined: Response, later: Response, to: tuple[str, str]) -> Letter:
    with rendering.spoken(to[1]):
        day = rendering.show_date(last_day(joined.round, joined.invitation), "EEEE d MMMM y")
    about = uuid.uuid5(later.id, str(joined.id))
    return to_answer_again(
        Occasion.JOINED_REPLACED, joined, to, about=about, day=day, sender=later.sender
    )
