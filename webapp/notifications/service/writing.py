"""Writing an e-mail: rendered, enveloped, signed. Links that carry rights are made now."""

import logging
import uuid
from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy.exc import OperationalError

from webapp.core import access, mailer, rendering
from webapp.notifications import attachments, topics
from webapp.notifications.envelopes import Names
from webapp.notifications.models import Email

log = logging.getLogger(__name__)


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


def _parcel(email: Email) -> mailer.Parcel:
    recipient = mailer.mailbox(email.address)
    with rendering.spoken(email.language, to_one=bool(email.params.get("to_one"))):
        rendered = rendering.email(
            email.occasion.value,
            context={**email.params, "about": email.about, "unsubscribe": _unsubscribe(email)},
        )
    envelope, named = _envelope(email), names()
    message = mailer.compose(rendered, envelope)
    return mailer.Parcel(
        message=_signed(message, parseaddr(envelope.sender)[1]),
        sender=named.return_address(email.id) if named.returns else parseaddr(envelope.sender)[1],
        recipient=recipient,
    )


def _signed(message: bytes, sender: str) -> bytes:
    """The message, signed for the sender's domain where the installation has a key."""
    path = current_app.config["DKIM_KEY_FILE"]
    if not path:
        return message
    domain = sender.rpartition("@")[2]
    return mailer.Signature(domain, current_app.config["DKIM_SELECTOR"], _key(path)).on(message)


@cache
def _key(path: str) -> bytes:
    return Path(path).read_bytes()


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
    if email.params.get("reply_to"):
        headers["Reply-To"] = email.params["reply_to"]
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
