"""Keeping what comes in, and doing what a report calls for. An automatic answer gets none."""

import hashlib
import logging
import uuid
from datetime import datetime

from webapp.core import clock, storage
from webapp.core.database import session
from webapp.core.rendering import plain_line
from webapp.notifications import queries, sorting, topics
from webapp.notifications.models import (
    Email,
    EmailStatus,
    Frequency,
    IncomingMail,
    MailKind,
    MailStatus,
)
from webapp.notifications.service.preferences import choose
from webapp.notifications.service.writing import names

log = logging.getLogger(__name__)

LONGEST = 390
"""Characters of an address that are kept."""


def keep(data: bytes) -> IncomingMail | None:
    """Keep a message that came in, and do what it calls for; None where it was kept before."""
    sha256 = hashlib.sha256(data).hexdigest()
    if queries.is_kept(sha256):
        return None
    said = _sorted(data)
    email = queries.first_known(_rows(said))
    file = storage.keep(data, name="message.eml", content_type="message/rfc822")
    session.flush()
    mail = IncomingMail(
        sha256=sha256,
        received_at=_moment(said.received_at),
        sender=plain_line(said.sender)[:LONGEST],
        recipient=plain_line(said.recipient)[:LONGEST],
        subject=plain_line(said.subject)[:1000],
        kind=said.kind,
        email_id=email.id if email else None,
        file_id=file.id,
        diagnosis=plain_line(said.diagnosis),
    )
    session.add(mail)
    if said.kind is not MailKind.PERSONAL:
        _settle(mail, email)
    session.flush()
    return mail


def note_handled(mail: IncomingMail, *, note: str = "") -> None:
    """Write that nothing more is to be done about the message."""
    mail.status, mail.handled_at, mail.note = MailStatus.HANDLED, clock.now(), note


def _settle(mail: IncomingMail, email: Email | None) -> None:
    """Do what a report calls for, on the e-mail that it is about."""
    note_handled(mail)
    if email is None:
        if mail.kind in (MailKind.BOUNCE, MailKind.COMPLAINT):
            mail.status, mail.note = MailStatus.SET_ASIDE, "about no e-mail of ours"
        return
    if mail.kind is MailKind.BOUNCE:
        _note_bounced(email, mail)
    elif mail.kind is MailKind.COMPLAINT:
        _note_complaint(email, mail)
    elif mail.kind in (MailKind.DELAY, MailKind.DELIVERED) and email.status is EmailStatus.SENT:
        email.answer = mail.diagnosis or email.answer


def _note_bounced(email: Email, mail: IncomingMail) -> None:
    """The e-mail did not arrive. One that waits to be sent anew is left as it is."""
    if email.status in (EmailStatus.SENT, EmailStatus.SENDING):
        email.status = EmailStatus.BOUNCED
        email.bounced_at = mail.received_at
        email.answer = mail.diagnosis or "5.0.0"
        log.warning("e-mail returned: id=%s occasion=%s", email.id, email.occasion)


def _note_complaint(email: Email, mail: IncomingMail) -> None:
    """Whoever got it reported it as unwanted: of what one can do without, no more is sent."""
    email.complained_at = email.complained_at or mail.received_at
    topic = topics.OCCASIONS.get(email.occasion)
    if topic is not None:
        choose(email.address, topic, Frequency.NONE)


def _sorted(data: bytes) -> sorting.Sorted:
    try:
        return sorting.sort(data)
    except Exception:
        # Mail may be broken in any way. A person then looks at it, and the next is read.
        log.exception("message cannot be sorted: %d bytes", len(data))
        return sorting.Sorted(MailKind.PERSONAL, "", "", (), "", None)


def _rows(said: sorting.Sorted) -> list[uuid.UUID]:
    """The rows that it may be about: a signed return address tells more than a Message-ID."""
    named = names()
    signed = [row for address in said.recipients if (row := named.row_of(address)) is not None]
    return [*signed, *named.rows_named(said.references)]


def _moment(received_at: datetime | None) -> datetime:
    """When it came: as our mail server noted it, unless that is in the future."""
    now = clock.now()
    return min(received_at or now, now)
