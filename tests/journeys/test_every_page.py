"""Every page there is, in both languages, wide and narrow: looked at, and checked for faults."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FloatRect, Page, Response

from tests.journeys.conftest import Demo, Visit, sign_in
from tests.journeys.officer import read_list
from tests.journeys.people import ADMINISTRATOR, DEMO_OFFICER
from tests.journeys.reader import Reader, foreign_lines
from tests.journeys.stack import Stack
from tests.journeys.windows import NARROW, SCROLLS, WIDE, picture, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.usefixtures("real_messages"),
]

TALLEST = 5000
OF_ITS_OWN = {"home.set_language", "reports.results_to_post"}
"""The page that changes the language of those after it, and the letter in that of its reader."""

LOOKERS = ("public", "staff", "administrator", "writing", "answered", "private")
"""Who looks at something."""
LAID_OUT_ONCE = "details[data-fold-narrow], [data-editors]"
"""What a script lays out for the width of the window when the page is fetched, and not later."""

CONTRAST_IN = "sv"
"""Where contrast is looked at, which takes long: the other language has the same colours."""

ANSWERS = {
    "errors.404": 404, "responses.landing.draft": 410, "responses.landing.reported": 410,
    "responses.open_checked": 422,
}  # fmt: skip
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


@pytest.fixture(scope="module", params=["sv", "en"])
def told(
    request: pytest.FixtureRequest, stack: Stack, _list: None
) -> tuple[str, list[dict[str, Any]], dict[str, str]]:
    """A language, everything there is to look at, and the links by which participants come in.

    Asked for in each language, since the private person's link opens once.
    """
    said = json.loads(stack.run("tests.journeys.sights"))
    return request.param, said["sights"], said["enter"]


@pytest.mark.parametrize("who", LOOKERS)
def test_every_page_is_sound(who: str, told: Any, visit: Visit, stack: Stack):
    language, sights, links = told
    faults: list[str] = []
    page = visit(language, viewport=WIDE, reduced_motion="reduce")
    page.goto(f"/language/{language}")
    _come_in(page, who, links)
    for sight in (each for each in sights if each["who"] == who):
        look = _file_faults if sight["is_file"] else _page_faults
        faults += look(page, sight, language)
    assert not faults, "\n".join(["", *faults])
    assert stack.faults() == []


def test_nobody_is_left_out(told: Any):
    _, sights, links = told
    assert {each["who"] for each in sights} | links.keys() <= set(LOOKERS)


@pytest.mark.parametrize("contrast", [True, False])
def test_axe_finds_what_it_is_asked_for(page: Page, contrast: bool):
    page.set_content("<main><h1 style='color: #ddd'>Pale</h1><input></main>")
    found = {each["id"] for each in violations(page, contrast=contrast)}
    assert "label" in found
    assert ("color-contrast" in found) is contrast


def _come_in(page: Page, who: str, links: dict[str, str]) -> None:
    if who == "staff":
        sign_in(page, DEMO_OFFICER)
    elif who == "administrator":
        sign_in(page, ADMINISTRATOR)
    elif who in links:
        page.goto(links[who])
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/rounds/**")


def _file_faults(page: Page, sight: dict[str, Any], language: str) -> Iterator[str]:
    answer = page.request.get(sight["path"])
    is_words = answer.headers["content-type"].startswith("text/plain")
    if not answer.ok or not (answer.body() or is_words):
        yield f"{sight['name']}.{language}: status {answer.status}"


def _page_faults(page: Page, sight: dict[str, Any], wanted: str) -> Iterator[str]:
    """What is wrong with one page, wide and narrow, a sentence each."""
    where = f"{sight['name']}.{wanted}"
    answer = page.goto(sight["path"])
    if sight["sent"]:
        answer = _sent(page, sight["sent"])
    if answer is None or answer.status != ANSWERS.get(sight["name"], 200):
        yield f"{where}: status {answer and answer.status} of {sight['path']}"
    language = page.evaluate("document.documentElement.lang")
    yield from _faults_of_content(page, where, language, contrast=wanted == CONTRAST_IN)
    yield from _faults_of_layout(page, f"{where}.wide")
    page.set_viewport_size(NARROW)
    if page.locator(LAID_OUT_ONCE).count():
        page.reload()
    yield from _faults_of_layout(page, f"{where}.narrow")
    page.set_viewport_size(WIDE)
    if language != wanted:
        if sight["name"] not in OF_ITS_OWN:
            yield f"{where}: all of it is in {language}"
        page.goto(f"/language/{wanted}")


def _sent(page: Page, address: str) -> Response | None:
    """What answers the form with that address where all in it is ticked."""
    form = page.locator(f"main form[action='{address}']")
    for box in form.get_by_role("checkbox").all():
        box.check()
    with page.expect_navigation() as waiting:
        form.locator("button[type=submit]").click()
    return waiting.value


def _faults_of_content(page: Page, where: str, language: str, *, contrast: bool) -> Iterator[str]:
    for found in violations(page, contrast=contrast):
        yield f"{where}: axe {found['id']} {[node['target'] for node in found['nodes'][:3]]}"
    marked = page.locator(f"main [lang]:not([lang|={language}])").all_inner_texts()
    said = {line.strip() for text in marked for line in text.splitlines()}
    for line in foreign_lines(page.locator("body").inner_text(), language):
        if line not in said:  # An e-mail that is shown is marked with its own language.
            yield f"{where}: not in {language}: {line}"


def _faults_of_layout(page: Page, where: str) -> Iterator[str]:
    picture(page, where, clip=_beginning(page))
    if page.locator("h1").count() != 1:
        yield f"{where}: {page.locator('h1').count()} h1"
    if page.evaluate(SCROLLS):
        yield f"{where}: scrolls sideways"


def _beginning(page: Page) -> FloatRect:
    """As much of the page as anyone would look at in a picture."""
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    return {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
