"""The bench's one table: what was measured, against what it may cost."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.bench import weighing

FULL = 10_000
"""The number of comments that most budgets are for."""

TEN_TIMES = 10 * FULL
"""The number of comments that the formats which are written piece by piece are tried with."""

LONG = 300
"""The number of sections that the budgets of drafting are for: 60,000 words, 150 pages."""


WRITERS = 50
"""The number of people who write at the same time that the budget of saving is for."""

MANY = 5_000
"""The number of invited bodies that the budgets of following a round are for."""


REMARKS = 200
"""The number of comments in a Word file that the budget of reading it is for."""


TEXTS = 100_000
"""The number of texts of 600 characters that the budget of finding those that are alike is for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured with so many comments, or for drafting so many sections.

    What was not measured is None.
    """

    what: str
    comments: int
    p50: float
    """Milliseconds, as are the two below. For a report's format, the one time that it took."""
    p95: float | None = None
    p99: float | None = None
    per_second: float | None = None
    processor: float | None = None
    """Milliseconds of processor time: the web workers' for each request, or the compiling's."""
    statements: tuple[int, int] | None = None
    mebibytes: float | None = None
    kibibytes: float | None = None
    cold: float | None = None
    """Milliseconds of the first time in a new process, which counts in nothing else."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What a row may cost at most, in words and as a test of the row."""

    words: str
    holds: Callable[[Row], bool]
    comments: int | None = FULL
    """For which number of comments it is; None: for any."""


BUDGETS = {
    "reading page": (
        Budget("≥ 400/s", lambda row: (row.per_second or 0) >= 400, None),
        Budget("≤ 5 SQL", lambda row: (row.statements or (99, 99))[0] <= 5, None),
    ),
    "posting a comment": (Budget("≥ 150/s", lambda row: (row.per_second or 0) >= 150, None),),
    "autosave": (Budget("p95 < 40 ms", lambda row: (row.p95 or 99) < 40, WRITERS),),
    "staff: responses": (Budget("p95 < 60 ms", lambda row: (row.p95 or 99) < 60),),
    "staff: points of a section": (Budget("p95 < 60 ms", lambda row: (row.p95 or 99) < 60),),
    "staff: all points": (Budget("p95 < 80 ms", lambda row: (row.p95 or 99) < 80, None),),
    "staff: points found by words": (
        Budget("p95 < 80 ms", lambda row: (row.p95 or 99) < 80, None),
    ),
    "staff: the round": (Budget("p95 < 60 ms", lambda row: (row.p95 or 99) < 60),),
    **{
        f"weighing: {each}": (Budget("p95 < 80 ms", lambda row: (row.p95 or 999) < 80, None),)
        for each in weighing.WORKBENCH
    },
    **{
        f"weighing: {each}": (Budget("p95 < 250 ms", lambda row: (row.p95 or 999) < 250, None),)
        for each in weighing.BESIDE
    },
    "reading: made anew": (Budget("≤ 120 ms", lambda row: row.p50 <= 120, LONG),),
    "reading: kept": (Budget("≥ 300/s", lambda row: row.p50 <= 1_000 / 300, LONG),),
    "drafting: open the document": (Budget("< 200 ms", lambda row: row.p50 < 200, LONG),),
    "drafting: open a section": (Budget("< 200 ms", lambda row: row.p50 < 200, LONG),),
    "drafting: save a section": (Budget("< 100 ms", lambda row: row.p50 < 100, LONG),),
    "drafting: import from Word": (Budget("< 15 s", lambda row: row.p50 < 15_000, LONG),),
    "drafting: compare versions": (Budget("< 3 s", lambda row: row.p50 < 3_000, LONG),),
    "answering: import from Word": (Budget("< 5 s", lambda row: row.p50 < 5_000, REMARKS),),
    **{
        f"package: {each}": (Budget("< 300 MiB", lambda row: (row.mebibytes or 999) < 300, None),)
        for each in ("copies as they are kept", "for the archive", "each copy made anew")
    },
    "following: the round": (
        Budget("< 250 ms", lambda row: row.p50 < 250, MANY),
        Budget("≤ 12 SQL", lambda row: (row.statements or (99, 99))[1] <= 12, None),
    ),
    "following: a filtered list": (Budget("< 250 ms", lambda row: row.p50 < 250, MANY),),
    "following: those with trouble": (Budget("< 250 ms", lambda row: row.p50 < 250, MANY),),
    "following: one body": (Budget("< 100 ms", lambda row: row.p50 < 100, MANY),),
    "following: the spreadsheet": (Budget("< 5 s", lambda row: row.p50 < 5_000, MANY),),
    "opening a round": (Budget("< 1 s", lambda row: row.p50 < 1_000, None),),
    "sending e-mails": (Budget("≥ 300/s", lambda row: (row.per_second or 0) >= 300, None),),
    "alike: the search": (
        Budget("< 3 min", lambda row: row.p50 < 180_000, TEXTS),
        Budget("< 1 GiB", lambda row: (row.mebibytes or 9_999) < 1_024, TEXTS),
    ),
    "alike: the groups": (Budget("p95 < 250 ms", lambda row: (row.p95 or 999) < 250, TEXTS),),
    "alike: a group": (Budget("p95 < 250 ms", lambda row: (row.p95 or 999) < 250, TEXTS),),
    **{
        f"report as {each}": (Budget("< 300 MiB", lambda row: (row.mebibytes or 999) < 300, None),)
        for each in ("html", "csv", "json")
    },
    "report: outline": (Budget("< 300 MiB", lambda row: (row.mebibytes or 999) < 300, None),),
    "report as xlsx": (
        Budget("< 1.2 s", lambda row: row.p50 < 1_200),
        Budget("< 12 s", lambda row: row.p50 < 12_000, TEN_TIMES),
        Budget("< 300 MiB", lambda row: (row.mebibytes or 999) < 300, None),
    ),
    "report as docx": (
        Budget("< 6 s", lambda row: row.p50 < 6_000),
        Budget("< 60 s", lambda row: row.p50 < 60_000, TEN_TIMES),
        Budget("< 300 MiB", lambda row: (row.mebibytes or 999) < 300, None),
    ),
    "report as pdf": (
        Budget("< 15 s", lambda row: row.p50 < 15_000),
        Budget("< 1 GiB", lambda row: (row.mebibytes or 9_999) < 1_024),
    ),
}

