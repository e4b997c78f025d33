"""Reading the e-mails that came in."""

from email.header import decode_header, make_header
from email.message import Message


def subject(message: Message) -> str:
    """The subject, decoded and on one line."""
    return " ".join(str(make_header(decode_header(message["Subject"]))).split())


def words(message: Message) -> str:
    """The text of the plain part."""
    parts = message.walk()
    plain = next(part for part in parts if part.get_content_type() == "text/plain")
    return bytes(plain.get_payload(decode=True)).decode()
