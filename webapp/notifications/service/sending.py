"""Sending what is queued: taken many at once, written, handed over, and noted.

Each of these is done in a transaction of its own, so that no lock is held while a mail server
thinks. An e-mail that cannot be written, or whose address cannot be, ends as failed and holds up
no other; a server that cannot be reached ends the turn, and what was taken goes back unharmed.
"""

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from enum import StrEnum
from functools import cache
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError

from webapp.core import access, clock, mailer, rendering
from webapp.core.database import session
from webapp.notifications import attachments, queries, topics
from webapp.notifications.envelopes import Names
from webapp.notifications.models import LOST, Email, EmailStatus
from webapp.notifications.pace import Limit, Pace
from webapp.notifications.service.queueing import BATCH, ask

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 24
"""Two and a half days' worth: longer than a weekend."""

MOST_LOSSES = 3
"""So many workers may be lost with an e-mail, before it is taken for the cause."""

LOST_AFTER = timedelta(minutes=10)
"""A claimed e-mail whose worker said nothing for so long is sent again by another."""

MOST_ASKED = 4 * BATCH
"""E-mails that one sweep asks for. Who sends them asks for more while there is more."""

FAILURES_IN_A_ROW = 2
"""After so many, the server is taken to be out of reach, and not a message to be at fault."""

_CLAIMING = 7_312_001
"""The advisory lock under which workers take e-mails, so that together they keep the pace."""


class Result(StrEnum):
    """What came of one try."""

    SENT = "sent"
    POSTPONED = "postponed"
    REFUSED = "refused"
    NOT_TRIED = "not_tried"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one try, and what the mail server said."""

    email: Email
    result: Result
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """An e-mail ready to be handed over, or why it cannot be."""

    email: Email
    parcel: mailer.Parcel | None
    failure: Outcome | None = None


def claim() -> list[Email]:
    """Take what is due and may leave now, the most urgent first; at most `BATCH`.

    What a worker was lost with before is taken alone, so that it harms no other.
    """
    moment = clock.now()
    session.execute(select(func.pg_advisory_xact_lock(_CLAIMING)))
    suspect = queries.due_and_lost_before(moment)
    chosen = queries.may_leave(moment, pace(), limit=BATCH)
    if suspect is not None:
        chosen = select(Email.id).where(Email.id == suspect)
    held = (
        select(Email.id)
        .where(Email.id.in_(chosen), queries.is_due(moment))
        .with_for_update(skip_locked=True)
        .cte("held")
    )
    statement = (
        update(Email)
        .where(Email.id.in_(select(held.c.id)))
        .values(status=EmailStatus.SENDING, claimed_at=moment, attempts=Email.attempts + 1)
        .returning(Email)
        .execution_options(populate_existing=True, synchronize_session=False)
    )
    taken = session.scalars(statement).all()
    return sorted(taken, key=lambda each: (each.priority, each.next_attempt_at, each.id))


def write(email: Email) -> Written:
    """Render the e-mail and put it in its envelope. Links that carry rights are signed now."""
    try:
        return Written(email, _parcel(email))
    except (OperationalError, ConnectionError) as error:
        return Written(email, None, Outcome(email, Result.POSTPONED, f"451 4.3.0 {error}"[:500]))
    except mailer.PermanentMailError as error:
        return Written(email, None, Outcome(email, Result.REFUSED, str(error)))
    except Exception as error:
        log.exception("e-mail cannot be written: id=%s occasion=%s", email.id, email.occasion)
        return Written(email, None, Outcome(email, Result.REFUSED, _unwritten(error)))


class Turn:
    """One turn of sending: it ends early where the server cannot be reached."""

    def __init__(self) -> None:
        self._server = connection(current_app.config["SMTP_URL"])
        self._failures = 0

    @property
    def is_over(self) -> bool:
        """Whether the server is out of reach, so that nothing more is tried."""
        return self._failures >= FAILURES_IN_A_ROW

    def hand_over(self, written: Written) -> Outcome:
        """Hand one e-mail to the mail server; what came of it."""
        if written.parcel is None:
            return written.failure or Outcome(written.email, Result.NOT_TRIED)
        if self.is_over:
            return Outcome(written.email, Result.NOT_TRIED)
        result, answer = self._try(written.parcel)
        return Outcome(written.email, result, answer)

    def _try(self, parcel: mailer.Parcel) -> tuple[Result, str]:
        try:
            answer = self._server.send(parcel)
        except mailer.UnreachableError as error:
            self._failures += 1
            return Result.POSTPONED, str(error)
        except mailer.MailError as error:
            self._failures = 0
            for_good = isinstance(error, mailer.PermanentMailError)
            return Result.REFUSED if for_good else Result.POSTPONED, str(error)
        self._failures = 0
        return Result.SENT, answer


def note(outcomes: Sequence[Outcome]) -> None:
    """Write what came of each try."""
    for outcome in outcomes:
        _NOTES[outcome.result](outcome.email, outcome.answer)


def give_back(emails: Sequence[Email]) -> None:
    """Let go of e-mails that were taken and not tried, as if they had not been."""
    note([Outcome(email, Result.NOT_TRIED) for email in emails])


def sweep() -> int:
    """Take back what lost workers had, and ask again for what is due; returns how many."""
    moment = clock.now()
    for email in queries.lost(moment - LOST_AFTER):
        _note_lost(email, moment)
    session.flush()
    found = queries.due(moment, limit=MOST_ASKED)
    ask(found)
    return len(found)


def more_waits() -> bool:
    """Whether anything is due now, be it that the pace holds it back."""
    return bool(queries.due(clock.now(), limit=1))


def ask_for_more() -> None:
    """Ask for another turn where anything is due."""
    ask(queries.due(clock.now(), limit=1))


def pace() -> Pace:
    """How fast this installation sends."""
    config = current_app.config
    return Pace(Limit(config["MAIL_PER_SECOND"]), Limit(config["MAIL_DOMAIN_PER_SECOND"]))


def names() -> Names:
    """How this installation names its e-mails."""
    config = current_app.config
    return Names(
        host=urlsplit(f"//{config['SERVER_NAME']}").hostname or "localhost",
        returns=config["MAIL_RETURNS_TO"],
        key=str(config["SECRET_KEY"]).encode(),
    )


def message_id(row_id: uuid.UUID) -> str:
    """The Message-ID of the e-mail in a row: the same row, the same id."""
    return names().message_id(row_id)


@cache
def connection(url: str) -> mailer.Connection:
    """This process's one connection to the mail server at `url`."""
    return mailer.Connection(url)


