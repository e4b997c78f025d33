"""A real TCP peer that speaks clamd's INSTREAM and knows one signature: that of EICAR's file."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

EICAR = b"".join((rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$", b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"))
"""The file that every scanner finds and that does nothing."""


class Peer(socketserver.ThreadingTCPServer):
    """It listens; `most` is its StreamMaxLength in bytes, and `seen` how many files it was sent."""

    allow_reuse_address = True
    daemon_threads = True
    most = 1_000_000
    seen = 0

    @property
    def url(self) -> str:
        """Where it listens, as `CLAMD_URL` says it."""
        host, port = self.server_address[:2]
        return f"tcp://{host!s}:{port}"


class _Session(socketserver.StreamRequestHandler):
    server: Peer

    def handle(self) -> None:
        """Read one file in its pieces, and answer."""
        command = self.rfile.read(len(b"zINSTREAM\0"))
        if command != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        data = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            data += self.rfile.read(length)
        self.server.seen += 1
        self.wfile.write(self._answer(data))

    def _answer(self, data: bytes) -> bytes:
        if len(data) > self.server.most:
            return b"INSTREAM size limit exceeded. ERROR\0"
        return b"stream: Eicar-Signature FOUND\0" if EICAR in data else b"stream: OK\0"


@contextmanager
def peer() -> Iterator[Peer]:
    """A peer that listens until the end."""
    with Peer(("127.0.0.1", 0), _Session) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
