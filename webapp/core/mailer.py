"""Messages as bytes, and the connection that hands them to a mail server (RFC 5321, RFC 5322)."""

import base64
import binascii
import smtplib
import ssl
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.header import Header
from email.utils import encode_rfc2231, format_datetime, formataddr
from urllib.parse import parse_qsl, unquote, urlsplit

import dkim

from webapp.core import clock
from webapp.core.rendering import Rendered

TIMEOUT_SECONDS = 20
LONGEST_LINE = 900
SIGNED_HEADERS = [
    b"from", b"to", b"subject", b"date", b"message-id", b"in-reply-to", b"references",
    b"list-id", b"list-unsubscribe", b"list-unsubscribe-post", b"mime-version", b"content-type",
]  # fmt: skip
OK, SHUTTING_DOWN = 250, 421


class MailError(Exception):
    """A message was not accepted; the text is the server's answer."""


class TemporaryMailError(MailError):
    """The server is out of reach or says that a later try may go through (4xx)."""


class UnreachableError(TemporaryMailError):
    """The connection failed or fell silent: the fault need not be the message's."""


class PermanentMailError(MailError):
    """The server says that no later try will go through (5xx)."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    content_type: str
    data: bytes
    is_words_too: bool = False
    """Whether it is the message's words in another form, to be shown in place of them."""


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


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message as bytes, and the two addresses that a mail server is told."""

    message: bytes
    sender: str
    recipient: str


def compose(rendered: Rendered, envelope: Envelope) -> bytes:
    """The message with text and HTML alike, and the headers of an automatic sender (RFC 3834).

    It is put together here: the standard library's way takes several times as long, which counts
    when thousands leave at once. An address in a `List-` header stays as it is (RFC 2369).
    """
    forms = [_words("plain", rendered.text), _words("html", rendered.html)]
    forms += [_inline(each) for each in envelope.attachments if each.is_words_too]
    words = _many("alternative", forms)
    files = [_file(each) for each in envelope.attachments if not each.is_words_too]
    body = _many("mixed", [words, *files]) if files else words
    head = "".join(_line(name, value) for name, value in _headers(rendered, envelope))
    return (head.encode("ascii") + body).replace(b"\n", b"\r\n")


def _headers(rendered: Rendered, envelope: Envelope) -> Iterator[tuple[str, str]]:
    yield "Subject", rendered.subject
    yield "From", formataddr((envelope.sender_name, envelope.sender))
    yield "To", envelope.recipient
    yield "Date", format_datetime(clock.local(clock.now()))
    yield "Message-ID", envelope.message_id
    yield "Auto-Submitted", "auto-generated"
    if envelope.thread_id:
        yield "In-Reply-To", envelope.thread_id
        yield "References", envelope.thread_id
    yield from envelope.headers.items()
    yield "MIME-Version", "1.0"


def _line(name: str, value: str) -> str:
    """A header. What is no ASCII, or long, is encoded and folded so that no space is lost."""
    if "\n" in value or "\r" in value:
        raise PermanentMailError(f"554 5.6.0 A line ends within the header {name}.")
    if value.isascii() and len(name) + len(value) < LONGEST_LINE:
        return f"{name}: {value}\n"
    return f"{name}: {Header(value, 'utf-8', header_name=name).encode()}\n"


def _many(kind: str, parts: Sequence[bytes]) -> bytes:
    mark = uuid.uuid4().hex.encode()
    inside = b"".join(b"--" + mark + b"\n" + part + b"\n" for part in parts)
    head = f"Content-Type: multipart/{kind}; boundary={mark.decode()}\n\n".encode()
    return head + inside + b"--" + mark + b"--\n"


def _words(subtype: str, text: str) -> bytes:
    plain = text.replace("\r\n", "\n").encode()
    head = f"Content-Type: text/{subtype}; charset=utf-8\n" + _coded("quoted-printable")
    return head.encode() + binascii.b2a_qp(plain, istext=True)


def _file(attachment: Attachment) -> bytes:
    name = f"filename*={encode_rfc2231(attachment.name, 'utf-8')}"
    return f"Content-Disposition: attachment; {name}\n".encode() + _inline(attachment)


def _inline(attachment: Attachment) -> bytes:
    head = _line("Content-Type", attachment.content_type) + _coded("base64")
    return head.encode() + base64.encodebytes(attachment.data)


def _coded(how: str) -> str:
    return f"Content-Transfer-Encoding: {how}\n\n"


@dataclass(frozen=True, slots=True)
class Signature:
    """Signs messages for a domain with a key whose other half stands in its DNS (RFC 6376)."""

    domain: str
    selector: str
    key: bytes

    def on(self, message: bytes) -> bytes:
        """The message with its signature before it."""
        signed = dkim.sign(
            message,
            self.selector.encode(),
            self.domain.encode("idna"),
            self.key,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=SIGNED_HEADERS,
        )
        return bytes(signed) + message


class Connection:
    """A connection to the mail server, opened at first use and used again for what follows."""

    def __init__(self, url: str) -> None:
        """`url` is smtp://, smtp+starttls:// or smtps://, with user and password if needed.

        `?ca=/path` names a file with the authority that the server's certificate is checked
        against, and `?timeout=20` after how many silent seconds it is given up.
        """
        self._url = urlsplit(url)
        self._options = dict(parse_qsl(self._url.query))
        self._server: smtplib.SMTP | None = None

    def send(self, parcel: Parcel) -> str:
        """Hand the message over and return the server's answer.

        Raises:
            UnreachableError: the connection failed; a later try may go through.
            TemporaryMailError: the server says that a later try may go through.
            PermanentMailError: no later try will.
        """
        try:
            return self._hand_over(parcel)
        except smtplib.SMTPResponseException as error:
            self._begin_again(error.smtp_code)
            raise _failure(error.smtp_code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise UnreachableError(str(error) or type(error).__name__) from error

    def close(self) -> None:
        """Let go of the connection; the next message opens a new one."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _hand_over(self, parcel: Parcel) -> str:
        code, answer = self._announced(parcel).data(parcel.message)
        if not _accepted(code):
            raise smtplib.SMTPDataError(code, answer)
        return f"{code} {_text(answer)}"[:500]

    def _announced(self, parcel: Parcel) -> smtplib.SMTP:
        """The server, which has accepted both addresses.

        An idle server hangs up. Nothing was handed over yet, so that a second try here cannot
        become a second copy; after that, only the row's next turn tries again.
        """
        if self._server is not None:
            try:
                return _announce(self._server, parcel)
            except smtplib.SMTPServerDisconnected as error:
                self.close()
                if isinstance(error.__context__, TimeoutError):
                    raise
        self._server = self._open()
        return _announce(self._server, parcel)

    def _begin_again(self, code: int) -> None:
        """Make the connection ready for the next message after a refusal, or let go of it."""
        try:
            if code == SHUTTING_DOWN or self._server is None or self._server.rset()[0] != OK:
                self.close()
        except (OSError, smtplib.SMTPException):
            self.close()

    def _open(self) -> smtplib.SMTP:
        """A connection that may be used; whatever stands in its way is no message's fault."""
        server = self._connect()
        try:
            if self._url.scheme == "smtp+starttls":
                server.starttls(context=_trust(self._options))
            if self._url.username:
                server.login(unquote(self._url.username), unquote(self._url.password or ""))
            server.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException) as error:
            server.close()
            raise UnreachableError(str(error)) from error
        return server

    def _connect(self) -> smtplib.SMTP:
        host, port = self._url.hostname or "localhost", self._url.port or 25
        seconds = float(self._options.get("timeout", TIMEOUT_SECONDS))
        try:
            if self._url.scheme == "smtps":
                context = _trust(self._options)
                return smtplib.SMTP_SSL(host, port, timeout=seconds, context=context)
            return smtplib.SMTP(host, port, timeout=seconds)
        except smtplib.SMTPException as error:
            raise UnreachableError(str(error)) from error


