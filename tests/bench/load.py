"""The load generator: `python -m tests.bench.load`, with what to send on its standard input.

A process of its own, so that it takes nothing from what it measures but the machine's time. It
sends to the loopback address alone, and stops at the count or the time that it was given.
"""

import asyncio
import json
import sys
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from local.ports import LOOPBACK

LONGEST_SECONDS = 30


@dataclass
class Measured:
    """The seconds that each request took, and how each was answered."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What of an answer matters here."""

    status: int
    size: int
    stays_open: bool


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> Answer:
    """Send one request and read its answer to the end."""
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head[9:12])
    size = 0
    if b"\r\ncontent-length:" in head:
        size = int(head.partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0])
        await reader.readexactly(size)
    elif b"\r\ntransfer-encoding: chunked" in head:
        size = await _chunks(reader)
    return Answer(status, size, b"\r\nconnection: close" not in head)


async def _chunks(reader: asyncio.StreamReader) -> int:
    whole = 0
    while size := int(await reader.readuntil(b"\r\n"), 16):
        await reader.readexactly(size + 2)
        whole += size
    await reader.readexactly(2)
    return whole


def raw(request: dict[str, Any], *, host: str) -> bytes:
    """The bytes of one request, with a new form key."""
    body = str(request["body"]).replace("{key}", str(uuid.uuid4())).encode()
    headers = {"Host": host, **request["headers"]}
    if body:
        headers["Content-Length"] = str(len(body))
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = f"{request['method']} {request['path']} HTTP/1.1\r\n{lines}\r\n"
    return head.encode() + body


class Run:
    """So many clients at once, each with a connection that stays open."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self._port, self._host = int(plan["port"]), f"{LOOPBACK}:{plan['port']}"
        self._clients = plan["clients"]
        self._left = int(plan["requests"])
        self._end = time.perf_counter() + min(float(plan["seconds"]), LONGEST_SECONDS)
        self.measured = Measured()

    async def everything(self) -> float:
        """Let every client work until the end; the seconds that it took."""
        began = time.perf_counter()
        await asyncio.gather(*(self._client(requests) for requests in self._clients))
        return time.perf_counter() - began

    async def _client(self, requests: list[dict[str, Any]]) -> None:
        reader, writer = await self._connect()
        turn = 0
        while self._left > 0 and time.perf_counter() < self._end:
            self._left -= 1
            message = raw(requests[turn % len(requests)], host=self._host)
            turn += 1
            began = time.perf_counter()
            answer = await ask(reader, writer, message)
            self._note(answer, time.perf_counter() - began)
            if not answer.stays_open:
                writer.close()
                reader, writer = await self._connect()
        writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection(LOOPBACK, self._port, limit=2**22)

    def _note(self, answer: Answer, seconds: float) -> None:
        self.measured.seconds.append(seconds)
        self.measured.statuses[answer.status] += 1
        self.measured.bytes += answer.size


def main() -> None:
    """Do what standard input says, and print what was measured, both as JSON."""
    plan = json.load(sys.stdin)
    # First as much as lets every thread of the server have done it once, which is not measured.
    asyncio.run(Run(plan | {"requests": plan["warming"]}).everything())
    run = Run(plan)
    seconds = asyncio.run(run.everything())
    measured = run.measured
    print(  # noqa: T201 - it is what the program is for
        json.dumps(
            {
                "seconds": seconds,
                "each": measured.seconds,
                "statuses": measured.statuses,
                "bytes": measured.bytes,
            }
        )
    )


if __name__ == "__main__":
    main()
