"""Answering at 400 % of a window of 1280 by 1024 pixels: nothing is lost, nothing scrolls aside."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys import respondent
from tests.journeys.conftest import Demo, Visit
from tests.journeys.reader import Reader
from tests.journeys.stack import Stack
from tests.journeys.windows import NARROW, SCROLLS, picture

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.usefixtures("real_messages"),
]

ZOOMED: ViewportSize = {"width": 320, "height": 256}
PAGES = (
    "answer", "read", "statement", "questions", "review", "in-word", "attachments", "team",
    "team/sections", "notes", "approval", "past", "with-comments", "decision-behind",
)  # fmt: skip
MOST_BEFORE_THE_TEXT = 400
"""Pixels from where the steps are folded to the first words: a heading of some lines between."""
CUT = """() => [...document.querySelectorAll("body *")].filter(each => {
  const style = getComputedStyle(each);
  if (!each.checkVisibility() || each.closest(".ds-sr-only, .y-skip") || each.tagName === "SELECT")
    return false;
  const hides = ["hidden", "clip"].includes(style.overflowX);
  return hides && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1;
}).map(each => each.outerHTML.slice(0, 120))"""
"""What holds words that cannot be seen and cannot be scrolled to."""
COVERED = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 10), 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  return !(top && (it.contains(top) || top.contains(it) || top.closest("label")));
}"""
"""Whether what has the focus is behind something else, or out of sight."""


@pytest.fixture
def zoomed(stack: Stack, demo: Demo, visit: Visit) -> Reader:
    """A body that has come in, in a small window."""
    body = Reader(visit("sv-SE", viewport=ZOOMED, reduced_motion="reduce"), "sv")
    body.open(demo.body())
    assert not body.page.evaluate(SCROLLS)
    body.press("Read and answer")
    body.reads_heading("Your answer")
    return body


@pytest.mark.parametrize("size", [ZOOMED, NARROW], ids=["400 percent", "360 pixels"])
def test_no_page_loses_anything(zoomed: Reader, size: ViewportSize):
    faults: list[str] = []
    zoomed.page.set_viewport_size(size)
    home = zoomed.page.url.removesuffix("/answer")
    for name in PAGES:
        zoomed.open(f"{home}/{name}")
        faults += _faults(zoomed.page, f"{name.replace('/', '.')}.{size['width']}")
    zoomed.open(f"{home}/read")
    respondent.to_section(zoomed.page, 2)
    zoomed.page.locator(".y-doc__tools a").first.click()
    expect(zoomed.page.locator("#new blockquote")).to_be_visible()
    faults += _faults(zoomed.page, f"section.{size['width']}")
    assert not faults, "\n".join(["", *faults])


def test_one_answers_all_the_way(stack: Stack, demo: Demo, zoomed: Reader):
    respondent.comment(zoomed, "Även på en liten skärm.", section=2)
    respondent.propose(zoomed, "Rakare.", "Vi gör detta först.", section=5)
    respondent.state(zoomed, "We endorse the proposal in part", "Bra i stort.")
    zoomed.reads_heading("Questions")
    zoomed.page.locator("main textarea").first.fill("Ja.")
    zoomed.press("Save and continue")
    zoomed.press("Submit the answer")
    zoomed.reads_heading("Receipt for your answer")
    assert _faults(zoomed.page, "receipt.320") == []


def _faults(page: Page, where: str) -> list[str]:
    """What is lost on a page of which the window shows a little at a time."""
    picture(page, f"zoomed.{where}")
    found = [f"{where}: scrolls sideways"] if page.evaluate(SCROLLS) else []
    found += [f"{where}: cut off {each}" for each in page.evaluate(CUT)]
    return found + [f"{where}: behind something: {each}" for each in _covered(page)]


def _covered(page: Page, presses: int = 40) -> Iterator[str]:
    """What the Tab key leads to that cannot be seen once it has the focus."""
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0) }")
    for _ in range(presses):
        page.keyboard.press("Tab")
        if page.evaluate(COVERED):
            yield page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


def test_the_text_comes_before_what_stands_beside_it(zoomed: Reader):
    home = zoomed.page.url.removesuffix("/answer")
    zoomed.open(f"{home}/read")
    respondent.to_section(zoomed.page, 2)
    text = zoomed.page.locator("[data-passage-text]").first
    folded = zoomed.page.locator(".y-beside > summary")
    expect(folded).to_have_text(re.compile("Steg 1 av 4"))
    expect(zoomed.page.locator(".y-steps")).to_be_hidden()
    place, summary = text.bounding_box(), folded.bounding_box()
    assert place
    assert summary
    assert place["y"] - summary["y"] < MOST_BEFORE_THE_TEXT
    folded.press("Enter")
    expect(zoomed.page.locator(".y-steps")).to_be_visible()
    zoomed.page.set_viewport_size({"width": 1280, "height": 900})
    expect(folded).to_be_hidden()
    expect(zoomed.page.locator(".y-steps")).to_be_visible()
