"""Someone without an invitation, where very much is asked for: a browser calculates by itself."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.stack import Stack

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.usefixtures("real_messages"),
]

MUCH = 5
"""The links an hour to one address, after which the browser has to calculate."""


def ask(page: Page, address: str) -> None:
    page.goto("/sign-in/link")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send the link", exact=True).click()


def until_it_is_much(page: Page, address: str) -> None:
    for _ in range(MUCH):
        ask(page, address)
        page.wait_for_url("**/sign-in/code?*")
    ask(page, address)
    expect(page.get_by_text("Unusually many links have been asked for")).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_have_value(address)


def test_the_browser_calculates_and_nobody_has_to_do_anything(stack: Stack, visit: Visit):
    page = visit()
    until_it_is_much(page, "siv@svar.example")
    expect(page.get_by_role("status").filter(has_text="calculation is done")).to_be_visible()
    page.get_by_role("button", name="Send the link", exact=True).click()
    page.wait_for_url("**/sign-in/code?*")
    expect(page.get_by_text("We have sent you an e-mail")).to_be_visible()


def test_who_presses_at_once_is_sent_on_when_it_is_done(stack: Stack, visit: Visit):
    page = visit()
    until_it_is_much(page, "kim@svar.example")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Send the link", exact=True).press("Enter")
    page.wait_for_url("**/sign-in/code?*")
    expect(page.get_by_text("We have sent you an e-mail")).to_be_visible()


def test_without_javascript_the_link_comes_later(stack: Stack, visit: Visit):
    page = visit(java_script_enabled=False)
    until_it_is_much(page, "alva@svar.example")
    page.get_by_role("button", name="Let it come in ten minutes").click()
    expect(page.get_by_text("The e-mail leaves in ten minutes")).to_be_visible()


def test_it_was_not_me(stack: Stack, visit: Visit):
    page = visit()
    ask(page, "olof@svar.example")
    found = re.search(r"https?://\S+/not-me/\S+", stack.letter("olof@svar.example").text)
    assert found
    page.goto(found.group())
    expect(page.get_by_role("heading", level=1)).to_have_text("Was this not you?")
    page.get_by_role("button", name="It was not me: stop this").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is stopped")
