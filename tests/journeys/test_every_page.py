"""Every page there is, in both languages, wide and narrow: looked at, and checked for faults."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FloatRect, Page

from tests.journeys.conftest import Demo, Visit, sign_in
from tests.journeys.officer import read_list
from tests.journeys.people import ADMINISTRATOR, DEMO_OFFICER
from tests.journeys.reader import Reader, foreign_lines
from tests.journeys.stack import Stack
from tests.journeys.windows import NARROW, SCREENSHOTS, SCROLLS, WIDE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.usefixtures("real_messages"),
]

TALLEST = 5000
CHOOSING = "home.set_language"
"""The page that changes the language of those after it."""

ANSWERS = {"errors.404": 404, "responses.landing.draft": 410, "responses.landing.reported": 410}
"""What is answered with something else than success, on purpose."""


@pytest.fixture(scope="module")
def _list(stack: Stack, demo: Demo, browser: Browser, tmp_path_factory: Any) -> None:
    """A list on its way into the register, with lines that have to be corrected."""
    context = browser.new_context(base_url=stack.url, locale="en-GB")
    reader = Reader(context.new_page(), "en")
    reader.open("/language/en")
    sign_in(reader.page, DEMO_OFFICER)
    read_list(reader, tmp_path_factory.mktemp("list"))
    context.close()


@pytest.mark.usefixtures("_list")
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_page_is_sound(language: str, visit: Visit, stack: Stack):
    told = json.loads(stack.run("tests.journeys.sights"))
    faults: list[str] = []
    for who in ("public", "staff", "administrator", *told["enter"]):
        page = visit(language, viewport=WIDE, reduced_motion="reduce")
        page.goto(f"/language/{language}")
        _come_in(page, who, told["enter"])
        seen = [each for each in told["sights"] if each["who"] == who]
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            for sight in seen:
                look = _file_faults if sight["is_file"] else _page_faults
                faults += look(page, sight, f"{sight['name']}.{language}.{size['width']}")
        page.context.close()
    assert not faults, "\n".join(["", *faults])
    assert stack.faults() == []


def _come_in(page: Page, who: str, links: dict[str, str]) -> None:
    if who == "staff":
        sign_in(page, DEMO_OFFICER)
    elif who == "administrator":
        sign_in(page, ADMINISTRATOR)
    elif who in links:
        page.goto(links[who])
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/rounds/**")


def _file_faults(page: Page, sight: dict[str, Any], where: str) -> Iterator[str]:
    answer = page.request.get(sight["path"])
    is_words = answer.headers["content-type"].startswith("text/plain")
    if not answer.ok or not (answer.body() or is_words):
        yield f"{where}: status {answer.status}"


def _page_faults(page: Page, sight: dict[str, Any], where: str) -> Iterator[str]:
    """What is wrong with one page at the width of the browser, a sentence each."""
    answer = page.goto(sight["path"])
    width, language = page.evaluate("[innerWidth, document.documentElement.lang]")
    page.screenshot(path=SCREENSHOTS / f"{where}.png", full_page=True, clip=_beginning(width, page))
    if answer is None or answer.status != ANSWERS.get(sight["name"], 200):
        yield f"{where}: status {answer and answer.status} of {sight['path']}"
    if page.locator("h1").count() != 1:
        yield f"{where}: {page.locator('h1').count()} h1"
    if page.evaluate(SCROLLS):
        yield f"{where}: scrolls sideways"
    if width == WIDE["width"]:
        for found in Axe().run(page).response["violations"]:
            yield f"{where}: axe {found['id']} {[node['target'] for node in found['nodes'][:3]]}"
        marked = page.locator(f"main [lang]:not([lang|={language}])").all_inner_texts()
        said = {line.strip() for text in marked for line in text.splitlines()}
        for line in foreign_lines(page.locator("body").inner_text(), language):
            if line not in said:  # An e-mail that is shown is marked with its own language.
                yield f"{where}: not in {language}: {line}"
    wanted = where.split(".")[-2]
    if language != wanted:
        if sight["name"] != CHOOSING:
            yield f"{where}: all of it is in {language}"
        page.goto(f"/language/{wanted}")


def _beginning(width: int, page: Page) -> FloatRect:
    """As much of the page as anyone would look at in a picture."""
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    return {"x": 0, "y": 0, "width": width, "height": height}
