"""Ten people of one body write in one answer at the same time, and no word is lost.

Nine speak to the server as the page's script does, one types in a browser; for all of them the
network goes away now and then. Half a minute here; `TEN_WRITERS_SECONDS=300` is five minutes.
"""

import os
import random
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, expect

from tests.bench.table import percentile
from tests.bench.visits import Visitor
from tests.bench.writers import FAULTS, Place, Writer, Written, found, shared_comment, standing
from tests.journeys.conftest import Demo, Visit
from tests.journeys.reader import Reader
from tests.journeys.stack import Stack

SECONDS = float(os.environ.get("TEN_WRITERS_SECONDS", "40"))
PAUSE = 1.0 if SECONDS < 60 else 3.0
"""Seconds between two savings of a page that is written in."""
COLLEAGUES = 8

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(int(SECONDS) + 400),
    pytest.mark.usefixtures("real_messages"),
]


def test_no_word_is_lost(stack: Stack, demo: Demo, visit: Visit):
    page = visit("sv-SE", loses_network=True)
    body = Reader(page, "sv")
    body.open(link := demo.body())
    body.press("Read and answer")
    page.wait_for_url("**/answer")
    home = re.sub(r"^https?://[^/]+|/answer$", "", page.url)
    come = people(stack, link, home)
    paths = [f"{home}/statement", f"{home}/questions", shared_comment(come[0], home)]
    writers = [Writer(host(stack), paths, each, n, FAULTS) for n, each in enumerate(come)]
    page.goto(paths[0])
    with ExitStack() as lines:
        for each in writers:
            lines.callback(each.close)
        with ThreadPoolExecutor(len(writers)) as pool:
            going = [pool.submit(each.write, SECONDS, PAUSE) for each in writers]
            typed = type_on(page, number=len(writers), seconds=SECONDS)
            done = [each.result() for each in going]
        report(done, typed)
        stands, *others = [standing(each) for each in writers]
    assert others == [stands] * len(others)
    said = found([*(each.words for each in done), {(paths[0], "statement"): typed}], stands)
    assert (said.lost, said.twice) == ([], [])
    assert [each.refused for each in done] == [[]] * len(done)
    assert sum(each.away for each in done) > 0
    places: set[Place] = {place for each in done for place in each.words}
    assert len(places) >= 4, "they write in different fields, too"


def people(stack: Stack, link: str, home: str) -> list[Visitor]:
    """The coordinator, and colleagues who were asked in by e-mail and came."""
    coordinator = Visitor(host(stack))
    coordinator.post(link)
    come = [coordinator]
    for number in range(COLLEAGUES):
        address = f"skribent{number}@tio.example"
        coordinator.post(f"{home}/team", email=address, role="writer", message="", day="")
        colleague = Visitor(host(stack))
        colleague.post(way_in(stack, address), name=f"Skribent {number}")
        come.append(colleague)
    return come


def way_in(stack: Stack, address: str) -> str:
    """The path behind the link in the letter to a colleague."""
    there = re.search(r"/colleague/\S+", stack.letter(address).text)
    assert there
    return there.group()


def host(stack: Stack) -> str:
    return stack.url.removeprefix("http://")


def type_on(page: Page, *, number: int, seconds: float) -> list[str]:
    """Type at the end of the statement in a browser whose network comes and goes."""
    chance = random.Random(number)  # noqa: S311 - the same in each run
    area = page.locator("textarea[name=statement]")
    words: list[str] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        page.context.set_offline(chance.random() < FAULTS)
        words.append(f"w{number}n{len(words)}")
        area.press("Control+End")
        area.press_sequentially(f" {words[-1]}")
        page.wait_for_timeout(chance.randint(100, 1500))
    page.context.set_offline(False)
    expect(page.locator("[data-autosave-state]")).to_have_attribute(
        "data-state", re.compile(r"^(saved|joined|both)$"), timeout=90_000
    )
    return words


def report(done: list[Written], typed: list[str]) -> None:
    """Say what was measured."""
    milliseconds = [each * 1_000 for written in done for each in written.seconds]
    words = sum(len(every) for each in done for every in each.words.values()) + len(typed)
    print(  # noqa: T201 - seen with `pytest -s`, and where the test fails
        f"{words} words in {SECONDS:.0f} s, {len(typed)} of them in the browser; "
        f"{len(milliseconds)} savings by the nine, "
        f"{sum(each.away for each in done)} times on a bad line, "
        f"p50 {percentile(milliseconds, 50):.0f} ms, p95 {percentile(milliseconds, 95):.0f} ms"
    )
