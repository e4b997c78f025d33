"""What board.js lets a person drag in a real browser, under the product's own policy."""

from collections.abc import Iterator

import pytest
from flask import Flask, Response, request
from playwright.sync_api import Page, expect

from tests.browser import serving
from tests.webapp.core.test_script import POLICY, STATIC

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CARD = """<li class="y-board__card" id="card-1">Point 1<details open><summary>Move</summary>
<form method="post" action="/moved"><label>Move to <select name="to"><option value="noted">Noted
</option><option value="partly">In part</option></select></label><button>Move</button></form>
</details></li>"""
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Board</title>
<script src="/static/board.js" defer></script></head><body>
<section data-column="undecided"><h2>Left</h2><ul>{CARD}
<li class="y-board__card" id="card-2">Point 2, which may not be moved</li></ul></section>
<section data-column="partly"><h2>In part</h2><ul></ul></section>
<section data-column="elsewhere"><h2>Elsewhere</h2><ul></ul></section></body></html>"""


@pytest.fixture
def site() -> Iterator[tuple[list[dict[str, str]], str]]:
    sent: list[dict[str, str]] = []
    app = Flask(__name__, static_folder=str(STATIC), static_url_path="/static")

    def page() -> Response:
        return Response(PAGE, headers={"Content-Security-Policy": POLICY}, mimetype="text/html")

    def moved() -> str:
        sent.append(request.form.to_dict())
        return "<h1>Moved</h1>"

    app.add_url_rule("/", "page", page)
    app.add_url_rule("/moved", "moved", moved, methods=["POST"])
    with serving(app) as address:
        yield sent, address


def test_a_point_is_dragged_to_a_column_that_its_form_knows(
    page: Page, site: tuple[list[dict[str, str]], str]
) -> None:
    page.goto(site[1])
    card = page.locator("#card-1")
    expect(card).to_have_attribute("draggable", "true")
    card.drag_to(page.locator("[data-column=elsewhere]"), source_position={"x": 5, "y": 5})
    assert site[0] == []
    card.drag_to(page.locator("[data-column=partly]"), source_position={"x": 5, "y": 5})
    expect(page.locator("h1")).to_have_text("Moved")
    assert site[0] == [{"to": "partly"}]


def test_what_may_not_be_moved_cannot_be_dragged(
    page: Page, site: tuple[list[dict[str, str]], str]
) -> None:
    page.goto(site[1])
    expect(page.locator("#card-2")).to_have_attribute("draggable", "false")
