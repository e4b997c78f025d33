"""What live.js tells of colleagues' changes in a real browser, under the product's own policy."""

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask, Response, jsonify
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from tests.browser import chromium
from tests.webapp.core.test_script import ARGUMENTS, POLICY, STATIC

__all__ = ["chromium"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Page</title>
<script src="/static/live.js" defer></script></head><body><main>
<div role="status" data-live="/changed" data-live-every="100"><div hidden><p data-live-text></p>
<a data-live-show href="#main">Show the changes</a></div></div>
<label>Reply <textarea></textarea></label></main></body></html>"""


class Site:
    """A page that asks, and what it is answered."""

    def __init__(self) -> None:
        self.text: str | None = ""
        """None where the server is in trouble."""
        self.app = Flask(__name__, static_folder=str(STATIC), static_url_path="/static")
        self.app.add_url_rule("/", "page", self.page)
        self.app.add_url_rule("/changed", "changed", self.changed)

    def page(self) -> Response:
        """The page, under the product's policy."""
        return Response(PAGE, headers={"Content-Security-Policy": POLICY}, mimetype="text/html")

    def changed(self) -> Response:
        """What there is to tell."""
        return Response(status=500) if self.text is None else jsonify(text=self.text)


@pytest.fixture
def site() -> Iterator[tuple[Site, str]]:
    made = Site()
    server = make_server("127.0.0.1", 0, made.app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield made, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    opened.close()
    assert faults == []


def test_a_change_is_told_and_nothing_that_is_typed_is_touched(
    page: Page, site: tuple[Site, str]
) -> None:
    page.goto(f"{site[1]}/?status=left")
    page.get_by_label("Reply").fill("half a reply")
    notice = page.get_by_role("status")
    expect(notice.locator("div")).to_be_hidden()
    site[0].text = "Anders has changed point 3."
    expect(notice).to_contain_text("Anders has changed point 3.", timeout=20_000)
    expect(page.get_by_label("Reply")).to_be_focused()
    expect(page.get_by_label("Reply")).to_have_value("half a reply")
    page.get_by_role("link", name="Show the changes").click()
    expect(page).to_have_url(f"{site[1]}/?status=left")


def test_a_server_in_trouble_is_asked_again(page: Page, site: tuple[Site, str]) -> None:
    site[0].text = None
    with page.expect_response("**/changed", timeout=20_000) as answer:
        page.goto(f"{site[1]}/")
    assert answer.value.status == 500
    site[0].text = "Anders has changed point 3."
    expect(page.get_by_role("status")).to_contain_text("point 3", timeout=20_000)
