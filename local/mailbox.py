"""The caught messages: one .eml file each, newest first."""

import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import default
from itertools import islice
from pathlib import Path

_NAME = re.compile(r"[0-9]{20}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the list tells of a message."""

    name: str
    sender: str
    recipient: str
    subject: str
    date: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part of a message that is a file, by its place among the parts."""

    number: int
    filename: str
    content_type: str
    content_id: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole message, taken apart for reading."""

    heading: Heading
    headers: list[tuple[str, str]]
    text: str
    html: str
    attachments: list[Attachment]


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The folder that the caught messages are kept in."""

    folder: Path

    def keep(self, content: bytes, *, sender: str, recipients: list[str]) -> str:
        """Keep a message as it came, under its envelope, and return its name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
        envelope = f"X-Envelope-From: {sender}\r\nX-Envelope-To: {', '.join(recipients)}\r\n"
        unfinished = self.folder / f"{name}.part"
        unfinished.write_bytes(envelope.encode("utf-8") + content)
        # Renamed when whole, so that no reader meets half a message.
        unfinished.rename(self.folder / f"{name}.eml")
        return name

    def headings(self, *, containing: str = "", limit: int = 100) -> list[Heading]:
        """The newest `limit` messages whose sender, recipient or subject has `containing`."""
        wanted = containing.casefold()
        return list(islice((each for each in self._all() if _matches(each, wanted)), limit))

    def raw(self, name: str) -> bytes | None:
        """The message `name` as it came, or None."""
        path = self.folder / f"{name}.eml"
        return path.read_bytes() if _NAME.fullmatch(name) and path.exists() else None

    def letter(self, name: str) -> Letter | None:
        """The message `name` taken apart, or None."""
        raw = self.raw(name)
        return None if raw is None else _read(name, raw)

    def _all(self) -> Iterator[Heading]:
        for path in sorted(self.folder.glob("*.eml"), reverse=True):
            with path.open("rb") as file:
                yield _heading(path.stem, BytesHeaderParser(policy=default).parse(file))


def _matches(heading: Heading, wanted: str) -> bool:
    words = f"{heading.sender} {heading.recipient} {heading.subject}"
    return wanted in words.casefold()


def _heading(name: str, message: EmailMessage) -> Heading:
    return Heading(
        name=name,
        sender=_header(message, "From"),
        recipient=_header(message, "X-Envelope-To"),
        subject=_header(message, "Subject"),
        date=_header(message, "Date"),
    )


def _header(message: EmailMessage, name: str) -> str:
    """The header's words. One that breaks the rules is shown as it came."""
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError):
        raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
        return str(make_header(decode_header(str(raw))))


def _read(name: str, raw: bytes) -> Letter:
    message = message_from_bytes(raw, policy=default)
    headers = [(key, _header(message, key)) for key in dict.fromkeys(message.keys())]
    return Letter(
        heading=_heading(name, message),
        headers=headers,
        text=_body(message, "plain"),
        html=_body(message, "html"),
        attachments=list(_attachments(message)),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    for number, part in enumerate(message.walk()):
        data = part.get_payload(decode=True)
        is_file = part.get_filename() or part.get("Content-ID")
        if is_file and isinstance(data, bytes):
            yield Attachment(
                number=number,
                filename=part.get_filename() or f"part-{number}",
                content_type=part.get_content_type(),
                content_id=str(part.get("Content-ID", "")).strip("<> "),
                data=data,
            )
