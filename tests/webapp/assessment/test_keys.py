"""The keys on the page of a point, in a real browser: they act, they can be turned off."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCRIPT = (Path(__file__).parents[3] / "webapp" / "static" / "triage.js").read_text("utf-8")
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Point</title></head><body>
<a data-key="k" href="/before">Previous</a> <a data-key="j" href="/after">Next</a>
<details id="keys" hidden><summary>Keys</summary>
<label><input type="checkbox" id="use-keys" checked>Use these keys</label></details>
<article class="y-point"><form method="get" action="/saved">
<label><input type="radio" name="decision" value="one">One</label>
<label><input type="radio" name="decision" value="two">Two</label>
<label>Reply <textarea name="reply"></textarea></label>
<button name="do" value="standard" type="submit">Put in</button>
<button type="submit">Save</button></form></article>
<script src="/triage.js"></script></body></html>"""


@pytest.fixture
def page(page: Page) -> Page:
    page.route("**/*", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.route(
        "**/triage.js",
        lambda route: route.fulfill(body=SCRIPT, content_type="text/javascript"),
    )
    page.goto("http://keys.example/point")
    return page


def test_keys_lead_on_decide_and_save(page):
    page.keyboard.press("j")
    page.wait_for_url("**/after")  # Until it is loaded: its keys are its script's.
    page.keyboard.press("k")
    page.wait_for_url("**/before")
    page.keyboard.press("2")
    expect(page.get_by_label("Two")).to_be_checked()
    page.keyboard.press("r")
    page.keyboard.type("jks?2")
    expect(page.get_by_label("Reply")).to_have_value("jks?2")
    page.get_by_label("Two").focus()
    page.keyboard.press("s")
    expect(page).to_have_url("http://keys.example/saved?decision=two&reply=jks%3F2")


def test_help_opens_by_a_key_and_the_keys_can_be_turned_off(page):
    page.keyboard.press("?")
    expect(page.get_by_label("Use these keys")).to_be_visible()
    page.get_by_label("Use these keys").uncheck()
    page.keyboard.press("j")
    expect(page).to_have_url("http://keys.example/point")
    page.reload()
    page.keyboard.press("j")
    expect(page).to_have_url("http://keys.example/point")


def test_browsers_own_shortcuts_are_left_alone(page):
    page.keyboard.press("Control+j")
    page.keyboard.press("Alt+k")
    expect(page).to_have_url("http://keys.example/point")
