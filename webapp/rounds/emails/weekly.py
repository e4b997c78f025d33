"""How open rounds stand, to those who run them, each Monday."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from webapp.accounts.models import User
from webapp.core import clock, rendering
from webapp.core.rendering import localised, show_date
from webapp.notifications.models import Occasion
from webapp.notifications.service import NAMESPACE, Letter
from webapp.rounds import queries
from webapp.rounds.ledger import Figures, InvitationStatus
from webapp.rounds.models import Round

TROUBLE = (InvitationStatus.UNDELIVERED,)


def weekly(user: User, rounds: Iterable[Round], at: datetime) -> Letter:
    """To one who runs rounds: how many have answered, whom nothing reaches, how long is left.

    There is one for each person and week.
    """
    year, week, _day = clock.local(at).isocalendar()
    return Letter(
        occasion=Occasion.WEEKLY_STATUS,
        about=uuid.uuid5(NAMESPACE, f"{user.id} {year}-{week}"),
        address=user.email,
        language=user.language,
        params={"week": week, "rounds": [_line(each, user.language, at) for each in rounds]},
    )


def _line(round_: Round, language: str, at: datetime) -> Mapping[str, Any]:
    figures: Figures = queries.figures(round_, at)
    with rendering.spoken(language):
        day = show_date(round_.deadline, "EEEE d MMMM y")
    return {
        "id": str(round_.id),
        "title": localised(round_.consultation.title, language),
        "registry_number": round_.consultation.registry_number,
        "deadline": day,
        "days": _days_left(round_, clock.local(at).date()),
        "invited": figures.invited,
        "answered": figures.answered,
        "trouble": sum(figures.by_status[status] for status in TROUBLE),
        "unasked": round_.unasked_answers,
        "questions": len(queries.open_questions(round_.id)),
    }


def _days_left(round_: Round, today: date) -> int:
    return max((round_.deadline - today).days, 0)
