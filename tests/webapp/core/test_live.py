"""What live.js tells of colleagues' changes in a real browser, under the product's own policy."""

from collections.abc import Iterator

import pytest
from flask import Flask, Response, jsonify
from playwright.sync_api import Page, expect

from tests.browser import serving
from tests.webapp.core.test_script import POLICY, STATIC

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
    with serving(made.app) as address:
        yield made, address


def test_a_change_is_told_and_nothing_that_is_typed_is_touched(
    page: Page, site: tuple[Site, str]
) -> None:
    page.goto(f"{site[1]}/?status=left")
    page.get_by_label("Reply").fill("half a reply")
    notice = page.get_by_role("status")
    expect(notice.locator("div")).to_be_hidden()
    site[0].text = "Anders has changed point 3."
    expect(notice).to_contain_text("Anders has changed point 3.")
    expect(page.get_by_label("Reply")).to_be_focused()
    expect(page.get_by_label("Reply")).to_have_value("half a reply")
    page.get_by_role("link", name="Show the changes").click()
    expect(page).to_have_url(f"{site[1]}/?status=left")


def test_a_server_in_trouble_is_asked_again(page: Page, site: tuple[Site, str]) -> None:
    site[0].text = None
    with page.expect_response("**/changed") as answer:
        page.goto(f"{site[1]}/")
    assert answer.value.status == 500
    site[0].text = "Anders has changed point 3."
    expect(page.get_by_role("status")).to_contain_text("point 3")
