"""The bench runs through: not how fast anything is, which no test can say."""

import subprocess
import sys

import pytest

from tests.bench.place import ROOT
from tests.bench.table import BUDGETS, Row, table, verdicts
from webapp.reports.service import COMPILERS


@pytest.mark.slow
@pytest.mark.timeout(900)  # Far more than it takes; so it is among the first to begin.
def test_the_smallest_bench_measures_everything():
    command = [sys.executable, "-m", "tests.bench", "--tiny"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert done.returncode == 0, done.stderr
    measured = {line.split("|")[1].strip() for line in done.stdout.splitlines() if "|" in line}
    assert measured >= {*BUDGETS, *(f"report as {each.value}" for each in COMPILERS)}


def test_a_budget_is_judged_for_the_size_that_it_is_for():
    small = Row("report as xlsx", comments=1_000, p50=9_000)
    large = Row("report as xlsx", comments=10_000, p50=1_199)
    slow = Row("report as xlsx", comments=10_000, p50=1_201)
    assert "< 1.2 s" not in dict(verdicts(small))
    assert verdicts(large)[0] == ("< 1.2 s", True)
    assert verdicts(slow)[0] == ("< 1.2 s", False)


def test_the_table_says_what_was_not_met_and_how_the_second_size_compares():
    rows = [
        Row("report as docx", comments=1_000, p50=1_000, processor=500, mebibytes=200),
        Row("report as docx", comments=10_000, p50=12_000, processor=5_500, mebibytes=200),
    ]
    _, _, first, second = table(rows).splitlines()
    assert "NOT MET" not in first
    assert "11.00" in second
    assert "< 6 s: NOT MET" in second
