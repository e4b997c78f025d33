"""Queueing e-mails: the row is the message, written in the transaction of what it tells of."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.core import clock
from webapp.core.background import Task, enqueue
from webapp.core.database import session, uuid7
from webapp.notifications import queries
from webapp.notifications.models import TO_WHO_ANSWERS_ALONE, Email, EmailStatus, Occasion

BATCH = 50
"""E-mails that a worker takes at once, and for which it is asked once."""

AT_ONCE = 0
"""The priority of what someone waits for at the screen."""

SOON = 2
"""The priority of what someone expects, ahead of what goes to many."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail to be: on what occasion, about which row, to whom, in which language.

    `params` is JSON for the template. Links that carry rights are not in it: the template signs
    them when the e-mail is sent. `to_one` among them says that it is to a private person.
    `attachments` are ids of stored files.
    """

    occasion: Occasion
    about: uuid.UUID
    address: str
    language: str = "sv"
    params: Mapping[str, Any] = field(default_factory=dict)
    thread: uuid.UUID | None = None
    concerns: uuid.UUID | None = None
    """The invitation that it belongs to, where `about` is something else."""
    priority: int = 5
    """What is due at the same time leaves in this order, from 0."""
    attachments: Sequence[uuid.UUID] = ()
    wait: timedelta = timedelta()
    """How long it may lie before it leaves, so that more of the same goes with it."""


def queue(*letters: Letter) -> int:
    """Queue `letters`, each unless the same was queued before; returns how many were new.

    What is for someone who answers alone goes to no address whose owner has stopped it.
    """
    wanted = _wanted(letters)
    if not wanted:
        return 0
    moment = clock.now()
    statement = (
        insert(Email)
        .values(
            [
                _row(letter) | {"created_at": moment, "next_attempt_at": moment + letter.wait}
                for letter in wanted
            ]
        )
        .on_conflict_do_nothing(index_elements=["occasion", "about", "address"])
        .returning(Email.id, Email.next_attempt_at)
    )
    added = session.execute(statement).all()
    # What waits is found by the sweep when it is due.
    ask([email_id for email_id, due in added if due <= moment])
    return len(added)


def ask(due: Sequence[uuid.UUID]) -> None:
    """Ask for the sending of these e-mails: once for as many as a worker takes at once."""
    for email_id in due[::BATCH]:
        enqueue(Task.SEND_EMAIL, email_id)


def gather(letter: Letter, *, into: str) -> None:
    """Queue `letter`, or put its list `params[into]` in one that waits to leave.

    That is one on the same occasion, in the same thread and to the same address, so that who is
    told many things in a short time gets one e-mail.
    """
    statement = (
        select(Email)
        .where(Email.occasion == letter.occasion, Email.thread == letter.thread)
        .where(Email.address == letter.address.strip(), Email.status == EmailStatus.QUEUED)
        .where(Email.attempts == 0)
        .order_by(Email.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    waiting = session.scalars(statement).one_or_none()
    if waiting is None:
        queue(letter)
        return
    before = [each for each in waiting.params[into] if each not in letter.params[into]]
    waiting.params = {**waiting.params, into: [*before, *letter.params[into]]}


def ungather(occasion: Occasion, thread: uuid.UUID, *, into: str, key: str) -> None:
    """Take what has the `key` out of the e-mails that wait to leave. One left empty never does."""
    statement = (
        select(Email)
        .where(Email.occasion == occasion, Email.thread == thread)
        .where(Email.status == EmailStatus.QUEUED, Email.attempts == 0)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    for email in session.scalars(statement):
        left = [each for each in email.params[into] if each["key"] != key]
        if not left:
            session.delete(email)
        elif len(left) < len(email.params[into]):
            email.params = {**email.params, into: left}


def requeue(email_id: uuid.UUID, *, params: Mapping[str, Any] | None = None) -> bool:
    """Send again an e-mail that was sent, given up or returned, with new `params` where given.

    Returns False, and does nothing, where it is on its way already. The Message-ID stays, since it
    derives from the row, so that a copy that did arrive is recognised as the same.
    """
    email = session.get_one(Email, email_id, with_for_update=True)
    if not email.status.is_settled:
        return False
    email.status = EmailStatus.QUEUED
    email.attempts, email.answer = 0, None
    email.bounced_at = email.reported_at = None
    email.next_attempt_at = clock.now()
    email.params = dict(params) if params is not None else email.params
    enqueue(Task.SEND_EMAIL, email.id)
    return True


def renew(letter: Letter) -> None:
    """Queue `letter`; where the same was queued before, send it again with its new words."""
    if queue(letter) or not _wanted([letter]):
        return
    statement = select(Email).where(
        Email.occasion == letter.occasion,
        Email.about == letter.about,
        Email.address == letter.address.strip(),
    )
    email = session.scalars(statement.with_for_update()).one()
    if not requeue(email.id, params=letter.params):
        email.params = dict(letter.params)


def _wanted(letters: Sequence[Letter]) -> Sequence[Letter]:
    """The letters but those that their addresses' owners have stopped."""
    alone = [each for each in letters if each.occasion in TO_WHO_ANSWERS_ALONE]
    stopped = queries.stopped(each.address for each in alone) if alone else frozenset()
    if not stopped:
        return letters
    refused = {id(each) for each in alone if each.address.strip().lower() in stopped}
    return [each for each in letters if id(each) not in refused]


def _row(letter: Letter) -> dict[str, Any]:
    attachments = [str(file_id) for file_id in letter.attachments]
    return {
        "id": uuid7(),
        "occasion": letter.occasion,
        "about": letter.about,
        "address": letter.address.strip(),
        "language": letter.language,
        "params": {**letter.params, **({"attachments": attachments} if attachments else {})},
        "thread": letter.thread,
        "concerns": letter.concerns,
        "priority": letter.priority,
        "status": EmailStatus.QUEUED,
        "attempts": 0,
    }
