"""Two officers write on one point at the same time, one of them without JavaScript."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Demo, Visit, sign_in
from tests.journeys.people import DEMO_CASE, DEMO_OFFICER
from tests.journeys.reader import Reader
from tests.journeys.windows import NARROW, SCROLLS, WIDE, picture

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.usefixtures("real_messages"),
]


@pytest.fixture
def hanna(demo: Demo, visit: Visit) -> Reader:
    """The demo's officer at a point of the round that is open; reads Swedish."""
    reader = Reader(visit("sv-SE"), "sv")
    sign_in(reader.page, DEMO_OFFICER)
    case = reader.page.locator("main tr", has_text=DEMO_CASE)
    case.locator("li", has_text=reader.word("Open")).get_by_role("link").click()
    reader.open(f"{reader.page.url}/points")
    reader.page.locator("#lines tbody a[href*='/points/']").last.click()
    return reader


@pytest.fixture
def sara(hanna: Reader, visit: Visit) -> Reader:
    """A colleague at the same point, in English and without JavaScript."""
    reader = Reader(visit("en-GB", java_script_enabled=False), "en")
    sign_in(reader.page)
    reader.open(hanna.page.url)
    return reader


def decision(officer: Reader, value: str, reply: str) -> None:
    officer.page.locator(f"input[name=decision][value={value}]").check()
    officer.field("Reply with reasons").fill(reply)


def pairs(page: Page) -> Locator:
    return page.locator(".y-diff-pair")


def looked_at(officer: Reader, name: str) -> None:
    """A picture wide and narrow, and nothing to scroll sideways for."""
    for size in (NARROW, WIDE):
        officer.page.set_viewport_size(size)
        # A caret that is hidden for the picture would be a style that the policy stops.
        picture(officer.page, f"{name}.{officer.language}.{size['width']}", caret="initial")
        assert not officer.page.evaluate(SCROLLS)


def test_both_are_told_and_neither_loses_a_word(hanna: Reader, sara: Reader):
    decision(hanna, "noted", "Målen mäts redan. Vi återkommer.")
    hanna.press("Save the decision")
    hanna.sees("Sparat.")

    decision(sara, "accommodated", "The text is changed.")
    sara.press("Save the decision")
    sara.sees("Hanna Lindgren saved something else")
    expect(pairs(sara.page)).to_have_count(2)
    expect(pairs(sara.page).first).to_contain_text("Noted")
    looked_at(sara, "two-officers.clash")
    decision(sara, "partly", "Målen mäts redan. Vi återkommer. The text is changed.")
    sara.press("Save the decision")
    sara.sees("is saved")

    hanna.field("Reply with reasons").fill("Målen mäts redan varje år. Vi återkommer.")
    hanna.press("Save the decision")
    hanna.sees("Sara Strateg sparade något annat")
    looked_at(hanna, "two-officers.clash")
    decision(hanna, "partly", "Målen mäts redan varje år. Vi återkommer. The text is changed.")
    hanna.press("Save the decision")
    hanna.sees("Sparat.")


def test_changes_in_different_places_are_put_together(hanna: Reader, sara: Reader):
    decision(hanna, "noted", "Målen mäts. Vi återkommer.")
    hanna.press("Save the decision")
    hanna.sees("Sparat.")
    sara.open(hanna.page.url)
    decision(sara, "noted", "Målen mäts varje år. Vi återkommer.")
    sara.press("Save the decision")
    sara.sees("is saved")
    hanna.field("Reply with reasons").fill("Målen mäts. Vi återkommer i höst.")
    hanna.press("Save the decision")
    hanna.sees("Sara Strateg ändrade det här medan du skrev")
    expect(hanna.field("Reply with reasons")).to_have_value(
        "Målen mäts varje år. Vi återkommer i höst."
    )
    looked_at(hanna, "two-officers.together")
