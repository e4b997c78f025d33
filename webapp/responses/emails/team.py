"""Between the people of one body. They tell that something is to be done, and where it is read.

Who once came by a link of their own finds that same link in every later e-mail, so that nobody has
to ask for another way in.
No word that someone wrote in the space is in them: they go through the authority's mail server.
The reply goes to the colleague, and not to the authority.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from webapp.accounts.models import Participant
from webapp.core import rendering
from webapp.core.rendering import localised
from webapp.notifications.models import Occasion
from webapp.notifications.service import SOON, Letter
from webapp.responses import queries
from webapp.responses.models import Assignment, Colleague, InternalComment, OwnSpace, Release
from webapp.rounds.policy import last_day

GATHERED: Final = timedelta(minutes=5)
"""How long the first thing for a colleague lies, so that what comes after it goes with it."""


def colleague_invited(colleague: Colleague, *, language: str) -> Letter:
    """To a colleague: who asks, for which answer, until when, and what the colleague may do."""
    by = colleague.asked_by
    return Letter(
        Occasion.COLLEAGUE_INVITED,
        about=colleague.id,
        address=colleague.email,
        language=language,
        params={
            **_facts(colleague.space, language, by=by),
            "role": colleague.role.value,
            "until": _day(colleague.day, language),
            "link": f"{colleague.id}:{colleague.link_number}",
        },
        priority=SOON,
    )


def came_by_mailbox(space: OwnSpace, *, about: uuid.UUID, to: Participant, came: str) -> Letter:
    """To an earlier coordinator: someone came in by the official mailbox's link."""
    params = {**_facts(space, to.language), "came": came}
    return Letter(Occasion.CAME_BY_MAILBOX, about, to.email, to.language, params)


def sections_assigned(
    space: OwnSpace, rows: Sequence[Assignment], places: Mapping[uuid.UUID, str], *, by: Participant
) -> Letter:
    """To a colleague: the sections and questions to take care of, one e-mail for many."""
    to = rows[0].participant
    told = [
        {
            "key": str(row.id),
            "place": places[row.id],
            "day": _day(row.day, to.language),
        }
        for row in rows
    ]
    return Letter(
        Occasion.SECTIONS_ASSIGNED,
        about=rows[0].id,
        address=to.email,
        language=to.language,
        params={**_facts(space, to.language, by=by), **_way(space, to), "places": told},
        thread=space.id,
        wait=GATHERED,
    )


def mentioned(space: OwnSpace, remark: InternalComment, place: str, *, to: Participant) -> Letter:
    """To someone who is named in an internal comment: where it is, one e-mail for many."""
    told = {"key": str(remark.id), "by": remark.author.display_name, "place": place}
    return Letter(
        Occasion.MENTIONED,
        about=remark.id,
        address=to.email,
        language=to.language,
        params={
            **_facts(space, to.language, by=remark.author),
            **_way(space, to),
            "remarks": [told],
        },
        thread=space.id,
        wait=GATHERED,
    )


def answer_released(space: OwnSpace, release: Release) -> Letter:
    """To who is to approve: the answer waits."""
    to = release.approver
    return Letter(
        Occasion.ANSWER_RELEASED,
        about=release.id,
        address=to.email,
        language=to.language,
        params={**_facts(space, to.language, by=release.asked_by), **_way(space, to)},
        priority=SOON,
    )


def answer_decided(space: OwnSpace, release: Release) -> Letter:
    """To who released it: that the answer is approved, or returned."""
    to = release.asked_by
    outcome = release.outcome.value if release.outcome else ""
    return Letter(
        Occasion.ANSWER_DECIDED,
        about=release.id,
        address=to.email,
        language=to.language,
        params={
            **_facts(space, to.language, by=release.ended_by),
            **_way(space, to),
            "outcome": outcome,
        },
        priority=SOON,
    )


def _facts(space: OwnSpace, language: str, *, by: Participant | None = None) -> dict[str, str]:
    case = space.round.consultation
    return {
        "title": localised(case.title, language),
        "registry_number": case.registry_number,
        "deadline": _day(last_day(space.round, space.invitation), language),
        "name": space.sender,
        "round_id": str(space.round_id),
        "space": str(space.id),
        **({"by": by.display_name, "reply_to": by.email} if by else {}),
    }


def _way(space: OwnSpace, to: Participant) -> dict[str, str]:
    """The colleague's own link, by what it is signed from when the e-mail leaves; else nothing."""
    colleague = queries.colleague_at(space, to.email)
    if colleague is None or colleague.joined_at is None or colleague.withdrawn_at is not None:
        return {}
    return {"link": f"{colleague.id}:{colleague.link_number}"}


def _day(day: date | None, language: str) -> str:
    if day is None:
        return ""
    with rendering.spoken(language):
        return rendering.show_date(day, "EEEE d MMMM y")
