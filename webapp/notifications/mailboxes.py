"""Where e-mail comes in: a maildir, an mbox file or a mailbox reached by IMAP (RFC 9051). Pure.

Nothing is ever removed there. What was kept is marked as seen, and only after it was kept.
"""

import imaplib
import mailbox
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

TIMEOUT_SECONDS = 30
_PORT, _TLS_PORT = 143, 993
AT_ONCE = 200
"""Messages that are read in one go."""


class MailboxError(OSError):
    """A mailbox cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A message that was not seen before: its bytes, and what marks it as seen."""

    data: bytes
    mark_seen: Callable[[], object]


def unread(url: str) -> Iterator[Unread]:
    """The messages of the mailbox at `url` that were not seen, at most `AT_ONCE`.

    `url` is maildir:///path, mbox:///path, imaps://user:password@host/folder or
    imap+starttls://…; imap:// is for a server on the same machine.

    Raises:
        MailboxError: it is not there, or does not let us in.
    """
    parts = urlsplit(url)
    reader = _READERS.get(parts.scheme)
    if reader is None:
        raise MailboxError(f"{parts.scheme}:// is no kind of mailbox.")
    for number, message in enumerate(reader(parts), start=1):
        yield message
        if number >= AT_ONCE:
            return


def _maildir(parts: SplitResult) -> Iterator[Unread]:
    folder = Path(unquote(parts.path))
    if not (folder / "new").is_dir():
        raise MailboxError(f"{folder} is no maildir.")
    for path in sorted((folder / "new").iterdir()) + sorted((folder / "cur").iterdir()):
        name, _, flags = path.name.partition(":2,")
        if "S" not in flags and path.is_file():
            seen = folder / "cur" / f"{name}:2,{''.join(sorted(flags + 'S'))}"
            yield Unread(path.read_bytes(), partial(path.rename, seen))


def _mbox(parts: SplitResult) -> Iterator[Unread]:
    path = Path(unquote(parts.path))
    if not path.is_file():
        raise MailboxError(f"{path} is no file.")
    box = mailbox.mbox(path, create=False)
    try:
        box.lock()
        for key in box.keys():  # noqa: SIM118 - iterating a mailbox parses every message
            if "R" not in box.get_message(key).get_flags():
                yield Unread(box.get_bytes(key), partial(_mark_read, box, key))
    finally:
        box.flush()
        box.close()


def _mark_read(box: mailbox.mbox, key: str) -> None:
    message = box.get_message(key)
    message.add_flag("RO")
    box[key] = message


def _imap(parts: SplitResult) -> Iterator[Unread]:
    with _said_as_ours():
        server = _connected(parts)
    try:
        with _said_as_ours():
            _enter(server, parts)
            yield from _unseen(server, unquote(parts.path.strip("/")) or "INBOX")
    finally:
        with suppress(OSError):
            server.shutdown()


@contextmanager
def _said_as_ours() -> Iterator[None]:
    """What the library says of a server or a lost line is a mailbox that cannot be read."""
    try:
        yield
    except imaplib.IMAP4.error as error:
        said = error.args[0] if error.args else error
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        raise MailboxError(text) from error


def _connected(parts: SplitResult) -> imaplib.IMAP4:
    host, port = parts.hostname or "localhost", parts.port
    if parts.scheme == "imaps":
        return imaplib.IMAP4_SSL(
            host, port or _TLS_PORT, ssl_context=_trust(parts), timeout=TIMEOUT_SECONDS
        )
    return imaplib.IMAP4(host, port or _PORT, timeout=TIMEOUT_SECONDS)


def _enter(server: imaplib.IMAP4, parts: SplitResult) -> None:
    if parts.scheme == "imap+starttls":
        server.starttls(_trust(parts))
    server.login(unquote(parts.username or ""), unquote(parts.password or ""))


def _trust(parts: SplitResult) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=parse_qs(parts.query).get("ca", [None])[0])


def _unseen(server: imaplib.IMAP4, folder: str) -> Iterator[Unread]:
    answer, _ = server.select(f'"{folder}"')
    if answer != "OK":
        raise MailboxError(f"The folder {folder} cannot be opened.")
    _, found = server.uid("SEARCH", "UNSEEN")
    for uid in (found[0] or b"").decode().split():
        _, fetched = server.uid("FETCH", uid, "(BODY.PEEK[])")
        data = next((part[1] for part in fetched if isinstance(part, tuple)), None)
        if data is not None:
            yield Unread(data, partial(_mark_seen, server, uid))


def _mark_seen(server: imaplib.IMAP4, uid: str) -> None:
    with _said_as_ours():
        server.uid("STORE", uid, "+FLAGS", r"(\Seen)")


_READERS: dict[str, Callable[[SplitResult], Iterator[Unread]]] = {
    "maildir": _maildir,
    "mbox": _mbox,
    "imaps": _imap,
    "imap+starttls": _imap,
    "imap": _imap,
}
