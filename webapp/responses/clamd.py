"""Asking clamd whether there is malware in a file, by its INSTREAM command (clamd(8))."""

import re
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit

from flask import current_app

CONNECTING: Final = 5.0
ANSWERING: Final = 60.0
"""Seconds that clamd may take to be reached, and to answer."""

_CHUNK: Final = 64 * 1024
_PORT: Final = 3310
_LONGEST_ANSWER: Final = 4096
_FOUND: Final = re.compile(r"^stream: (.+) FOUND$")


class UnansweredError(OSError):
    """clamd could not be reached, or not look through the file; the text is what it said."""


def is_asked() -> bool:
    """Say whether this installation has files looked through."""
    return bool(current_app.config["CLAMD_URL"])


def found_in(data: bytes) -> str:
    """What clamd calls the malware in `data`; empty where there is none.

    Raises:
        UnansweredError: it gave no such answer.
    """
    try:
        with _connection(str(current_app.config["CLAMD_URL"])) as connection:
            answer = _ask(connection, data)
    except OSError as error:
        raise UnansweredError(str(error)) from error
    if answer == "stream: OK":
        return ""
    found = _FOUND.match(answer)
    if found is None:
        raise UnansweredError(answer or "no answer")
    return found[1]


def _ask(connection: socket.socket, data: bytes) -> str:
    """Send the file in pieces, each after its length, and a length of nothing; the answer."""
    connection.sendall(b"zINSTREAM\0")
    for start in range(0, len(data), _CHUNK):
        piece = data[start : start + _CHUNK]
        connection.sendall(struct.pack(">I", len(piece)) + piece)
    connection.sendall(struct.pack(">I", 0))
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
