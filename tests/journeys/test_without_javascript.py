"""Answering without JavaScript, and with the keyboard alone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import respondent
from tests.journeys.conftest import Demo, Visit
from tests.journeys.reader import Reader
from tests.journeys.stack import Stack

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.usefixtures("real_messages"),
]

REMARK = "Insatserna behöver en ordning: vad görs först?"
FARTHEST = 400
"""More presses of Tab than any page of ours should need."""


def test_a_body_answers_without_javascript(stack: Stack, demo: Demo, visit: Visit):
    body = Reader(visit("sv-SE", java_script_enabled=False), "sv")
    body.open(demo.body())
    body.press("Read and answer")
    body.reads_heading("Your answer")
    respondent.comment(body, REMARK, section=2)
    respondent.propose(body, "Skriv rakare.", "Vi gör detta först.", section=5)
    respondent.state(body, "We endorse the proposal in part", "Bra i stort.")
    body.reads_heading("Questions")
    body.page.locator("main textarea").first.fill("Ja.")
    body.press("Save and continue")
    for text in (REMARK, "Vi gör detta först.", "Bra i stort.", "Ja."):
        body.sees(text)
    body.press("Submit the answer")
    body.reads_heading("Receipt for your answer")
    # Without JavaScript the page says how to see whether the copy is ready.
    copy = body.page.locator("#copy")
    assert "/copy.pdf" in copy.inner_html() or copy.get_by_role("link").count()


def test_faults_are_said_and_words_kept_without_javascript(stack: Stack, demo: Demo, visit: Visit):
    body = Reader(visit("sv-SE", java_script_enabled=False), "sv")
    body.open(demo.body())
    body.press("Read and answer")
    body.reads_heading("Your answer")
    body.page.goto(f"{body.page.url.removesuffix('/answer')}/read")
    respondent.to_section(body.page, 0)
    body.fill("Proposed new wording", "")
    body.press("Save the comment")
    expect(body.page.locator("[data-error-summary]")).to_be_visible()
    body.fill("Your comment", "x" * 20_001)
    body.press("Save the comment")
    expect(body.page.locator("[data-error-summary]")).to_contain_text("20001")
    assert len(body.field("Your comment").input_value()) == 20_001


def test_a_body_reads_and_comments_with_the_keyboard_alone(stack: Stack, demo: Demo, visit: Visit):
    page = visit("sv-SE")
    body = Reader(page, "sv")
    page.goto(demo.body())
    _reach(page, body.button("Read and answer"))
    page.keyboard.press("Enter")
    body.reads_heading("Your answer")
    page.keyboard.press("Tab")
    expect(page.locator(".y-skip")).to_be_focused()
    page.keyboard.press("Enter")
    _reach(page, page.locator("main").get_by_role("link", name=body.word("Read and comment")).first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/read")
    _reach(page, page.locator(".y-doc__section .y-doc__tools a").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sections/*")
    _reach(page, body.field("Your comment"))
    page.keyboard.type(REMARK)
    _reach(page, body.field("How much does it matter?"))
    page.keyboard.press("ArrowDown")
    _reach(page, body.button("Save the comment"))
    page.keyboard.press("Enter")
    own = page.locator("#section-comments .y-comment")
    expect(own).to_contain_text(REMARK)
    assert page.evaluate("document.activeElement !== document.body"), "the focus is lost"


def _reach(page: Page, wanted: Locator) -> None:
    """Press Tab until `wanted` has the focus, which must be visible where it is."""
    handle = wanted.element_handle()
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        if page.evaluate("element => document.activeElement === element", handle):
            style = "element => getComputedStyle(element).outlineStyle"
            assert page.evaluate(style, handle) != "none", "the focus cannot be seen"
            return
    raise AssertionError(f"Tab does not lead to {wanted}")
