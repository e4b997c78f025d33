"""Marking words to mask by selecting them, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCRIPT = (Path(__file__).parents[3] / "webapp" / "static" / "masking.js").read_text("utf-8")
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Check</title></head><body>
<section data-maskable data-text-mask="Mask" data-text-masked="Masked:">
<p id="one">My son
 is ill, and so is she.</p><p id="two">Nothing here.</p></section>
<form><label><input type="radio" name="state" value="open" checked>Open</label>
<label><input type="radio" name="state" value="masked">Masked</label>
<label>Words <textarea name="words">kept</textarea></label></form>
<script src="/masking.js"></script></body></html>"""
SELECT = """([start, end]) => {
  const words = document.querySelector("#one").firstChild;
  getSelection().setBaseAndExtent(words, start, words, end);
}"""


@pytest.fixture
def page(page: Page) -> Page:
    page.route("**/*", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.route(
        "**/masking.js",
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
