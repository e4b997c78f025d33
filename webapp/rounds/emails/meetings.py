"""The e-mails about meetings: to those who are called, with a file for their calendars."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from webapp.core import rendering
from webapp.core.rendering import localised, show_moment
from webapp.notifications.calendars import Method
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter, queue
from webapp.rounds import entries, queries
from webapp.rounds.emails.shared import Preview, about_round, preview
from webapp.rounds.models import Invitation, Meeting

BATCH = 100
"""Bodies that get their e-mail in one transaction."""


def meeting_letters(meeting: Meeting, bodies: Sequence[Invitation]) -> list[Letter]:
    """To each of `bodies`: when and where it is, that it has changed, or that it is cancelled."""
    shared = {tag: _words(meeting, tag) for tag in {each.language for each in bodies}}
    return [
        Letter(
            occasion=_occasion(meeting),
            about=meeting.told_as(meeting.sequence),
            concerns=each.id,
            address=each.email,
            language=each.language,
            params={
                **shared[each.language],
                **about_round(each.round, each.language),
                "name": each.name,
                "link": f"{each.id}:{each.link_number}",
            },
            thread=each.round_id,
        )
        for each in bodies
    ]


def tell_some_of_meeting(meeting: Meeting, *, after: uuid.UUID | None) -> uuid.UUID | None:
    """Write the next e-mails about the meeting; returns the body to go on after."""
    bodies = queries.called(meeting, after=after, limit=BATCH)
    queue(*meeting_letters(meeting, bodies))
    return bodies[-1].id if bodies else None


def previews_of_meeting(meeting: Meeting) -> list[Preview]:
    """What those who are called would get now, in each language that one of the first reads."""
    counts = queries.called_by_language(meeting)
    first = {each.language: each for each in reversed(queries.called(meeting))}
    return [
        preview(letter, counts[letter.language])
        for each in first.values()
        for letter in meeting_letters(meeting, [each])
    ]


def _occasion(meeting: Meeting) -> Occasion:
    if meeting.cancelled_at is not None:
        return Occasion.MEETING_CANCELLED
    first = meeting.told_sequence is None
    return Occasion.MEETING_INVITED if first else Occasion.MEETING_CHANGED


def _words(meeting: Meeting, language: str) -> Mapping[str, Any]:
    with rendering.spoken(language):
        starts = show_moment(meeting.starts_at, "EEEE d MMMM y HH:mm")
        entry = entries.of_meeting(meeting)
    method = Method.CANCEL if meeting.cancelled_at else Method.REQUEST
    return {
        "meeting": localised(meeting.title, language),
        "starts": starts,
        "place": meeting.place,
        "join": meeting.link,
        "description": localised(meeting.description, language),
        "because": meeting.cancelled_because,
        "calendar": {"entry": entry.params(), "method": method.value},
    }
