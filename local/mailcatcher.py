"""A real mail server for one machine: takes every message, sends none on, shows them on a page.

Run with `python -m local.mailcatcher`, or in a test with `catch`.
"""

import argparse
import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from local.mailbox import Mailbox
from local.mailpages import create_pages
from local.ports import LOOPBACK, free

_MEBIBYTE = 1024 * 1024


class _Keeper:
    """What the SMTP server does with a message."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        name = self._mailbox.keep(
            content, sender=envelope.mail_from or "", recipients=envelope.rcpt_tos
        )
        return f"250 2.0.0 Kept as {name}"


class _Quiet(WSGIRequestHandler):
    """One line a page view would drown the demo's own output."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def catch(folder: Path, *, port: int = 0, host: str = LOOPBACK) -> Iterator[str]:
    """A mail server that keeps what it gets in `folder`; yields its URL for `SMTP_URL`."""
    port = port or free()
    loop = asyncio.new_event_loop()
    controller = Controller(
        _Keeper(Mailbox(folder)),
        loop=loop,
        hostname=host,
        port=port,
        enable_SMTPUTF8=True,
        data_size_limit=64 * _MEBIBYTE,
    )
    try:
        controller.start()
        yield f"smtp://{host}:{port}"
    finally:
        # Without a server (a taken port) there is nothing that could be stopped.
        if controller.server is not None:
            controller.stop()
        loop.close()


@contextmanager
def show(folder: Path, *, port: int = 0, host: str = LOOPBACK) -> Iterator[str]:
    """The page of what is kept in `folder`; yields its address."""
    pages = create_pages(Mailbox(folder))
    server: BaseWSGIServer = make_server(host, port, pages, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def main() -> None:
    """Catch and show until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m local.mailcatcher", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(".local/mail"))
    parser.add_argument("--host", default=LOOPBACK, help="address to listen on (%(default)s)")
    parser.add_argument("--smtp-port", type=int, default=1025, help="(%(default)s)")
    parser.add_argument("--web-port", type=int, default=8025, help="(%(default)s)")
    options = parser.parse_args()
    stop = {signal.SIGINT, signal.SIGTERM}
    # Blocked before the servers' threads are born, so that the signal waits for the call below.
    signal.pthread_sigmask(signal.SIG_BLOCK, stop)
    with (
        catch(options.folder, port=options.smtp_port, host=options.host) as smtp_url,
        show(options.folder, port=options.web_port, host=options.host) as page,
    ):
        print(f"Mail to {smtp_url} is shown at {page}", flush=True)
        signal.sigwait(stop)


if __name__ == "__main__":
    main()
