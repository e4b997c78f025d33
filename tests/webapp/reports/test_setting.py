"""The parts of a PDF set in several processes: the same bytes, and none outlives its use."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import billiard
import psutil
import pytest
import typst

from tests.webapp.reports import examples
from tests.webapp.reports.examples import Size
from webapp.reports.compilers import pdf, setting

ROOT = Path(__file__).parents[3]
MOMENT = datetime(2027, 1, 1, tzinfo=UTC)
PAPER = '#import "/components/paper.typ": *\n#show: paged.with(title: "x")\n'
SOURCES = [f'{PAPER}#par("stycke {number}")\n' for number in range(5)]
ENDLESS = f"{PAPER}#for number in range(10000000) {{ let x = calc.sqrt(number) }}"
"""Takes far longer than any test waits."""

pytestmark = pytest.mark.timeout(120)


@pytest.fixture(scope="module")
def cut():
    """A report that is set in several parts."""
    return examples.report("en", Size(bodies=60, points=500))


def setters(process=None):
    """The processes that set parts for this one, or for another."""
    kin = psutil.Process(process).children(recursive=True)
    return [each for each in kin if setting.__name__ in each.cmdline()]


def test_the_bytes_are_the_same_however_many_set_them(cut, english):
    told = []

    def note(done, chapter=""):
        told.append((done, chapter, len(setters())))

    several = pdf.compile_report(cut, wording=english, progress=note, processes=2)
    assert pdf.compile_report(cut, wording=english, processes=1) == several
    assert max(number for _done, _chapter, number in told) == 2
    assert [done for done, *_rest in told] == sorted(done for done, *_rest in told)
    assert len({chapter for _done, chapter, _number in told if chapter}) > 1
    assert setters() == []


def test_files_come_in_the_order_of_their_sources():
    found = list(setting.pdfs(SOURCES, MOMENT, 3))
    assert found == [setting._pdf(source, MOMENT) for source in SOURCES]


def test_sources_are_asked_for_as_they_are_needed():
    asked = []

    def coming():
        for number, source in enumerate(SOURCES * 4):
            asked.append(number)
            yield source

    with closing(setting.pdfs(coming(), MOMENT, 2)) as files:
        next(files)
        assert len(asked) <= setting.AHEAD * 2 + 1
        assert len(list(files)) == len(SOURCES) * 4 - 1


def test_what_one_part_cannot_draw_says_nothing_of_the_next():
    odd = [f'{PAPER}#par("{text}")\n' for text in ("中 e\u0331", "e\u0331", "a")]
    assert list(setting.pdfs(odd, MOMENT, 1)) == list(setting.pdfs(odd[::-1], MOMENT, 2))[::-1]


def test_one_that_is_broken_off_leaves_no_process(cut, english):
    class CancelledError(Exception):
        pass

    def cancel(done, _chapter=""):
        if done:
            assert setters()
            raise CancelledError

    with pytest.raises(CancelledError):
        pdf.compile_report(cut, wording=english, progress=cancel, processes=2)
    assert setters() == []


def test_a_fault_in_a_source_is_told():
    with pytest.raises(typst.TypstError, match="unknown variable"):
        list(setting.pdfs([*SOURCES, "#nothing"], MOMENT, 2))
    assert setters() == []


def test_a_process_that_dies_is_told_as_a_lack_of_memory():
    with closing(setting.pdfs([SOURCES[0], *[ENDLESS] * 2], MOMENT, 2)) as files:
        next(files)
        for each in setters():
            each.kill()
        with pytest.raises(MemoryError):
            next(files)


def test_a_worker_that_is_killed_leaves_no_process():
    program = (
        "from datetime import datetime\n"
        "from webapp.reports.compilers import setting\n"
        f"list(setting.pdfs([{SOURCES[0]!r}] * 2000, datetime.fromisoformat({str(MOMENT)!r}), 2))"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) as worker:  # noqa: S603
        while len(started := setters(worker.pid)) < 2:
            assert worker.poll() is None
        os.kill(worker.pid, signal.SIGKILL)
        _gone, alive = psutil.wait_procs(started, timeout=60)
        assert alive == []


def _set_within(queue):
    queue.put(list(setting.pdfs(SOURCES, MOMENT, 2)))


def test_it_works_within_a_worker_of_celery_which_may_have_no_children_of_its_own():
    context = billiard.get_context("fork")
    queue = context.SimpleQueue()
    worker = context.Process(target=_set_within, args=(queue,), daemon=True)
    worker.start()
    assert queue.get() == [setting._pdf(source, MOMENT) for source in SOURCES]
    worker.join()


def test_as_many_as_there_are_processors_to_use_but_never_very_many(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert setting.processors() == setting.MOST
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert setting.processors() == 1
