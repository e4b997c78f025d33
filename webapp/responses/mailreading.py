"""A message that a person wrote, taken apart: who, what it answers, what it says, its files.

Any message must come through: what is malformed is read as well as it can be, and the message
itself is kept beside.
"""

import html
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr

import nh3

from webapp.responses.plaintext import clean

LONGEST_BODY = 100_000
MOST_PARTS = 200

_OURS = re.compile(
    r"<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@[^<>\s]+>", re.IGNORECASE
)
_QUOTED = re.compile(
    r"^(?:"
    r"-{2,}\s*(?:ursprungligt meddelande|original message|vidarebefordrat meddelande)\s*-{2,}"
    r"|_{10,}"
    r"|(?:från|from):\s.*@.*"
    r"|(?:den|on)\s.{6,120}\b(?:skrev|wrote)\b.*:"
    r")\s*$",
    re.IGNORECASE,
)
"""The line by which the usual programs begin to quote what is answered, in Swedish and English."""


_BLOCK_ENDS = re.compile(r"</(?:p|div|li|tr|h[1-6]|blockquote)\s*>|<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that a message carries."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What a message says. `answers` are the rows that its references name, latest first."""

    subject: str
    name: str
    address: str
    body: str
    answers: tuple[uuid.UUID, ...] = ()
    files: tuple[MailFile, ...] = ()


def read(data: bytes) -> Mail:
    """Take a message apart."""
    message = message_from_bytes(data, policy=policy.default)
    name, address = parseaddr(_header(message, "From"))
    references = f"{_header(message, 'References')} {_header(message, 'In-Reply-To')}"
    parts = [part for part, _ in zip(message.walk(), range(MOST_PARTS), strict=False)]
    return Mail(
        subject=" ".join(clean(_header(message, "Subject")).split())[:500],
        name=" ".join(clean(name).split())[:200],
        address="".join(clean(address).split())[:320],
        body=unquoted(_body(message))[:LONGEST_BODY],
        answers=tuple(dict.fromkeys(map(uuid.UUID, reversed(_OURS.findall(references))))),
        files=tuple(_files(parts)),
    )


def unquoted(text: str) -> str:
    """What the person wrote, without the message that it answers."""
    kept: list[str] = []
    for line in clean(text).split("\n"):
        if _QUOTED.match(line.strip()):
            break
        if not line.startswith(">"):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _header(message: Message, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, LookupError, TypeError):  # The library stumbles over some.
        raw = dict(message.raw_items()).get(name, "")
        return str(raw)


def _body(message: Message) -> str:
    if not isinstance(message, EmailMessage):
        return ""
    found = message.get_body(preferencelist=("plain", "html"))
    if found is None:
        return ""
    text = _text(found)
    return _plain(text) if found.get_content_subtype() == "html" else text


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset("utf-8")
    try:
        return data.decode(charset, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _plain(markup: str) -> str:
    """The words of HTML, a line for each of its blocks."""
    broken = _BLOCK_ENDS.sub("\n", " ".join(markup.split()))
    words = html.unescape(nh3.clean(broken, tags=set(), link_rel=None))
    return "\n".join(" ".join(line.split()) for line in words.split("\n"))


def _files(parts: Sequence[Message]) -> Iterator[MailFile]:
    for part in parts:
        name = part.get_filename()
        is_file = name or part.get_content_maintype() == "application"
        payload = part.get_payload(decode=True) if is_file and not part.is_multipart() else None
        if isinstance(payload, bytes) and payload:
            yield MailFile(" ".join(clean(str(name or "fil")).split())[:200], payload)
