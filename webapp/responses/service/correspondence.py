"""Messages that a person wrote: each waits as an incoming answer of the body that it is from.

Nothing is counted before a registrar has looked at it, and nothing is lost: what cannot be placed
waits for a person to place it, and the message itself is kept as it came.
"""

import logging
from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import DataError

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import clock, storage
from webapp.core.database import session
from webapp.core.errors import ConflictError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications import service as notifications
from webapp.notifications.models import IncomingMail, MailKind, MailStatus
from webapp.responses import emails, filekinds, mailreading, policy, queries
from webapp.responses.mailreading import Mail, MailFile
from webapp.responses.models import Channel, FilingStatus, IncomingResponse, TextStatus
from webapp.responses.service.incoming import Upload, keep, lock, why_refused
from webapp.rounds.models import Invitation, Round

log = logging.getLogger(__name__)

MAILS_A_SWEEP: Final = 50

_STUMBLES = (ValueError, LookupError, TypeError, AttributeError, RecursionError, DataError)
"""What the taking apart of a message that is broken in some way may end in."""


def file_mail() -> int:
    """Let the messages that people wrote wait as incoming answers; returns how many did."""
    statement = (
        select(IncomingMail)
        .where(IncomingMail.kind == MailKind.PERSONAL, IncomingMail.status == MailStatus.NEW)
        .order_by(IncomingMail.id)
        .limit(MAILS_A_SWEEP)
        .with_for_update(skip_locked=True)
    )
    found = session.scalars(statement).all()
    for mail in found:
        _file_one(mail)
    return len(found)


def place(found: IncomingResponse, round_: Round, *, actor: User) -> None:
    """Say which round an answer is for, where that could not be told.

    Raises:
        ConflictError: it is registered or put aside, or the round takes no answers.
    """
    lock(found)
    if found.status is not FilingStatus.NEW:
        raise ConflictError(_l("This answer has been registered or put aside meanwhile."))
    policy.check_writable(round_, clock.now())
    found.round = round_
    found.invitation = queries.invited_at(found.sender_address, round_id=round_.id)
    audit.record("responses.place", subject=found.id, actor=actor, round=str(round_.id))


def message_of(found: IncomingResponse) -> Mail | None:
    """The message that an answer came as, taken apart; None where it came another way."""
    file = storage.get(found.mail.file_id) if found.mail is not None else None
    return mailreading.read(storage.contents(file)) if file is not None else None


def left_out(mail: Mail) -> Sequence[str]:
    """The names of the message's files that are of no kind that is taken in."""
    kept = {id(each) for each in _taken(mail)}
    return [each.name for each in mail.files if id(each) not in kept]


def _file_one(mail: IncomingMail) -> None:
    try:
        with session.begin_nested():
            _wait(mail, _read(mail))
    except _STUMBLES as error:
        # A message that the program cannot take apart still waits for a person.
        log.warning("message not taken apart: id=%s error=%s", mail.id, type(error).__name__)
        with session.begin_nested():
            _wait(mail, Mail(mail.subject, "", mail.sender, ""))
        mail.note = "not taken apart"
    mail.status, mail.handled_at = MailStatus.HANDLED, clock.now()


def _read(mail: IncomingMail) -> Mail:
    file = storage.get(mail.file_id)
    if file is None:
        raise LookupError(mail.file_id)
    return mailreading.read(storage.contents(file))


def _wait(mail: IncomingMail, said: Mail) -> None:
    sender = said.address or mail.sender
    round_, invitation = _meant(mail, said, sender)
    started = IncomingResponse(
        round=round_,
        invitation=invitation,
        channel=Channel.EMAIL,
        mail=mail,
        sender_name=invitation.name if invitation else said.name,
        sender_address=sender,
        arrived_at=mail.received_at,
        text="" if _taken(said) else said.body,
    )
    keep(started, [Upload(each.name, each.data) for each in _taken(said)])
    if not started.files and not said.body:
        started.text_status = TextStatus.NO_TEXT
    if round_ is not None:
        notifications.queue(emails.answer_waits(started, round_.consultation))


def _meant(mail: IncomingMail, said: Mail, sender: str) -> tuple[Round | None, Invitation | None]:
    """The round and the body: by the e-mail of ours that is answered, else by who wrote."""
    mail.email_id = mail.email_id or queries.known_email(said.answers)
    known = [mail.email_id] if mail.email_id else []
    round_, invitation = queries.answered([*known, *said.answers])
    if round_ is None:
        invitation = queries.invited_at(sender)
        return (invitation.round, invitation) if invitation else (None, None)
    return round_, invitation or queries.invited_at(sender, round_id=round_.id)


def _taken(said: Mail) -> list[MailFile]:
    fit = [each for each in said.files if why_refused(Upload(each.name, each.data)) is None]
    return fit[: filekinds.MOST_FILES]
