"""What a message that came in is: a report, an answer by a machine, or what a person wrote. Pure.

Reports are RFC 3464 (what became of an e-mail), RFC 5965 (it was called unwanted) and the plain
texts of older servers. Where there is doubt a message is a person's: an answer is never lost,
and one too many to look at harms nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from webapp.notifications.models import MailKind

_ARRIVED_AT = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
_WRITTEN = {
    "application/pdf",
    "application/msword",
    "application/rtf",
    "text/rtf",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""What answers are written in. No machine that says that someone is away attaches one."""

_DAEMON = re.compile(r"(mailer-daemon|postmaster|mail-daemon|mdaemon)@", re.IGNORECASE)
_RETURNED = re.compile(
    r"undeliver|delivery (status|has failed|failure|failed)|mail delivery|returned mail|"
    r"failure notice|olever|kunde inte levereras|ej levererat|delayed mail|warning: could not",
    re.IGNORECASE,
)
_DELAYED = re.compile(
    r"delayed|will (be retried|retry|keep trying|continue)|still trying|no action is required|"
    r"warning: could not|försenat|försöker igen",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\s*(auto(matiskt?)?[ -]?(svar|reply|response)|automatic reply|auto:|out of (the )?office|"
    r"frånvaro|ej på plats)",
    re.IGNORECASE,
)
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_CODE = re.compile(r"(?:^|\s|:)([45]\d\d)[ -]")
_ACTIONS = {
    "failed": MailKind.BOUNCE,
    "delayed": MailKind.DELAY,
    "delivered": MailKind.DELIVERED,
    "relayed": MailKind.DELIVERED,
    "expanded": MailKind.DELIVERED,
}
_MOST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a message is, and what of it matters for that."""

    kind: MailKind
    sender: str
    subject: str
    recipients: tuple[str, ...]
    """The addresses that it arrived at, our return addresses among them."""
    references: str
    """The Message-IDs that it names, those in a returned message too."""
    received_at: datetime | None
    diagnosis: str = ""

    @property
    def recipient(self) -> str:
        """The address that it arrived at first."""
        return self.recipients[0] if self.recipients else ""


def sort(data: bytes) -> Sorted:
    """Say what the message is."""
    message = message_from_bytes(data)
    kind, diagnosis = _kind(message)
    return Sorted(
        kind=kind,
        sender=next(_addresses(message, "From", "Sender"), ""),
        subject=_header(message, "Subject"),
        recipients=(
            *_addresses(message, *_ARRIVED_AT),
            *_addresses(_returned(message), "Return-Path"),
            *_original_sender(message),
        ),
        references=_references(message),
        received_at=_received_at(message),
        diagnosis=diagnosis,
    )


def _kind(message: Message) -> tuple[MailKind, str]:
    for part in message.walk():
        if part.get_content_type() in {"message/delivery-status", "message/global-delivery-status"}:
            return _of_delivery(part)
        if part.get_content_type() == "message/feedback-report":
            return MailKind.COMPLAINT, _one_line(_fields(part).get("feedback-type", "abuse"))
    if _is_plain_report(message):
        return _of_plain(_text(message))
    return (MailKind.AUTO_REPLY if _is_by_machine(message) else MailKind.PERSONAL), ""


def _of_delivery(part: Message) -> tuple[MailKind, str]:
    """What a delivery status says: failed counts before delayed, and that before delivered."""
    blocks = [each for each in _blocks(part) if each.get("Action")]
    found = [(_ACTIONS.get(_word(each["Action"]), MailKind.DELAY), each) for each in blocks]
    for wanted in (MailKind.BOUNCE, MailKind.DELAY, MailKind.DELIVERED):
        for kind, block in found:
            if kind is wanted:
                return kind, _diagnosis(block)
    return MailKind.DELAY, ""


def _diagnosis(block: Message) -> str:
    """`550 5.1.1 no such mailbox`: the status, where the server's own words lack it, before."""
    status = _word(block.get("Status"))
    said = _one_line(str(block.get("Diagnostic-Code", ""))).partition(";")[2].strip()
    if not said:
        return status
    return said if status in said or _CODE.match(said) else f"{status} {said}"


def _is_plain_report(message: Message) -> bool:
    sender = " ".join(_addresses(message, "From", "Return-Path"))
    nobody = str(message.get("Return-Path", "")).strip() == "<>"
    return bool(
        (_DAEMON.search(f"{sender} ") or nobody) and _RETURNED.search(_header(message, "Subject"))
    )


def _of_plain(text: str) -> tuple[MailKind, str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    told = [line for line in lines if _STATUS.search(line) or _CODE.search(line)]
    diagnosis = _one_line(told[0] if told else " ".join(lines[:3]))
    status, code = _STATUS.search(diagnosis), _CODE.search(diagnosis)
    first = (status or code).group(1)[0] if status or code else ""  # type: ignore[union-attr]  # one of them is there
    delayed = _DELAYED.search(text) is not None or (first == "4" and "will" in text)
    return (MailKind.DELAY if delayed else MailKind.BOUNCE), diagnosis


def _is_by_machine(message: Message) -> bool:
    """Whether no person wrote it (RFC 3834, and what came before it)."""
    if any(part.get_content_type() in _WRITTEN for part in message.walk()):
        return False
    said = _word(message.get("Auto-Submitted"))
    older = any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply"))
    precedence = _word(message.get("Precedence")) in {"auto_reply", "auto-reply", "junk"}
    receipt = message.get_param("report-type") == "disposition-notification"
    automatic = bool(said) and said != "no"
    return (
        automatic
        or older
        or precedence
        or receipt
        or bool(_AWAY.match(_header(message, "Subject")))
    )


def _returned(message: Message) -> Message:
    """The message of ours that a report holds, or its headers; an empty one where it holds none."""
    for part in message.walk():
        if part.get_content_type() in {"message/rfc822", "message/global"} and part is not message:
            payload = part.get_payload()
            if isinstance(payload, list) and isinstance(payload[0], Message):
                return payload[0]
        if part.get_content_type() in {"text/rfc822-headers", "message/global-headers"}:
            return message_from_bytes(_bytes(part))
    return Message()


def _original_sender(message: Message) -> Iterator[str]:
    """Of a complaint: the envelope sender that the e-mail had."""
    for part in message.walk():
        if part.get_content_type() == "message/feedback-report":
            yield from (
                each for _, each in getaddresses([_fields(part).get("original-mail-from", "")])
            )


def _references(message: Message) -> str:
    named = [str(message.get(name, "")) for name in ("References", "In-Reply-To")]
    returned = str(_returned(message).get("Message-ID", ""))
    plain = " ".join(
        re.findall(r"^\s*Message-ID:.*$", _text(message), re.IGNORECASE | re.MULTILINE)
    )
    return " ".join([*named, plain, returned])


def _received_at(message: Message) -> datetime | None:
    """When our own mail server took it: the topmost trace (RFC 5321, 4.4)."""
    try:
        moment = parsedate_to_datetime(str(message.get("Received", "")).rpartition(";")[2].strip())
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _blocks(part: Message) -> list[Message]:
    payload = part.get_payload()
    return (
        [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []
    )


def _fields(part: Message) -> dict[str, str]:
    """The fields of a report's part, whether it was parsed as a message or kept as text."""
    blocks = _blocks(part) or [message_from_bytes(_bytes(part))]
    return {name.lower(): str(value) for block in blocks for name, value in block.items()}


def _text(message: Message) -> str:
    """The first plain text."""
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            charset = part.get_content_charset() or "utf-8"
            try:
                return _bytes(part)[:_MOST_TEXT].decode(charset, "replace")
            except LookupError:
                return _bytes(part)[:_MOST_TEXT].decode("latin-1")
    return ""


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _addresses(message: Message, *names: str) -> Iterator[str]:
    values = [str(each) for name in names for each in message.get_all(name, [])]
    yield from (address for _, address in getaddresses(values) if "@" in address)


def _header(message: Message, name: str) -> str:
    value = message.get(name, "")
    try:
        return str(make_header(decode_header(value)))
    except (LookupError, ValueError):
        return str(value)


def _word(value: object) -> str:
    """The first word of a header, in lower case."""
    return str(value or "").split(";")[0].strip().lower().split(" ")[0]


def _one_line(text: str) -> str:
    return " ".join(text.split())[:500]
