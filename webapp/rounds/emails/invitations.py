"""The invitation: to whom, with which words; and its queueing."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from webapp.core import clock, rendering
from webapp.core.rendering import show_date
from webapp.notifications.calendars import Method
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter, queue, requeue
from webapp.rounds import entries, letters, policy, queries
from webapp.rounds.emails.shared import Preview, about_body, about_round, preview
from webapp.rounds.models import Invitation, RecipientGroup, Round, RoundState

BATCH = 100
"""Invitations that get their e-mail in one transaction."""


def invitations(round_: Round, invited: Sequence[Invitation]) -> list[Letter]:
    """To each body in `invited`: what is asked, by when, and the link to answer by."""
    alike = {(each.language, each.group_id) for each in invited}
    shared = {(tag, group): _shared(round_, tag, group) for tag, group in alike}
    since = _since(round_, invited)
    return [
        Letter(
            occasion=Occasion.INVITATION,
            about=each.id,
            address=each.email,
            language=each.language,
            params={
                **shared[each.language, each.group_id],
                **_own(each),
                "since": since.get(each.id),
            },
            thread=round_.id,
        )
        for each in invited
    ]


def previews(round_: Round) -> list[tuple[RecipientGroup | None, Preview]]:
    """The invitation to each group in each language: the group, and how many get which words.

    They are those of one body on the list; the link in them leads nowhere.
    """
    return [
        (each.group, preview(letter, count))
        for each, count in queries.group_samples(round_)
        for letter in invitations(round_, [each])
    ]


def invite_some(
    round_id: uuid.UUID, *, after: uuid.UUID | None = None, limit: int = BATCH
) -> uuid.UUID | None:
    """Write the e-mails of the next `limit` invitations that have none.

    Returns the last of them, to go on `after`; None when there are no more. It can be broken off
    and begun again at any time: an invitation that has its e-mail is passed by.
    """
    round_ = queries.get(round_id)
    if round_.state(clock.now()) is not RoundState.OPEN:
        return None
    waiting = queries.unmailed(round_id, after=after, limit=limit)
    queue(*invitations(round_, waiting))
    return waiting[-1].id if waiting else None


def send(invitation: Invitation) -> bool:
    """Queue the invitation to the body's present address; False if it is on its way already."""
    (letter,) = invitations(invitation.round, [invitation])
    mail = queries.mail_of(invitation)
    if mail is None:
        return queue(letter) == 1
    return requeue(mail.id, params=letter.params)


def _shared(round_: Round, language: str, group_id: uuid.UUID | None) -> Mapping[str, Any]:
    """What every invitation to one group in one language says."""
    words = policy.letter_of(round_, group_id)
    letter = rendering.localised(words, language)
    return {
        **about_round(round_, language),
        "letter_html": letters.html(letter),
        "letter_text": letters.plain(letter),
        "letter_language": language if words.get(language) else "sv",
        "open_to_public": round_.open_to_public,
    }


def _since(round_: Round, invited: Sequence[Invitation]) -> Mapping[uuid.UUID, Mapping[str, Any]]:
    """What each of `invited` is told of the round before, where the text has changed since it."""
    former = queries.former_round(round_)
    if former is None:
        return {}
    answered = queries.answered_in(former, [each.organisation_id for each in invited])
    told = {each.language: _told_of(former, round_, each.language) for each in invited}
    words = {True: "answered", False: "silent", None: "new"}
    return {
        each.id: {**told[each.language], "was": words[answered.get(each.organisation_id)]}
        for each in invited
    }


def _told_of(former: Round, round_: Round, language: str) -> Mapping[str, Any]:
    shown = [tag for tag in round_.text_languages if tag in former.text_languages]
    tag = language if language in shown else (shown or round_.text_languages)[0]
    changed = queries.differences(former.version_id, round_.version_id, tag).changed
    with rendering.spoken(language):
        ended = show_date(policy.last_day(former, None), "d MMMM y")
    return {
        "sections": len(changed),
        "ended": ended,
        "round": str(round_.id),
        "report": str(former.id) if former.reported_at else "",
    }


def _own(invitation: Invitation) -> Mapping[str, Any]:
    """What one body's invitation says beside that. The link is signed when it is sent."""
    with rendering.spoken(invitation.language):
        entry = entries.of_deadline(invitation.round, invitation)
    return {
        **about_body(invitation.round, invitation),
        "calendar": {"entry": entry.params(), "method": Method.PUBLISH.value},
    }
