"""The time and memory that each format of a report takes: `python -m tests.bench.formats ROUND …`.

The outline, which all formats share, is made once. Then each format that is named, or every one, is
written in a process forked for it, so that the peak of memory is that format's.
"""

import json
import os
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from typing import TypeVar

from sqlalchemy import select

from tests.bench.memory import Together, peak_mebibytes, watched
from webapp.accounts.models import User
from webapp.assessment import queries as assessment
from webapp.core.database import db, session
from webapp.factory import create_app
from webapp.reports import service
from webapp.reports.audience import Audience, usual
from webapp.reports.models import Edition, Format
from webapp.reports.parts import EVERY
from webapp.reports.service import Said
from webapp.rounds.models import Round

Made = TypeVar("Made")


def measured(round_id: uuid.UUID, formats: list[Format]) -> dict[str, dict[str, float]]:
    """Make the report on the round in each of the formats, and keep nothing of it.

    Of the parts that are usual for a round of that size; PDF also of every part.

    Seconds, with `processor` those of processor time; for a format the file's size in bytes; the
    peak of memory in MiB. They are those of the process and of all that it starts.
    """
    officer = session.scalars(select(User)).one()
    points = assessment.overall(assessment.progress(round_id)).total
    edition = Edition(
        id=uuid.uuid4(),
        round_id=round_id,
        number=1,
        language="sv",
        parts=list(usual(Audience.PUBLIC, points)),
        texts={},
        made_by=officer.id,
    )
    taken, said = _timed(lambda: service.read(edition, authority="Region Exempel"))
    found = {"outline": taken.told() | {"mebibytes": peak_mebibytes()}}
    session.rollback()
    db.engine.dispose()  # Those that are forked must not speak through the same connection.
    for format_ in formats:
        found[format_.value] = _apart(partial(_format, said, format_, round_id))
    if Format.PDF in formats:
        whole = replace(said, report=replace(said.report, parts=EVERY))
        found["pdf, every point twice"] = _apart(partial(_format, whole, Format.PDF, round_id))
    return found


def _apart(work: Callable[[], dict[str, float]]) -> dict[str, float]:
    """What the work finds in a process forked for it."""
    here, there = get_context("fork").Pipe(duplex=False)
    process = get_context("fork").Process(target=lambda: there.send(work()))
    process.start()
    there.close()
    try:
        found: dict[str, float] = here.recv()
    finally:
        process.join()
    return found


def _format(said: Said, format_: Format, round_id: uuid.UUID) -> dict[str, float]:
    with _together(format_) as together:
        taken, size = _timed(lambda: _written(said, format_, round_id))
    return taken.told() | {
        "bytes": size,
        "mebibytes": max(peak_mebibytes(), together.mebibytes),
    }


@contextmanager
def _together(format_: Format) -> Iterator[Together]:
    """What is in memory at once, where there is more than this process: looking takes time, too."""
    if format_ is not Format.PDF:
        yield Together()
        return
    with watched() as together:
        yield together


def _written(said: Said, format_: Format, round_id: uuid.UUID) -> int:
    if format_ is Format.COMMENTED:
        round_ = session.get_one(Round, round_id)
        return len(service.write_commented(round_, said))
    with service.written(said.report, format_) as file:
        return file.seek(0, os.SEEK_END)


@dataclass(frozen=True, slots=True)
class _Taken:
    seconds: float
    processor: float

    def told(self) -> dict[str, float]:
        """Both by name."""
        return {"seconds": self.seconds, "processor": self.processor}


def _timed(work: Callable[[], Made]) -> tuple[_Taken, Made]:
    began, worked = time.perf_counter(), _processor()
    made = work()
    return _Taken(time.perf_counter() - began, _processor() - worked), made


def _processor() -> float:
    """The seconds of processor time of this process, and of those below it that have ended."""
    return sum(os.times()[:4])


def main() -> None:
    """Make the report on the round that the arguments name, in these formats; print JSON."""
    round_id, *names = sys.argv[1:]
    formats = [Format(name) for name in names] or [
        each for each in service.SHARES if each is not Format.CHAPTERS
    ]
    with create_app().app_context():
        found = measured(uuid.UUID(round_id), formats)
    print(json.dumps(found))  # noqa: T201 - what the program is for


if __name__ == "__main__":
    main()
