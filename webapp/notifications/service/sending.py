"""Sending what is queued: taken many at once, written, handed over, and noted.

Each of these is done in a transaction of its own, so that no lock is held while a mail server
thinks. An e-mail that cannot be written, or whose address cannot be, ends as failed and holds up
no other; a server that cannot be reached ends the turn, and what was taken goes back unharmed.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from flask import current_app
from sqlalchemy import func, select, update

from webapp.core import clock, mailer
from webapp.core.database import session
from webapp.notifications import queries
from webapp.notifications.hours import Hours
from webapp.notifications.models import LOST, Email, EmailStatus
from webapp.notifications.pace import Limit, Pace
from webapp.notifications.service.queueing import BATCH, ask
from webapp.notifications.service.writing import Outcome, Result, Written

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


def hours() -> Hours:
    """When what leaves by itself leaves here."""
    found: Hours = current_app.config["MAIL_HOURS"]
    return found


@cache
def connection(url: str) -> mailer.Connection:
    """This process's one connection to the mail server at `url`."""
    return mailer.Connection(url)


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
