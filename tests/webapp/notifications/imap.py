"""An IMAP server of a few lines, which knows what the reading of a mailbox asks for."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread


@contextmanager
def imap_server(messages: Sequence[bytes]) -> Iterator[tuple[str, set[int]]]:
    """Serve `messages`, numbered from 1; yields the URL, and the set of those marked as seen."""
    seen: set[int] = set()

    class Talk(StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"* OK here\r\n")
            while line := self.rfile.readline().decode().strip():
                tag, _, command = line.partition(" ")
                for answer in answers(command.upper()):
                    self.wfile.write(answer + b"\r\n")
                self.wfile.write(f"{tag} OK done\r\n".encode())

    def answers(command: str) -> Iterator[bytes]:
        if command.startswith("CAPABILITY"):
            yield b"* CAPABILITY IMAP4rev1"
        elif command.startswith("SELECT"):
            yield f"* {len(messages)} EXISTS".encode()
        elif command.startswith("UID SEARCH UNSEEN"):
            unseen = [str(n) for n in range(1, len(messages) + 1) if n not in seen]
            yield f"* SEARCH {' '.join(unseen)}".encode()
        elif found := re.match(r"UID FETCH (\d+)", command):
            data = messages[int(found.group(1)) - 1]
            head = f"* {found.group(1)} FETCH (UID {found.group(1)} BODY[] {{{len(data)}}}\r\n"
            yield head.encode() + data + b")"
        elif found := re.match(r"UID STORE (\d+) \+FLAGS", command):
            seen.add(int(found.group(1)))

    with ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"imap://someone:secret@127.0.0.1:{server.server_address[1]}/INBOX", seen
        finally:
            server.shutdown()
            thread.join()