def _parcel(email: Email) -> mailer.Parcel:
    recipient = mailer.mailbox(email.address)
    with rendering.spoken(email.language):
        rendered = rendering.email(
            email.occasion.value,
            context={**email.params, "about": email.about, "unsubscribe": _unsubscribe(email)},
        )
    envelope, named = _envelope(email), names()
    return mailer.Parcel(
        message=mailer.compose(rendered, envelope),
        sender=named.return_address(email.id) if named.returns else parseaddr(envelope.sender)[1],
        recipient=recipient,
    )


def _envelope(email: Email) -> mailer.Envelope:
    named = names()
    return mailer.Envelope(
        sender=current_app.config["MAIL_SENDER"],
        sender_name=current_app.config["AUTHORITY_NAME"],
        recipient=email.address,
        message_id=named.message_id(email.id),
        thread_id=named.message_id(email.thread) if email.thread else None,
        headers=_headers(email, named),
        attachments=attachments.of(email.params, address=email.address),
    )


def _headers(email: Email, named: Names) -> dict[str, str]:
    headers = {"List-Id": named.list_id(email.thread)} if email.thread else {}
    address = _unsubscribe(email)
    if address:
        headers["List-Unsubscribe"] = f"<{address}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _unsubscribe(email: Email) -> str:
    """Where one press unsubscribes; nowhere for what must be sent."""
    topic = topics.OCCASIONS.get(email.occasion)
    if topic is None:
        return ""
    token = access.sign("unsubscribe", f"{topic}:{email.address}")
    return rendering.address("accounts.unsubscribe", token=token)


def _unwritten(error: Exception) -> str:
    return f"554 5.6.0 The e-mail could not be written ({type(error).__name__})."


def _note_sent(email: Email, answer: str) -> None:
    email.status = EmailStatus.SENT
    email.sent_at = clock.now()
    email.answer = answer


def _note_refused(email: Email, answer: str) -> None:
    """No later try will go through. Staff see it as a fault of the process."""
    email.status = EmailStatus.FAILED
    email.answer = answer
    log.warning("e-mail refused: id=%s occasion=%s", email.id, email.occasion)


def _note_postponed(email: Email, answer: str) -> None:
    """A later try may go through; after the last, it is given up."""
    if email.attempts >= MOST_ATTEMPTS:
        _note_refused(email, answer)
        return
    email.status = EmailStatus.QUEUED
    email.answer = answer
    email.next_attempt_at = clock.now() + _wait(email.attempts)


def _note_not_tried(email: Email, _answer: str) -> None:
    email.status = EmailStatus.QUEUED
    email.attempts -= 1
    email.claimed_at = None


def _note_lost(email: Email, moment: datetime) -> None:
    """The worker said nothing. The e-mail may have left, or may be what ended the worker."""
    _, _, before = (email.answer or "").rpartition(LOST)
    losses = 1 + int(before if before.isdigit() else 0)
    if losses >= MOST_LOSSES:
        _note_refused(email, f"{LOST}{losses}")
        return
    email.status = EmailStatus.QUEUED
    email.answer = f"{LOST}{losses}"
    email.next_attempt_at = moment


_NOTES = {
    Result.SENT: _note_sent,
    Result.REFUSED: _note_refused,
    Result.POSTPONED: _note_postponed,
    Result.NOT_TRIED: _note_not_tried,
}


def _wait(attempts: int) -> timedelta:
    """Half a minute, then twice as long each time, to four hours."""
    return min(timedelta(seconds=30 * 2 ** (attempts - 1)), timedelta(hours=4))
