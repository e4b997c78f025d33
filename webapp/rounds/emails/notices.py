"""The e-mails about a round's log: questions, answers, corrections and later last days."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from webapp.accounts.models import Participant
from webapp.core import rendering
from webapp.core.database import Localised
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter, queue
from webapp.rounds import distribution, letters, queries
from webapp.rounds.emails.shared import Preview, about_body, about_round, contact_letter, preview
from webapp.rounds.models import Invitation, Notice, NoticeKind, Round

BATCH = 100
"""Bodies that get their e-mail in one transaction."""

OCCASIONS: Mapping[NoticeKind, Occasion] = {
    NoticeKind.CORRECTION: Occasion.CORRECTION,
    NoticeKind.ANSWER: Occasion.QUESTION_SHARED,
    NoticeKind.DEADLINE: Occasion.PUT_OFF,
}


def to_all(round_: Round, notice: Notice, invited: Sequence[Invitation]) -> list[Letter]:
    """To each body in `invited`: what the line of the log says, and its own last day."""
    shared = {tag: _words(round_, notice, tag) for tag in {each.language for each in invited}}
    return [
        Letter(
            occasion=OCCASIONS[notice.kind],
            about=notice.id,
            concerns=each.id,
            address=each.email,
            language=each.language,
            params={**shared[each.language], **about_body(round_, each)},
            thread=round_.id,
        )
        for each in invited
    ]


def previews_of(
    round_: Round, kind: NoticeKind, title: Localised, text: Localised
) -> list[Preview]:
    """What bodies would get about a line of the round's log that is not there yet."""
    draft = Notice(id=round_.id, kind=kind, title=title, text=text, language="sv")
    samples = distribution.samples(round_)
    return [
        preview(letter, count)
        for each, count in samples
        for letter in to_all(round_, draft, [each])
    ]


def tell_some(notice: Notice, *, after: uuid.UUID | None) -> uuid.UUID | None:
    """Write the next e-mails about the line of the log; returns the body to go on after.

    Whoever has answered for good needs no later last day, and is not told of one.
    """
    unanswered = notice.kind is NoticeKind.DEADLINE
    invited = queries.to_be_told(notice.round_id, unanswered=unanswered, after=after, limit=BATCH)
    queue(*to_all(notice.round, notice, [each for each in invited if each.email.strip()]))
    return invited[-1].id if invited else None


def tell_of_question(notice: Notice) -> None:
    """Tell the contact person that someone asks something."""
    person = notice.participant.display_name if notice.participant else ""
    who = notice.invitation.name if notice.invitation else person
    queue(contact_letter(notice.round, Occasion.QUESTION_ASKED, notice.id, who=who))


def tell_asker(notice: Notice, person: Participant) -> None:
    """Tell `person`, who asked, what the answer is."""
    queue(
        Letter(
            occasion=Occasion.QUESTION_ANSWERED,
            about=notice.id,
            concerns=notice.invitation_id,
            address=person.email,
            language=notice.language,
            params={**_words(notice.round, notice, notice.language), "asked": notice.asked_text},
            thread=notice.round_id,
        )
    )


def _words(round_: Round, notice: Notice, language: str) -> Mapping[str, Any]:
    text = rendering.localised(notice.text, language)
    return {
        **about_round(round_, language),
        "heading": rendering.localised(notice.title, language),
        "text_html": letters.html(text),
        "text_plain": letters.plain(text),
        "text_language": language if notice.text.get(language) else "sv",
        "round_id": str(round_.id),
    }
