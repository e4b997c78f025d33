"""Asking clamd whether there is malware in a file, by its INSTREAM command (clamd(8))."""

import re
import socket
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit

from flask import current_app

CONNECTING: Final = 5.0
ANSWERING: Final = 60.0
"""Seconds that clamd may take to be reached, and to answer."""

_PORT: Final = 3310
_LONGEST_ANSWER: Final = 4096
_FOUND: Final = re.compile(r"^stream: (.+) FOUND$")
_STREAM_LIMIT: Final = "size limit exceeded"
_OTHER_LIMITS: Final = "Heuristics.Limits.Exceeded"
"""How clamd says that it looked through a part of the file alone, where it is told to say so
(`AlertExceedsMax`, clamd.conf(5))."""

BEYOND_LIMITS: Final = "beyond the limits of clamd"
"""How the reason begins for which a file waits that clamd is not set to take."""


class UnansweredError(OSError):
    """clamd could not be reached, or not look through the file; the text is what it said."""


def is_asked() -> bool:
    """Say whether this installation has files looked through."""
    return bool(current_app.config["CLAMD_URL"])


def found_in(pieces: Iterable[bytes]) -> str:
    """What clamd calls the malware in a file that comes in pieces; empty where there is none.

    Raises:
        UnansweredError: it gave no such answer, or had not looked through all of the file.
    """
    try:
        with _connection(str(current_app.config["CLAMD_URL"])) as connection:
            answer = _ask(connection, pieces)
    except OSError as error:
        raise UnansweredError(str(error)) from error
    if answer == "stream: OK":
        return ""
    found = _FOUND.match(answer)
    if _STREAM_LIMIT in answer or (found and found[1].startswith(_OTHER_LIMITS)):
        raise UnansweredError(f"{BEYOND_LIMITS}: {answer}")
    if found is None:
        raise UnansweredError(answer or "no answer")
    return found[1]


def _ask(connection: socket.socket, pieces: Iterable[bytes]) -> str:
    """Send the file in pieces, each after its length, and a length of nothing; the answer.

    Where a file is too long, clamd says so and hangs up while the rest is on its way.
    """
    try:
        connection.sendall(b"zINSTREAM\0")
        for piece in pieces:
            if piece:
                connection.sendall(struct.pack(">I", len(piece)))
                connection.sendall(piece)
        connection.sendall(struct.pack(">I", 0))
    except BrokenPipeError:
        answer = _answer(connection)
        if not answer:
            raise
        return answer
    return _answer(connection)


def _answer(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        piece = connection.recv(_LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


@contextmanager
def _connection(url: str) -> Iterator[socket.socket]:
    place = urlsplit(url)
    by_file = place.scheme == "unix"
    address = place.path if by_file else (place.hostname or "localhost", place.port or _PORT)
    with socket.socket(socket.AF_UNIX if by_file else socket.AF_INET) as connection:
        connection.settimeout(CONNECTING)
        connection.connect(address)
        connection.settimeout(ANSWERING)
        yield connection
