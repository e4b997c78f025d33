"""Messages as bytes, and the connection that hands them to a mail server (RFC 5321, RFC 5322)."""

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, formataddr
from typing import Final
from urllib.parse import unquote, urlsplit

from webapp.core import clock
from webapp.core.rendering import Rendered

TIMEOUT_SECONDS = 20
OK = 250


class MailError(Exception):
    """A message was not accepted; the text is the server's answer."""


class TemporaryMailError(MailError):
    """The server is out of reach or says that a later try may go through (4xx)."""


class PermanentMailError(MailError):
    """The server says that no later try will go through (5xx)."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """To whom and as what a message goes. `message_id` is stable: the same row, the same id."""

    sender: str
    sender_name: str
    recipient: str
    message_id: str
    thread_id: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()


class _Policy(EmailPolicy):
    """Folds a subject so that every reader puts it together again as it was.

    Python's own folding of long subjects drops spaces between encoded words (RFC 2047, 6.2).
    """

    def fold(self, name: str, value: str) -> str:
        """The header's lines."""
        if name.lower() != "subject" or value.isascii():
            return str(super().fold(name, value))
        encoded = Header(value, "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {encoded}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        """As `fold`, in bytes."""
        if name.lower() != "subject" or value.isascii():
            return bytes(super().fold_binary(name, value))
        return self.fold(name, value).encode("ascii")


_POLICY: Final = _Policy()


def compose(rendered: Rendered, envelope: Envelope) -> EmailMessage:
    """The message with text and HTML alike, and the headers of an automatic sender (RFC 3834)."""
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = rendered.subject
    message["From"] = formataddr((envelope.sender_name, envelope.sender))
    message["To"] = envelope.recipient
    message["Date"] = format_datetime(clock.local(clock.now()))
    message["Message-ID"] = envelope.message_id
    message["Auto-Submitted"] = "auto-generated"
    if envelope.thread_id:
        message["In-Reply-To"] = envelope.thread_id
        message["References"] = envelope.thread_id
    for name, value in envelope.headers.items():
        message[name] = value
    message.set_content(rendered.text, cte="quoted-printable")
    message.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    for attachment in envelope.attachments:
        maintype, subtype = attachment.content_type.split("/", 1)
        message.add_attachment(
            attachment.data, maintype=maintype, subtype=subtype, filename=attachment.name
        )
    return message


class Connection:
    """A connection to the mail server, opened at first use and used again for what follows."""

    def __init__(self, url: str) -> None:
        """`url` is smtp://, smtp+starttls:// or smtps://, with user and password if needed."""
        self._url = urlsplit(url)
        self._server: smtplib.SMTP | None = None

    def send(self, message: EmailMessage, *, sender: str, recipient: str) -> str:
        """Hand `message` over and return the server's answer.

        Raises:
            TemporaryMailError: a later try may go through.
            PermanentMailError: no later try will.
        """
        try:
            return self._send(message, sender=sender, recipient=recipient)
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            raise _failure(code, answer) from error
        except smtplib.SMTPResponseException as error:
            self.close()
            raise _failure(error.smtp_code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise TemporaryMailError(str(error)) from error

    def close(self) -> None:
        """Let go of the connection; the next message opens a new one."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _send(self, message: EmailMessage, *, sender: str, recipient: str) -> str:
        self._ready().send_message(message, from_addr=sender, to_addrs=[recipient])
        return "250 OK"

    def _ready(self) -> smtplib.SMTP:
        # An idle server hangs up. Asking first is safe; sending again after a loss is not,
        # because the first copy may have arrived.
        if self._server is not None and not self._alive(self._server):
            self.close()
        if self._server is None:
            self._server = self._open()
        return self._server

    @staticmethod
    def _alive(server: smtplib.SMTP) -> bool:
        try:
            return server.noop()[0] == OK
        except (OSError, smtplib.SMTPException):
            return False

    def _open(self) -> smtplib.SMTP:
        host, port = self._url.hostname or "localhost", self._url.port or 25
        if self._url.scheme == "smtps":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, timeout=TIMEOUT_SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
        if self._url.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if self._url.username:
            server.login(unquote(self._url.username), unquote(self._url.password or ""))
        return server


def _failure(code: int, answer: bytes | str) -> MailError:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    kind = PermanentMailError if 500 <= code < 600 else TemporaryMailError  # noqa: PLR2004 - SMTP's own
    return kind(f"{code} {text}"[:500])
