"""A real mail server as a process of its own, with TLS; what it gets it keeps in a maildir."""

import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from mailbox import Maildir
from pathlib import Path
from socket import create_connection, socket
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import AuthResult, LoginPassword

ROOT = Path(__file__).parents[3]
PASSWORD = "hemligt"


def serve(scheme: str, port: int, certificate: str, folder: Path) -> None:
    """Serve until the process is ended."""
    names = folder / "names"

    def sign_in(*said: Any) -> AuthResult:
        given = said[-1]
        assert isinstance(given, LoginPassword)
        with names.open("ab") as file:
            file.write(given.login + b"\n")
        return AuthResult(success=given.password == PASSWORD.encode(), handled=False)

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    tls: dict[str, dict[str, Any]] = {
        "smtps": {"ssl_context": context, "auth_require_tls": False},
        "smtp+starttls": {"tls_context": context, "require_starttls": True},
        "smtp": {},
    }
    box = Mailbox(str(folder / "box"))
    Controller(box, hostname="127.0.0.1", port=port, authenticator=sign_in, **tls[scheme]).start()
    while True:
        time.sleep(60)


class Peer:
    """What a test sees of the mail server."""

    def __init__(self, port: int, folder: Path) -> None:
        """It keeps what it gets in `folder`."""
        self.port = port
        self._folder = folder

    @property
    def subjects(self) -> list[str]:
        """The subjects of the messages that were handed over."""
        return [message["Subject"] for message in Maildir(self._folder / "box")]

    @property
    def names(self) -> Sequence[str]:
        """Who said a password, in order."""
        path = self._folder / "names"
        return path.read_text().split() if path.exists() else []


@contextmanager
def mail_server(scheme: str, certificate: Path, folder: Path) -> Iterator[Peer]:
    """A mail server that takes `scheme` and shows the certificate; ends with the block."""
    folder.mkdir()
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    module = f"{__package__}.{Path(__file__).stem}"
    process = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-m", module, scheme, str(port), str(certificate), str(folder)],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, port)
        yield Peer(port, folder)
    finally:
        process.kill()
        process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    for _try in range(400):
        try:
            create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            assert process.poll() is None, "the mail server does not start"
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the mail server does not answer")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
