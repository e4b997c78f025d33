"""The whole product, running as `make demo` runs it, with a database and a broker of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from local import demo, mailcatcher, ports
from local.announcement import answers
from local.mailbox import Letter, Mailbox
from tests.brokers import own_broker
from tests.conftest import ROOT
from tests.databases import fresh_database

Found = TypeVar("Found")

PATIENCE_SECONDS = 90
_STOP_SECONDS = 40
_FAULT = re.compile(r"Traceback|unforeseen error|\bERROR\b|\bCRITICAL\b")


@dataclass(frozen=True, slots=True)
class Stack:
    """A running product: where it is, what it sends, and how to reach what stands behind it."""

    url: str
    mailbox: Mailbox
    environ: Mapping[str, str]
    folder: Path
    parts: ExitStack
    """What is stopped when the product is."""
    programs: dict[str, subprocess.Popen[bytes]]

    def kill(self, name: str) -> None:
        """Let one of the programs die in the middle of what it does, with all its processes."""
        os.killpg(self.programs[name].pid, signal.SIGKILL)
        self.programs[name].wait()

    def start(self, name: str, command: list[str]) -> None:
        """Start one of the programs."""
        self.programs[name] = self.parts.enter_context(_program(name, command, self))

    def restart_web(self) -> None:
        """Start the web server again after it was killed, and wait until it answers."""
        self.start("web", demo.programs(_plan(self.url))["web"])
        wait_for(lambda: answers(self.url), "the web server")

    def run(self, *command: str) -> str:
        """Run a Python module to its end with the product's settings; returns what it said."""
        ended = subprocess.run(  # noqa: S603 - our own modules
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env={**os.environ, **self.environ},
            check=False,
            capture_output=True,
            text=True,
        )
        assert ended.returncode == 0, f"{command}: {ended.stderr}"
        return ended.stdout

    def letter(self, recipient: str, *, subject: str = "") -> Letter:
        """The newest e-mail to `recipient` whose subject has `subject`, once it has come."""
        return wait_for(
            lambda: next(iter(self.letters(recipient, subject=subject)), None),
            f"an e-mail to {recipient} about {subject!r}",
        )

    def letters(self, recipient: str, *, subject: str = "") -> list[Letter]:
        """Every e-mail to `recipient` whose subject has `subject`, newest first."""
        found = (
            self.mailbox.letter(heading.name)
            for heading in self.mailbox.headings(containing=subject, limit=10_000)
            if recipient in heading.recipient
        )
        return [letter for letter in found if letter is not None]

    def faults(self) -> list[str]:
        """The lines in the logs of every process that tell of something that must not happen."""
        return [
            f"{log.stem}: {line}"
            for log in sorted(self.folder.glob("*.log"))
            for line in log.read_text(errors="replace").splitlines()
            if _FAULT.search(line)
        ]


def wait_for(look: Callable[[], Found | None], what: str) -> Found:
    """What `look` finds, asked again and again until there is something.

    Raises:
        AssertionError: there was nothing in a minute and a half.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.1)
    return found


@contextmanager
def running(server_url: str, migrated: str, redis_url: str, folder: Path) -> Iterator[Stack]:
    """The product with nothing in it yet, and its logs, files and caught mail in `folder`."""
    port = ports.free()
    url = f"http://{ports.LOOPBACK}:{port}"
    with ExitStack() as parts:
        environ = {
            "DATABASE_URL": parts.enter_context(fresh_database(server_url, migrated)),
            "REDIS_URL": parts.enter_context(own_broker(redis_url)),
            "SMTP_URL": parts.enter_context(mailcatcher.catch(folder / "mail")),
            "SECRET_KEY": "a-secret-for-journeys-alone",
            "PUBLIC_URL": url,
            "STORAGE_URL": str(folder / "files"),
            "BEAT_FILE": str(folder / "beat-schedule"),
            "MAIL_PER_SECOND": "200",
            "MAIL_DOMAIN_PER_SECOND": "200",
            # A person signs in once a day; the journeys are a dozen people in a minute.
            "SIGN_IN_LIMIT": "200 per minute",
            "SUBMISSION_LIMIT": "200 per minute",
            "PROOF_AFTER_NETWORK": "0",
            "YTTRA_DEMO": "1",
            "LOG_FORMAT": "text",
            "PYTHONUNBUFFERED": "1",
        }
        stack = Stack(url, Mailbox(folder / "mail"), environ, folder, parts, {})
        for name, command in demo.programs(_plan(url)).items():
            stack.start(name, command)
        wait_for(lambda: answers(url) or _ended(stack.programs), "the web server")
        assert _ended(stack.programs) == [], stack.faults()
        yield stack
        # All at once: one after the other they take their time to stop five times over.
        for program in stack.programs.values():
            program.terminate()


def _plan(url: str) -> demo.Plan:
    return demo.Plan(port=int(url.rpartition(":")[2]), mail_web_port=0, mail_port=None, given={})


@contextmanager
def _program(name: str, command: list[str], stack: Stack) -> Iterator[subprocess.Popen[bytes]]:
    """One program in a process group of its own, stopped in the end as Ctrl-C would."""
    with (stack.folder / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - the commands stand in local/demo.py
            command,
            cwd=ROOT,
            env={**os.environ, **stack.environ},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.wait()


def _ended(programs: Mapping[str, subprocess.Popen[bytes]]) -> list[str]:
    return [name for name, process in programs.items() if process.poll() is not None]
