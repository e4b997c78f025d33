"""A file is sent over a line that breaks, from a page that dies, by someone who is signed out."""

import random
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Demo, Visit
from tests.journeys.reader import Reader
from tests.webapp.responses.letters import as_pdf

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.usefixtures("real_messages"),
]

PATIENCE_MS = 90_000


def enter(page: Page, link: str) -> str:
    """Come by the link; gives the address of the page for files."""
    body = Reader(page, "sv")
    body.open(link)
    body.press("Read and answer")
    page.wait_for_url("**/answer")
    return re.sub(r"/answer$", "/attachments", page.url)


def sends(page: Page, address: str, path: Path) -> None:
    """Choose the file and press the button."""
    page.goto(address)
    page.set_input_files("input[type=file]", path)
    page.get_by_label("Vad är det").fill("Karta till avsnitt 3")
    page.get_by_role("button", name="Bifoga filen").click()


def state(page: Page, wanted: str) -> None:
    """Wait until the page says that the file is in this state."""
    panel = page.locator("[data-upload-panel]")
    expect(panel).to_have_attribute("data-state", wanted, timeout=PATIENCE_MS)


def poor(chance: random.Random) -> Callable[[Route], None]:
    """A line on which pieces are lost, and answers to them, two times of five."""

    def carry(route: Route) -> None:
        if route.request.method == "DELETE" or chance.random() < 0.6:
            route.continue_()
        elif chance.random() < 0.5:
            route.abort("connectionreset")
        else:
            route.fetch()
            route.abort("connectionaborted")

    return carry


def after(pieces: int) -> Callable[[Route], None]:
    """A line that is dead once so many pieces have come through."""
    left = iter(range(pieces))

    def carry(route: Route) -> None:
        if next(left, None) is None:
            route.abort("connectionreset")
        else:
            route.continue_()

    return carry


def test_a_file_comes_through_whole_whatever_breaks(demo: Demo, visit: Visit, tmp_path: Path):
    chance = random.Random(11)  # noqa: S311 - a test
    path = tmp_path / "karta.pdf"
    path.write_bytes(as_pdf("Karta") + b"\n%" + chance.randbytes(4_000_000))
    first = visit("sv-SE", loses_network=True)
    link = demo.body()
    address = enter(first, link)

    first.route("**/uploads/*", after(3))
    sends(first, address, path)
    state(first, "broken")
    panel = first.locator("[data-upload-panel]")
    expect(panel.get_by_role("progressbar", name="karta.pdf")).to_be_visible()
    expect(panel).to_contain_text("Inget av det som kommit fram går förlorat.")
    expect(first.locator("[data-upload-said]")).to_contain_text("Förbindelsen är bruten")
    context = first.context
    first.close()

    page = context.new_page()
    page.route("**/uploads/*", after(0))
    sends(page, address, path)
    expect(page.locator("[data-upload-said]")).to_contain_text("Det fortsätter där det avbröts")
    state(page, "broken")
    page.unroute("**/uploads/*")
    context.clear_cookies()
    state(page, "signedOut")
    expect(page.get_by_role("link", name="Logga in i en ny flik")).to_be_visible()
    page.route("**/uploads/*", poor(chance))
    again = context.new_page()
    enter(again, link)
    again.close()
    attached = page.get_by_role("main").get_by_role("link", name="karta.pdf", exact=True)
    expect(attached).to_be_visible(timeout=PATIENCE_MS * 2)
    expect(page.get_by_role("main")).to_contain_text("Karta till avsnitt 3")
    with page.expect_download() as waiting:
        attached.click()
    kept = Path(waiting.value.path()).read_bytes()
    assert sha256(kept).hexdigest() == sha256(path.read_bytes()).hexdigest()


def test_whoever_cancels_is_back_at_the_form(demo: Demo, visit: Visit, tmp_path: Path):
    path = tmp_path / "bilaga.pdf"
    path.write_bytes(as_pdf("Bilaga") + b"\n%" + bytes(1_500_000))
    page = visit("sv-SE", loses_network=True)
    address = enter(page, demo.body())
    page.route("**/uploads/*", after(1))
    sends(page, address, path)
    state(page, "broken")
    page.unroute("**/uploads/*")
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        page.get_by_role("button", name="Avbryt sändningen").click()
    expect(page.locator("[data-upload-panel]")).to_be_hidden()
    expect(page.locator("input[type=file]")).to_be_focused()
    expect(page.locator("[data-upload-said]")).to_have_text("Sändningen är avbruten.")
    page.get_by_role("button", name="Bifoga filen").click()
    expect(
        page.get_by_role("main").get_by_role("link", name="bilaga.pdf", exact=True)
    ).to_be_visible()