def mailbox(address: str) -> str:
    """The address as mail servers know it, its domain in ASCII (RFC 5891).

    Raises:
        PermanentMailError: no mail can have this address.
    """
    local, _, domain = address.rpartition("@")
    try:
        known = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        known = ""
    if not local or not domain or not known.isprintable() or set(known) & set(' <>,;:"()[]\\'):
        raise PermanentMailError("553 5.1.3 This is not an e-mail address.")
    if not known.isascii():
        raise PermanentMailError("553 5.6.7 Letters such as these cannot stand before the @.")
    return known


def _announce(server: smtplib.SMTP, parcel: Parcel) -> smtplib.SMTP:
    for code, answer in (server.mail(parcel.sender), server.rcpt(parcel.recipient)):
        if not _accepted(code):
            raise smtplib.SMTPResponseException(code, answer)
    return server


def _trust(options: Mapping[str, str]) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=options.get("ca"))


def _accepted(code: int) -> bool:
    return 200 <= code < 300  # noqa: PLR2004 - SMTP's own


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer


def _failure(code: int, answer: bytes | str) -> MailError:
    said = f"{code} {_text(answer)}"[:500]
    if code == SHUTTING_DOWN or code < 0:
        return UnreachableError(said)
    return (PermanentMailError if 500 <= code < 600 else TemporaryMailError)(said)  # noqa: PLR2004 - SMTP's own
