"""Setting the parts of a PDF in processes of their own, as many as there are processors to use.

They are started as programs of their own and not forked: a worker of Celery may not have children
of `multiprocessing`. Each ends by itself when whoever started it is gone, however that came about,
for then its standard input ends. It imports Typst and nothing else of the product.

`python -m webapp.reports.compilers.setting MOMENT` sets every source that it is sent.
"""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from itertools import chain, islice
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Final

import typst

from webapp.drafts.typesetting import Typesetter

ROOT: Final = Path(__file__).parents[3]
MOST: Final = 4
"""Processes at once, however many processors there are: each takes up to 200 MiB."""
AHEAD: Final = 2
"""Sources for each process that wait for it, so that none waits for the text to be written."""

_ALONE: Final = {"RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
"""Of Typst and of the C library: a process has one thread, for there is one for each processor."""


def processors() -> int:
    """How many processes are worth their memory here."""
    return min(MOST, os.cpu_count() or 1)


def pdfs(sources: Iterable[str], moment: datetime, processes: int) -> Generator[bytes, None, None]:
    """The PDF of each source, in their order. What is set does not depend on how many set it.

    The sources are asked for while the first are being set, and no more than a few at a time.

    Raises:
        typst.TypstError: a source or a template is at fault.
        MemoryError: a process has died, as they do where memory is short.
    """
    coming = iter(sources)
    first = list(islice(coming, processes))
    if len(first) < 2:  # noqa: PLR2004 - one alone needs no help
        yield from (_pdf(source, moment) for source in chain(first, coming))
        return
    with _setters(moment, len(first)) as setters:
        yield from setters.each(chain(first, coming))


def _pdf(source: str, moment: datetime) -> bytes:
    """One part, by a typesetter that knows nothing of the others: so any process sets it alike."""
    typesetter = Typesetter(moment)
    try:
        return typesetter.pdf(source)
    finally:
        typesetter.forget()


class _Setter:
    """One process that sets sources, one after another."""

    def __init__(self, moment: datetime) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this very module
            [sys.executable, "-m", __name__, moment.isoformat()],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | _ALONE,
            # What ends a worker's whole group is not to end a part that the worker waits for.
            start_new_session=True,
        )
        assert self._process.stdin is not None and self._process.stdout is not None  # noqa: S101, PT018
        self._to = Connection(os.dup(self._process.stdin.fileno()), readable=False)
        self._from = Connection(os.dup(self._process.stdout.fileno()), writable=False)
        self._process.stdin.close()
        self._process.stdout.close()

    def pdf(self, source: str) -> bytes:
        """What the process makes of the source."""
        try:
            self._to.send(source)
            made: bytes | typst.TypstError = self._from.recv()
        except (EOFError, OSError) as error:
            raise MemoryError("a process that sets parts of a PDF has died") from error
        if isinstance(made, typst.TypstError):
            raise made
        return made

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.wait()
        self._to.close()
        self._from.close()


class _Setters:
    """Several such processes, of which each takes the next source when it is free."""

    def __init__(self, setters: Iterable[_Setter], threads: ThreadPoolExecutor) -> None:
        self._free: SimpleQueue[_Setter] = SimpleQueue()
        self._threads = threads
        for each in setters:
            self._free.put(each)

    def each(self, sources: Iterable[str]) -> Iterator[bytes]:
        ahead = AHEAD * self._free.qsize()
        found: deque[Future[bytes]] = deque()
        for source in sources:
            found.append(self._threads.submit(self._pdf, source))
            if len(found) > ahead:
                yield found.popleft().result()
        while found:
            yield found.popleft().result()  # And let go of it.

    def _pdf(self, source: str) -> bytes:
        setter = self._free.get()
        try:
            return setter.pdf(source)
        finally:
            self._free.put(setter)


@contextmanager
def _setters(moment: datetime, number: int) -> Iterator[_Setters]:
    """So many processes; they are gone afterwards, also where the work is broken off."""
    with ExitStack() as stack:
        threads = ThreadPoolExecutor(number)
        stack.callback(threads.shutdown)
        running = []
        for _each in range(number):
            running.append(_Setter(moment))
            stack.callback(running[-1].stop)
        stack.callback(threads.shutdown, wait=False, cancel_futures=True)
        yield _Setters(running, threads)


def main() -> None:
    """Set what comes on standard input until it ends."""
    moment = datetime.fromisoformat(sys.argv[1])
    source, target = Connection(0, writable=False), Connection(1, readable=False)
    with suppress(EOFError, OSError):
        while True:
            said = source.recv()
            try:
                target.send(_pdf(said, moment))
            except typst.TypstError as error:
                target.send(error)


if __name__ == "__main__":
    main()
