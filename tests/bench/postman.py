"""A mail server to send to: `python -m tests.bench.postman --log FILE`, on the loopback alone.

It prints its port, keeps nothing but a line for each message that it took, and ends when its
standard input does or its time is over. It can be made to fail, to fall silent and to hang up at
random, and to send reports and automatic answers into a maildir, as many mail servers together do.
"""

import argparse
import asyncio
import random
import re
import sys
import time
import uuid
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen
from typing import TextIO

from local.ports import LOOPBACK
from tests.webapp.notifications import arrivals

LONGEST_SECONDS = 600
RETURNED, AWAY = 3, 1
"""Of each hundred bodies, how many have no such mailbox, and how many are away."""
_NUMBER = re.compile(r"(\d+)@")
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Taken:
    """One message that the server answered for: when, to whom, and which."""

    at: float
    recipient: str
    message_id: str


class Hangup(Exception):  # noqa: N818 - it is no error: it is what was asked for
    """The server hangs up, without a word or after a silence."""


@dataclass
class Postman:
    """The server. `faults` is the share of commands that go wrong, in one of four ways."""

    log: TextIO
    faults: float
    silence: float
    maildir: Path | None
    chance: random.Random

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        with suppress(Hangup, ConnectionError, asyncio.IncompleteReadError):
            writer.write(b"220 postman\r\n")
            await self._commands(reader, writer)
        writer.close()

    async def _commands(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sender = recipient = ""
        while line := (await reader.readline()).decode("ascii", "replace").strip():
            word = line[:4].upper()
            if word in {"MAIL", "RCPT", "DATA"} and (refusal := await self._fault()):
                writer.write(refusal)
                continue
            if word == "MAIL":
                sender = line.partition("<")[2].partition(">")[0]
            elif word == "RCPT":
                recipient = line.partition("<")[2].partition(">")[0]
            elif word == "DATA":
                writer.write(b"354 go on\r\n")
                writer.write(await self._message(reader, sender, recipient))
                continue
            elif word == "QUIT":
                return
            writer.write(b"250 fine\r\n")

    async def _message(self, reader: asyncio.StreamReader, sender: str, recipient: str) -> bytes:
        message = await reader.readuntil(b"\r\n.\r\n")
        # What goes wrong here does so before the message is taken: no answer, no message.
        if refusal := await self._fault():
            return refusal
        found = _MESSAGE_ID.search(message)
        name = found.group(1).decode() if found else "-"
        self.log.write(f"{time.time():.4f} {recipient} {name}\n")
        self.log.flush()
        self._answer(sender, recipient)
        return b"250 taken\r\n"

    async def _fault(self) -> bytes:
        """Nothing, as a rule; else an answer that refuses for now, a silence, or a hang-up."""
        if self.chance.random() >= self.faults:
            return b""
        what = self.chance.choice(("refuse", "hang up", "close", "fall silent"))
        if what == "refuse":
            return b"451 4.3.0 not now\r\n"
        if what == "close":
            return b"421 4.3.2 closing\r\n"
        if what == "fall silent":
            await asyncio.sleep(self.silence)
        raise Hangup

    def _answer(self, sender: str, recipient: str) -> None:
        """What the mailbox of the recipient says to it, if anything."""
        found = _NUMBER.search(recipient)
        if self.maildir is None or found is None or not recipient.startswith("body"):
            return
        number = int(found.group(1)) % 100
        if number < RETURNED:
            self._put(arrivals.dsn(sender))
        elif number < RETURNED + AWAY:
            self._put(arrivals.away(sender))

    def _put(self, message: bytes) -> None:
        if self.maildir is not None:
            name = uuid.uuid4().hex
            (self.maildir / "tmp" / name).write_bytes(message)
            (self.maildir / "tmp" / name).rename(self.maildir / "new" / name)


@contextmanager
def postman(log: Path, *arguments: str):
    """The server in a process of its own, for as long as the block takes; yields its port."""
    command = [sys.executable, "-m", "tests.bench.postman", "--log", str(log), *arguments]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as process:  # noqa: S603 - our own
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline())
        finally:
            process.kill()


def taken(log: Path) -> list[Taken]:
    """What the server has taken so far."""
    lines = log.read_text().splitlines() if log.exists() else []
    parts = (line.split() for line in lines)
    return [Taken(float(each[0]), each[1], each[2]) for each in parts if len(each) == 3]


async def serve(options: argparse.Namespace) -> None:
    """Serve until standard input ends or the time is over."""
    with options.log.open("a") as log:
        chance = random.Random(options.seed)  # noqa: S311 - faults, not secrets
        man = Postman(log, options.faults, options.silence, options.maildir, chance)
        server = await asyncio.start_server(man.talk, LOOPBACK, 0, limit=2**24)
        print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 - what is asked for
        ended = asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        with suppress(TimeoutError):
            await asyncio.wait_for(ended, LONGEST_SECONDS)
        server.close()


def main() -> None:
    """Read the options, and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--faults", type=float, default=0.0)
    parser.add_argument("--silence", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--maildir", type=Path)
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
