"""The time and memory that each format of a report takes: `python -m tests.bench.formats ROUND`.

Each format is compiled in a process forked for it, so that the peak of memory is that format's.
"""

import json
import multiprocessing
import os
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select

from tests.bench.memory import peak_mebibytes, watched
from webapp.accounts.models import User
from webapp.core.database import session
from webapp.factory import create_app
from webapp.reports import service
from webapp.reports.models import Edition, Format
from webapp.reports.service import Said
from webapp.rounds.models import Round

Made = TypeVar("Made")


def compiled(format_: Format, round_id: uuid.UUID) -> dict[str, float]:
    """As `measured`, within an application of its own."""
    with create_app().app_context():
        return measured(format_, round_id)


def measured(format_: Format, round_id: uuid.UUID) -> dict[str, float]:
    """Compile the report on the round in one format, and keep nothing of it.

    Seconds for the outline, which all formats share, and for writing the file; with `_processor`
    those of processor time. The file's size in bytes, the peak of memory in MiB. Time and memory
    are those of the process and of all that it starts.
    """
    officer = session.scalars(select(User)).one()
    edition = Edition(
        id=uuid.uuid4(),
        round_id=round_id,
        number=1,
        language="sv",
        parts=[],
        texts={},
        made_by=officer.id,
    )
    outline, said = _timed(lambda: service.read(edition, authority="Region Exempel"))
    with watched() as together:
        write, size = _timed(lambda: _written(said, format_, round_id))
    return {
        "outline": outline.seconds,
        "outline_processor": outline.processor,
        "write": write.seconds,
        "write_processor": write.processor,
        "bytes": size,
        "mebibytes": max(peak_mebibytes(), together.mebibytes),
    }


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


def _timed(work: Callable[[], Made]) -> tuple[_Taken, Made]:
    began, worked = time.perf_counter(), _processor()
    made = work()
    return _Taken(time.perf_counter() - began, _processor() - worked), made


def _processor() -> float:
    """The seconds of processor time of this process, and of those below it that have ended."""
    return sum(os.times()[:4])


def main() -> None:
    """Compile the report on the round that the argument names in every format; print JSON."""
    round_id = uuid.UUID(sys.argv[1])
    with multiprocessing.get_context("fork").Pool(1, maxtasksperchild=1) as processes:
        found = {each.value: processes.apply(compiled, (each, round_id)) for each in service.SHARES}
    print(json.dumps(found))  # noqa: T201 - what the program is for


if __name__ == "__main__":
    main()