COLUMNS = (
    "what", "N", "req/s", "first ms", "p50 ms", "p95 ms", "p99 ms", "CPU ms", "x first N",
    "SQL first/then", "peak MiB", "KiB", "budget",
)  # fmt: skip


def table(rows: Sequence[Row]) -> str:
    """The rows as a table that is good to read as text and as Markdown."""
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row.what, row)
    lines = [COLUMNS, *(_cells(row, first[row.what]) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    drawn = [_line(line, widths) for line in lines]
    rule = "|".join("-" * (width + 2) for width in widths)
    return "\n".join([drawn[0], f"|{rule}|", *drawn[1:]])


def verdicts(row: Row) -> list[tuple[str, bool]]:
    """The budgets that are for this row, each with whether it was met."""
    meant = [each for each in BUDGETS.get(row.what, ()) if each.comments in {None, row.comments}]
    return [(each.words, each.holds(row)) for each in meant]


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of the values do not exceed; 0 where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)] if ordered else 0.0


def yardstick() -> tuple[float, float]:
    """The seconds that a fixed piece of work takes now, by the clock and of the processor.

    The first is more than the second where others use the processors; the second rises where
    they share their insides with a neighbour, which no program on the machine can see.
    """
    began, worked = time.perf_counter(), time.process_time()
    sum(number for number in range(1_000_000))
    return time.perf_counter() - began, time.process_time() - worked


def _cells(row: Row, first: Row) -> tuple[str, ...]:
    ratio = "" if row is first else f"{_cost(row) / _cost(first):.2f}"
    told = [f"{words}: {'met' if met else 'NOT MET'}" for words, met in verdicts(row)]
    return (
        row.what,
        f"{row.comments:,}",
        _number(row.per_second, 0),
        _number(row.cold, 0),
        _number(row.p50, 1),
        _number(row.p95, 1),
        _number(row.p99, 1),
        _number(row.processor, 1),
        ratio,
        "/".join(map(str, row.statements)) if row.statements else "",
        _number(row.mebibytes, 0),
        _number(row.kibibytes, 0),
        ", ".join(told),
    )


def _cost(row: Row) -> float:
    """What two rows are compared by: processor time, which a busy machine changes least."""
    return row.processor or row.p50


def _number(value: float | None, decimals: int) -> str:
    return "" if value is None else f"{value:,.{decimals}f}"


def _line(cells: Sequence[Any], widths: Sequence[int]) -> str:
    words = [
        cell.ljust(width) if place in {0, len(cells) - 1} else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(words)} |"
