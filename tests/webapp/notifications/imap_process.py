"""A real IMAP server as a process of its own, on maildirs that outlive it."""

import subprocess
import sys
import time
from dataclasses import dataclass, field
from mailbox import Maildir
from pathlib import Path
from socket import create_connection, socket
from types import TracebackType
from typing import Self

from pysasl.hashing import BuiltinHash

USER, PASSWORD = "yttra", "hemligt"
_START = "import sys; from pymap.main import main; sys.exit(main())"


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class ImapServer:
    """Serves one person's mailbox under `folder`; ends with the block that it is opened in."""

    folder: Path
    certificate: Path | None = None
    """A file with its certificate and key, where it offers TLS."""
    port: int = field(default_factory=_free_port)

    def __post_init__(self) -> None:
        """Make the person known."""
        self.folder.mkdir(exist_ok=True)
        hashed = BuiltinHash(rounds=10).hash(PASSWORD)
        (self.folder / "pymap-etc-passwd").write_text(f"{USER}:x::::{USER}:\n")
        (self.folder / "pymap-etc-shadow").write_text(f"{USER}:{hashed}:::::::\n")
        self.box = Maildir(self.folder / USER)

    def url(self, rest: str = "INBOX", *, scheme: str = "imap", password: str = PASSWORD) -> str:
        """What a setting names the mailbox as."""
        return f"{scheme}://{USER}:{password}@localhost:{self.port}/{rest}"

    def __enter__(self) -> Self:
        """Start it, and wait until it answers."""
        pem = str(self.certificate)
        tls = ["--cert", pem, "--key", pem] if self.certificate else ["--no-tls"]
        options = ["--host", "127.0.0.1", "--port", str(self.port), *tls]
        self.process = subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-c", _START, *options, "maildir", str(self.folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _try in range(400):
            try:
                create_connection(("127.0.0.1", self.port)).close()
            except ConnectionRefusedError:
                assert self.process.poll() is None, "the IMAP server does not start"
                time.sleep(0.05)
            else:
                return self
        raise AssertionError("the IMAP server does not answer")

    def kill(self) -> None:
        """End it without a word."""
        self.process.kill()
        self.process.wait()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it where it runs still."""
        self.kill()
