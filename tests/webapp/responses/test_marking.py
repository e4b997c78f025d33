"""Marking words to mask by selecting them, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCRIPT = (Path(__file__).parents[3] / "webapp" / "static" / "marking.js").read_text("utf-8")
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Check</title></head><body>
<section data-markable="words" data-mark-adds data-text-mark="Mask" data-text-marked="Masked:">
<p id="one" data-marked>My son
 is ill, and so is she.</p><p id="two" data-marked>Nothing here.</p></section>
<form><label><input type="radio" name="state" value="open" checked>Open</label>
<label><input type="radio" name="state" value="masked">Masked</label>
<label>Words <textarea name="words">kept</textarea></label></form>
<script src="/marking.js"></script></body></html>"""
SELECT = """([start, end]) => {
  const words = document.querySelector("#one").firstChild;
  getSelection().setBaseAndExtent(words, start, words, end);
}"""


@pytest.fixture
def page(page: Page) -> Page:
    page.route("**/*", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.route(
        "**/marking.js",
        lambda route: route.fulfill(body=SCRIPT, content_type="text/javascript"),
    )
    page.goto("http://masking.example/check")
    return page


def test_selected_words_go_to_the_field_once(page):
    for _ in range(2):
        page.evaluate(SELECT, [3, 14])
        page.get_by_role("button", name="Mask").click()
        expect(page.get_by_label("Words")).to_have_value("kept\nson is ill")
        expect(page.get_by_role("button", name="Mask")).to_be_hidden()
    expect(page.get_by_label("Masked")).to_be_checked()
    expect(page.get_by_role("status")).to_have_text("Masked: son is ill")


def test_escape_and_an_empty_selection_put_the_button_away(page):
    page.evaluate(SELECT, [3, 14])
    button = page.get_by_role("button", name="Mask")
    expect(button).to_be_visible()
    page.keyboard.press("Escape")
    expect(button).to_be_hidden()
    page.evaluate(SELECT, [3, 14])
    expect(button).to_be_visible()
    page.evaluate(SELECT, [3, 3])
    expect(button).to_be_hidden()
    expect(page.get_by_label("Words")).to_have_value("kept")


TAKING = """<!DOCTYPE html><html lang="en"><head><title>Take out</title></head><body>
<section data-markable="text" data-text-mark="Take" data-text-marked="Marked:">
<p id="one" data-marked>First of all.</p><a href="#">Use this</a>
<p id="two" data-marked>Then more.</p></section>
<form><label>Words <textarea name="text" data-text-keep="Keep">old</textarea></label></form>
<script src="/marking.js"></script></body></html>"""
ACROSS = """() => getSelection().setBaseAndExtent(
  document.querySelector("#one").firstChild, 6, document.querySelector("#two").firstChild, 4
)"""


@pytest.fixture
def taking(page: Page) -> Page:
    page.route("**/take", lambda route: route.fulfill(body=TAKING, content_type="text/html"))
    page.goto("http://masking.example/take")
    return page


def test_what_is_selected_over_paragraphs_replaces_the_field_without_what_stands_between(taking):
    taking.evaluate(ACROSS)
    taking.get_by_role("button", name="Take").click()
    field = taking.get_by_label("Words")
    expect(field).to_have_value("of all.\n\nThen")
    expect(field).to_be_focused()


def test_the_keyboard_keeps_a_part_of_the_field(taking):
    field = taking.get_by_label("Words")
    field.fill("Keep this, not that.")
    keep = taking.get_by_role("button", name="Keep")
    expect(keep).to_be_hidden()
    field.press("Home")
    for _ in range(9):
        taking.keyboard.press("Shift+ArrowRight")
    expect(keep).to_be_visible()
    taking.keyboard.press("Tab")
    taking.keyboard.press("Enter")
    expect(field).to_have_value("Keep this")
    expect(field).to_be_focused()
    expect(keep).to_be_hidden()
