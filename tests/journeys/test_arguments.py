"""What several say is summed up once: from the list of points to one argument, two, and one."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Demo, Visit, sign_in
from tests.journeys.people import DEMO_CASE, DEMO_OFFICER
from tests.journeys.reader import Reader

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.usefixtures("real_messages"),
]

VIEW, OTHER = "rådgivningen ska gå att nå på en dag", "noderna är för få"


@pytest.fixture
def hanna(demo: Demo, visit: Visit) -> Reader:
    """The demo's officer at the list of points of the round that is open."""
    reader = Reader(visit("sv-SE"), "sv")
    sign_in(reader.page, DEMO_OFFICER)
    case = reader.page.locator("main tr", has_text=DEMO_CASE)
    case.locator("li", has_text=reader.word("Open")).get_by_role("link").click()
    reader.open(f"{reader.page.url}/points")
    return reader


def sum_up(hanna: Reader) -> str:
    """Tick two points and sum them up; returns the address of the argument."""
    for number in range(2):
        hanna.page.locator("input[name=points]").nth(number).check()
    hanna.page.locator("summary", has_text=hanna.word("Sum them up in an argument")).click()
    hanna.press("Sum up in a new argument")
    hanna.reads_heading("New argument")
    hanna.fill("What they say, in Swedish", VIEW)
    hanna.press("Save the argument")
    expect(hanna.page.locator("h1")).to_have_text(re.compile(r"Argument A\d+"))
    return hanna.page.url


def test_points_are_summed_up_parted_and_merged_again(hanna: Reader):
    one = sum_up(hanna)
    hanna.sees(f"anser att {VIEW}.")
    expect(hanna.page.locator("#lines tbody tr")).to_have_count(2)
    hanna.page.locator("input[name=points]").first.check()
    hanna.press("Make another argument of the ticked points")
    hanna.fill("What they say, in Swedish", OTHER)
    hanna.press("Save the argument")
    hanna.sees(f"anser att {OTHER}.")
    expect(hanna.page.locator("#lines tbody tr")).to_have_count(1)
    hanna.follow("Merge with another")
    hanna.page.locator("select[name=argument]").select_option(one.rpartition("/")[2])
    hanna.press("Merge the arguments")
    hanna.page.wait_for_url(one)
    expect(hanna.page.locator("#lines tbody tr")).to_have_count(2)
