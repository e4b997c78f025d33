"""What those who are asked are told while a round runs: the public log, and e-mails about it."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from webapp.accounts.models import Participant, User
from webapp.audit.service import record
from webapp.core import clock, rendering
from webapp.core.background import Task, enqueue
from webapp.core.database import Localised, session, uuid7
from webapp.core.rendering import gettext as _
from webapp.core.rendering import show_date
from webapp.drafts import blocks
from webapp.rounds import emails, policy
from webapp.rounds.life import Step
from webapp.rounds.models import Invitation, Notice, NoticeKind, Round
from webapp.rounds.service.locks import lock


@dataclass(frozen=True, slots=True)
class Words:
    """What a line of the log says, by language, and whether everyone is told by e-mail."""

    title: Localised
    text: Localised = field(default_factory=dict)
    tells_all: bool = True


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and for which invited body, if for any."""

    person: Participant
    invitation: Invitation | None = None


def publish(
    round_: Round, kind: NoticeKind, words: Words, *, actor: User, key: uuid.UUID | None = None
) -> Notice:
    """Put a line in the round's public log; with `key`, once, however often it is asked for.

    Raises:
        ConflictError: the round is not open, or past that.
    """
    lock(round_)
    policy.require(Step.TELL, round_, clock.now())
    there = session.get(Notice, key) if key else None
    if there is not None:
        return there
    notice = Notice(round=round_, kind=kind, made_by=actor.id, language=rendering.language())
    notice.id = key or uuid7()
    session.add(notice)
    _show(notice, words)
    record(
        f"rounds.notice_{kind}", subject=round_.id, actor=actor, title=rendering.first(words.title)
    )
    return notice


def ask(round_: Round, text: str, *, asker: Asker, key: uuid.UUID) -> Notice:
    """Send a question about the round to its contact person, once for each `key`.

    Raises:
        ConflictError: the round is not open, or past that.
    """
    lock(round_)
    policy.require(Step.TELL, round_, clock.now())
    there = session.get(Notice, key)
    if there is not None:
        return there
    notice = Notice(
        id=key,
        round=round_,
        kind=NoticeKind.ANSWER,
        participant=asker.person,
        invitation=asker.invitation,
        asked_text=text,
        language=asker.person.language,
    )
    session.add(notice)
    session.flush()
    emails.tell_of_question(notice)
    record("rounds.ask", subject=round_.id)
    return notice


def answer(notice: Notice, words: Words, *, actor: User) -> None:
    """Answer a question in the public log, and tell the one who asked.

    What is shown is `words`; who asked is not. Answered again, the line is put right.
    """
    policy.require(Step.TELL, notice.round, clock.now())
    session.refresh(notice, with_for_update={"of": Notice})
    first = notice.published_at is None
    notice.made_by = actor.id
    _show(notice, words)
    if first and notice.participant is not None:
        emails.tell_asker(notice, notice.participant)
    record(
        "rounds.answer", subject=notice.round_id, actor=actor, title=rendering.first(words.title)
    )


def set_aside(notice: Notice, *, actor: User) -> None:
    """Leave a question out of the public log: it was answered otherwise, or is none."""
    notice.set_aside_at = clock.now()
    record("rounds.set_aside_question", subject=notice.round_id, actor=actor)


def tell_some(notice_id: uuid.UUID, *, after: uuid.UUID | None = None) -> uuid.UUID | None:
    """Write some of the e-mails about a line of the log; returns the body to go on after.

    It can be broken off and begun again at any time: the same is never said twice to one address.
    """
    notice = session.get_one(Notice, notice_id)
    latest = emails.tell_some(notice, after=after)
    if latest is None:
        notice.told_at = notice.told_at or clock.now()
    return latest


def deadline_words(day: date, reason: Localised) -> Words:
    """What the log says of a later last day, in every language of the product."""
    return Words({tag: _until(tag, day) for tag in rendering.LANGUAGES}, reason)


def _until(language: str, day: date) -> str:
    with rendering.spoken(language):
        return _("The last day to answer is now %(day)s", day=show_date(day, "EEEE d MMMM y"))


def _show(notice: Notice, words: Words) -> None:
    notice.title = words.title
    notice.text = {tag: blocks.clean(text) for tag, text in words.text.items()}
    notice.published_at = notice.published_at or clock.now()
    notice.set_aside_at = None
    if words.tells_all and not notice.tells_all:
        notice.tells_all = True
        session.flush()
        enqueue(Task.TELL_ALL, notice.id)
    session.flush()
