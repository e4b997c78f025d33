"""Queueing e-mails and sending them: the row is the message.

`queue` writes a row and asks for its sending; `claim`, `deliver` and the three outcomes are
what a worker does, each in a transaction of its own, so that no lock is held while a mail
server thinks.
"""

import logging
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parseaddr
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.core import clock, mailer, rendering, storage
from webapp.core.background import Task, enqueue
from webapp.core.database import session, uuid7
from webapp.notifications.models import Email, EmailStatus, Occasion

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 12
LOST_AFTER = timedelta(minutes=10)
"""A claimed e-mail whose worker said nothing for so long is sent again by another."""

MESSAGES_A_SWEEP = 500


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail to be: on what occasion, about which row, to whom, in which language.

    `params` is JSON for the template. Links that carry rights are not in it: the template signs
    them when the e-mail is sent. `attachments` are ids of stored files.
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
    """Queue `letters`, each unless the same was queued before; returns how many were new."""
    if not letters:
        return 0
    moment = clock.now()
    statement = (
        insert(Email)
        .values(
            [
                _row(letter) | {"created_at": moment, "next_attempt_at": moment + letter.wait}
                for letter in letters
            ]
        )
        .on_conflict_do_nothing(index_elements=["occasion", "about", "address"])
        .returning(Email.id, Email.next_attempt_at)
    )
    added = session.execute(statement).all()
    for email_id, due in added:
        if due <= moment:  # What waits is found by the sweep when it is due.
            enqueue(Task.SEND_EMAIL, email_id)
    return len(added)


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
    """Send again an e-mail that was sent or given up, with new `params` where they are given.

    Returns False, and does nothing, where it is on its way already. The Message-ID stays, since it
    derives from the row, so that a copy that did arrive is recognised as the same.
    """
    email = session.get_one(Email, email_id, with_for_update=True)
    if email.status not in (EmailStatus.SENT, EmailStatus.FAILED):
        return False
    email.status = EmailStatus.QUEUED
    email.attempts = 0
    email.next_attempt_at = clock.now()
    email.params = dict(params) if params is not None else email.params
    enqueue(Task.SEND_EMAIL, email.id)
    return True


def renew(letter: Letter) -> None:
    """Queue `letter`; where the same was queued before, send it again with its new words."""
    if queue(letter):
        return
    statement = select(Email).where(
        Email.occasion == letter.occasion,
        Email.about == letter.about,
        Email.address == letter.address.strip(),
    )
    email = session.scalars(statement.with_for_update()).one()
    if not requeue(email.id, params=letter.params):
        email.params = dict(letter.params)


def claim(email_id: uuid.UUID) -> Email | None:
    """Take the e-mail for sending; None where another has it, or it is sent already."""
    statement = (
        select(Email)
        .where(Email.id == email_id, Email.status == EmailStatus.QUEUED)
        .where(Email.next_attempt_at <= clock.now())
        .with_for_update(skip_locked=True)
    )
    email = session.scalars(statement).one_or_none()
    if email is not None:
        email.status = EmailStatus.SENDING
        email.claimed_at = clock.now()
        email.attempts += 1
    return email


def deliver(email: Email) -> str:
    """Render the e-mail and hand it to the mail server; returns the server's answer.

    Raises:
        mailer.TemporaryMailError: a later try may go through.
        mailer.PermanentMailError: no later try will.
    """
    with rendering.spoken(email.language):
        rendered = rendering.email(
            email.occasion.value, context={**email.params, "about": email.about}
        )
    sender = current_app.config["MAIL_SENDER"]
    envelope = mailer.Envelope(
        sender=sender,
        sender_name=current_app.config["AUTHORITY_NAME"],
        recipient=email.address,
        message_id=message_id(email.id),
        thread_id=message_id(email.thread) if email.thread else None,
        attachments=[_attachment(uuid.UUID(key)) for key in email.params.get("attachments", ())],
    )
    message = mailer.compose(rendered, envelope)
    server = connection(current_app.config["SMTP_URL"])
    return server.send(message, sender=parseaddr(sender)[1], recipient=email.address)


def note_sent(email_id: uuid.UUID, answer: str) -> None:
    """Write that the mail server accepted the e-mail."""
    email = session.get_one(Email, email_id)
    email.status = EmailStatus.SENT
    email.sent_at = clock.now()
    email.answer = answer


def note_refused(email_id: uuid.UUID, answer: str) -> None:
    """Write that no later try will go through. Staff see it as a fault of the process."""
    email = session.get_one(Email, email_id)
    email.status = EmailStatus.FAILED
    email.answer = answer
    log.warning("e-mail refused: id=%s occasion=%s", email.id, email.occasion)


def note_postponed(email_id: uuid.UUID, answer: str) -> None:
    """Write that a later try may go through, and when it is; after the last, give up."""
    email = session.get_one(Email, email_id)
    if email.attempts >= MOST_ATTEMPTS:
        note_refused(email_id, answer)
        return
    email.status = EmailStatus.QUEUED
    email.answer = answer
    email.next_attempt_at = clock.now() + _wait(email.attempts)


def sweep() -> int:
    """Ask again for what is due and what a lost worker left; returns how many."""
    moment = clock.now()
    lost = (
        select(Email)
        .where(Email.status == EmailStatus.SENDING, Email.claimed_at < moment - LOST_AFTER)
        .with_for_update(skip_locked=True)
    )
    for email in session.scalars(lost):
        email.status = EmailStatus.QUEUED
        email.next_attempt_at = moment
    session.flush()
    due = (
        select(Email.id)
        .where(Email.status == EmailStatus.QUEUED, Email.next_attempt_at <= moment)
        .order_by(Email.next_attempt_at)
        .limit(MESSAGES_A_SWEEP)
    )
    found = session.scalars(due).all()
    for email_id in found:
        enqueue(Task.SEND_EMAIL, email_id)
    return len(found)


def message_id(row_id: uuid.UUID) -> str:
    """The Message-ID of the e-mail in a row: the same row, the same id (RFC 5322, 3.6.4)."""
    host = urlsplit(f"//{current_app.config['SERVER_NAME']}").hostname or "localhost"
    return f"<{row_id}@{host}>"


@cache
def connection(url: str) -> mailer.Connection:
    """This process's one connection to the mail server at `url`."""
    return mailer.Connection(url)


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


def _attachment(file_id: uuid.UUID) -> mailer.Attachment:
    file = session.get_one(storage.StoredFile, file_id)
    return mailer.Attachment(
        name=file.name, content_type=file.content_type, data=storage.contents(file)
    )


def _wait(attempts: int) -> timedelta:
    """Half a minute, then twice as long each time, to four hours."""
    return min(timedelta(seconds=30 * 2 ** (attempts - 1)), timedelta(hours=4))
