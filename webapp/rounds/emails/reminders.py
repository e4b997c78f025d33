"""The reminders to invited bodies, thanks, and what is left undone: to whom, in which words."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from webapp.core import clock, rendering
from webapp.core.rendering import show_date
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter
from webapp.organisations import policy as register
from webapp.rounds import policy, queries
from webapp.rounds.emails.shared import (
    Preview,
    about_body,
    about_round,
    contact_language,
    contact_letter,
    preview,
)
from webapp.rounds.models import CaseStep, Invitation, Round
from webapp.rounds.reminders import OCCASIONS, Reminder


def reminders_to(
    round_: Round, kind: Reminder, bodies: Sequence[Invitation], run_id: uuid.UUID
) -> list[Letter]:
    """To each of `bodies` the reminder of one run, which no body gets twice."""
    intros = queries.intros(round_.id).get(OCCASIONS[kind], {})
    shared = {tag: _shared(round_, kind, tag) for tag in {each.language for each in bodies}}
    return [
        Letter(
            occasion=OCCASIONS[kind],
            about=uuid.uuid5(run_id, str(each.id)),
            concerns=each.id,
            address=_address(kind, each),
            language=each.language,
            params={
                **shared[each.language],
                **_own(round_, each),
                "intro": intros.get(each.language, ""),
                "round_id": str(round_.id),
            },
            thread=round_.id,
        )
        for each in bodies
    ]


def unpublished(run_id: uuid.UUID, round_: Round) -> Letter:
    """To the contact person: the report on the answers is not published yet."""
    with rendering.spoken(contact_language(round_)):
        ended = show_date(policy.last_day(round_, None))
    return contact_letter(round_, Occasion.UNPUBLISHED, run_id, ended=ended)


def previews_of_reminder(
    round_: Round, kind: Reminder, samples: Sequence[tuple[Invitation, int]]
) -> list[Preview]:
    """The reminder in each language, as one body of each gets it; `samples` say how many do."""
    if kind is Reminder.UNPUBLISHED:
        return [preview(unpublished(round_.id, round_), 1)]
    return [
        preview(letter, count)
        for each, count in samples
        for letter in reminders_to(round_, kind, [each], round_.id)
    ]


def _shared(round_: Round, kind: Reminder, language: str) -> Mapping[str, Any]:
    if kind is Reminder.HEADS_UP:
        return {**about_round(round_, language), "opens": _opens(round_, language)}
    if kind is not Reminder.THANKS:
        return about_round(round_, language)
    return {
        **about_round(round_, language),
        "case": str(round_.consultation_id),
        "steps": _timetable(round_, language),
    }


def _opens(round_: Round, language: str) -> str:
    """The day of the opening; of one that is past, where it is shown what was said of it."""
    day = round_.opens_at or round_.opened_at or clock.now()
    with rendering.spoken(language):
        return show_date(clock.local(day).date(), "EEEE d MMMM y")


def _timetable(round_: Round, language: str) -> list[tuple[str, str]]:
    """What anyone may know of that is planned in the case, from today on: the day, and what."""
    today = clock.local(clock.now()).date()
    coming = (each for each in round_.consultation.steps if (each.until or each.day) >= today)
    with rendering.spoken(language):
        return [
            (_days(each), rendering.localised(each.title, language))
            for each in coming
            if each.is_public
        ]


def _days(step: CaseStep) -> str:
    """The day, or the first and the last of them."""
    ends = step.day if step.until is None else step.until
    days = [step.day] if ends == step.day else [step.day, ends]
    return " – ".join(show_date(each, "d MMMM y") for each in days)


def _address(kind: Reminder, body: Invitation) -> str:
    """The body's mailbox; where that one did not open its invitation, its other contact's."""
    instead = register.reminded_instead(body.organisation)
    return instead.email if instead and kind is Reminder.NOT_OPENED else body.email


def _own(round_: Round, body: Invitation) -> Mapping[str, Any]:
    begun = {"has_begun": body.started_at is not None, "mailbox": body.email}
    return {**about_body(round_, body), **begun}
