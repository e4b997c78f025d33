"""What yttra.js and htmx do in a real browser, under the product's own security policy."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, jsonify, request
from playwright.sync_api import Page, expect

from tests.browser import serving
from webapp.core.web import CONTENT_SECURITY_POLICY

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STATIC = Path(__file__).parents[3] / "webapp" / "static"
POLICY = "; ".join(f"{name} {value}" for name, value in CONTENT_SECURITY_POLICY.items())

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Page</title>
<meta name="htmx-config" content='{"includeIndicatorCSS": false, "noSwap": [204, 304, "5xx"]}'>
<script src="/static/vendor/htmx/htmx.min.js" defer></script>
<script src="/static/yttra.js" defer></script>
<script src="/static/autosave.js" defer></script></head>
<body data-page="%(reader)s" data-text-cancel="Cancel" data-text-confirm="Continue"
 data-text-lost="No answer"><main><div id="y-notice" role="status"></div>%(main)s</main></body>
</html>"""

DRAFT = """<form method="post" action="/send" data-autosave="/save">
<label>Text <textarea name="text"></textarea></label>
<label><input type="checkbox" name="agree" value="1">Agree</label>
<p data-autosave-state data-text-unsaved="unsaved" data-text-saving="saving" data-text-saved="saved"
 data-text-failed="failed" data-text-refused="refused"
 data-text-busy="busy until {time}" data-text-restored="restored"></p>
<div data-autosave-restore hidden><button type="button" data-autosave-accept>Put back</button>
<button type="button" data-autosave-discard>Discard</button></div>
<button type="submit">Send</button></form>"""

NUMBER = '<input type="hidden" name="revision" value="1"><label>Text'

SAY_STATES = """() => {
  const place = document.querySelector("[data-autosave-state]");
  window.states = [];
  new MutationObserver(() => {
    if (window.states.at(-1) !== place.textContent) window.states.push(place.textContent);
  }).observe(place, { childList: true, characterData: true, subtree: true });
}"""
"""Keeps each state that is shown, however short."""

LIST = """<ul id="rows">%(rows)s</ul><div id="rows-more">%(more)s</div>"""
POLL = '<div id="p" hx-get="/state" hx-trigger="every 100ms" hx-swap="outerHTML">%s</div>'
STOP = '<form method="post" action="/stop" data-confirm="Stop?"><button>Stop</button></form>'
MORE = """<a href="/list?after=3" hx-get="/list?after=3" hx-select="#rows > *" hx-target="#rows"
 hx-swap="beforeend" hx-select-oob="#rows-more" data-show-more="rows">Show more</a>"""


class Site:
    """A small site whose pages use what yttra.js offers; keeps what was sent to it."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, dict[str, str]]] = []
        self.save_status = 204
        self.come_again = ""
        """What a saving that is refused is told of when to come again."""
        self.polls = 0
        self.free = threading.Event()
        """Saving in the form that has a revision takes until this is set."""
        self.app = Flask(__name__, static_folder=str(STATIC), static_url_path="/static")
        self.app.after_request(_protect)
        self.app.add_url_rule("/<path:name>", "page", self.page, methods=["GET", "POST"])

    def page(self, name: str) -> Any:
        """Answer any address."""
        if request.method == "POST":
            self.posts.append((name, request.form.to_dict()))
        if name == "save":
            headers = {"Retry-After": self.come_again} if self.come_again else {}
            return Response(status=self.save_status, headers=headers)
        if name == "slow-save":
            self.free.wait(timeout=20)
            return jsonify(revision=2)
        if name == "state":
            return self.state()
        main = {
            "draft": DRAFT,
            "numbered": DRAFT.replace("/save", "/slow-save").replace("<label>Text", NUMBER, 1),
            "confirm": '<form method="post" action="/done"><button data-confirm="Sure?">Go</button>'
            "</form>",
            "faulty": '<div data-error-summary tabindex="-1">Faults</div>',
            "poll": POLL % "",
            "asked": POLL.replace("100ms", "2s") % STOP,
            "list": self.rows(),
        }.get(name, f"<h1>{name}</h1>")
        return PAGE % {"main": main, "reader": request.args.get("reader", "signed-in")}

    def rows(self) -> str:
        """Three rows, and the way to three more from the first page."""
        after = request.args.get("after", 0, int)
        rows = "".join(f"<li>Row {n}</li>" for n in range(after, after + 3))
        return LIST % {"rows": rows, "more": "" if after else MORE}

    def state(self) -> Any:
        """Fail once, then say how it goes, and be done from the fourth time on.

        A slow answer may reach a page that has asked again, which drops it: done stays done.
        """
        self.polls += 1
        if self.polls == 1:
            return Response(status=500)
        if self.polls >= 4:
            return '<div id="p">Done</div>'
        return POLL % self.polls


def _protect(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    return response


@pytest.fixture
def site() -> Iterator[tuple[Site, str]]:
    made = Site()
    with serving(made.app) as address:
        yield made, address


def saving(page: Page, state: str) -> None:
    expect(page.locator("[data-autosave-state]")).to_have_text(state)


def test_a_form_is_sent_once(page: Page, site: tuple[Site, str]) -> None:
    page.goto(f"{site[1]}/draft")
    page.evaluate("() => { for (let i = 0; i < 3; i++) document.forms[0].requestSubmit(); }")
    expect(page.locator("h1")).to_have_text("send")
    assert [name for name, _ in site[0].posts] == ["send"]


def test_a_question_is_asked_before_sending(page: Page, site: tuple[Site, str]) -> None:
    page.goto(f"{site[1]}/confirm")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("dialog", name="Sure?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Go")).to_be_focused()
    assert site[0].posts == []
    page.get_by_role("button", name="Go").click()
    page.get_by_role("dialog").get_by_role("button", name="Go").click()
    expect(page.locator("h1")).to_have_text("done")
    assert [name for name, _ in site[0].posts] == ["done"]


def test_what_was_asked_is_sent_although_polling_replaced_the_form(
    page: Page, site: tuple[Site, str]
) -> None:
    page.goto(f"{site[1]}/asked")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#p form")).to_have_count(0)
    page.get_by_role("dialog").get_by_role("button", name="Stop").click()
    expect(page.locator("h1")).to_have_text("stop")
    assert [name for name, _sent in site[0].posts] == ["stop"]


def test_faults_are_read_first(page: Page, site: tuple[Site, str]) -> None:
    page.goto(f"{site[1]}/faulty")
    expect(page.locator("[data-error-summary]")).to_be_focused()


def test_show_more_adds_rows_and_moves_focus_to_them(page: Page, site: tuple[Site, str]) -> None:
    page.goto(f"{site[1]}/list")
    page.get_by_role("link", name="Show more").click()
    expect(page.locator("#rows > li")).to_have_count(6)
    expect(page.get_by_text("Row 3")).to_be_focused()
    expect(page.get_by_role("link", name="Show more")).to_have_count(0)


def test_polling_survives_a_fault_and_stops_when_done(page: Page, site: tuple[Site, str]) -> None:
    page.goto(f"{site[1]}/poll")
    expect(page.locator("#p")).to_have_text("Done")
    expect(page.locator("#y-notice")).to_be_empty()
    assert page.locator("#p").get_attribute("hx-get") is None
    asked = site[0].polls
    page.wait_for_timeout(400)
    assert site[0].polls <= asked + 1


def test_text_is_saved_a_moment_after_typing(page: Page, site: tuple[Site, str]) -> None:
    page.goto(f"{site[1]}/draft")
    page.evaluate(SAY_STATES)
    page.get_by_label("Text").fill("Our view")
    saving(page, "saved")
    assert page.evaluate("states")[:2] == ["unsaved", "saving"]
    assert site[0].posts == [("save", {"text": "Our view"})]
    assert page.evaluate("localStorage.length") == 0


def test_sending_waits_for_a_save_under_way_whose_answer_changes_the_form(
    page: Page, site: tuple[Site, str]
) -> None:
    page.goto(f"{site[1]}/numbered")
    page.get_by_label("Text").fill("Our view")
    saving(page, "saving")
    page.get_by_label("Text").fill("Our view, and more")
    page.get_by_role("button", name="Send").click()
    site[0].free.set()
    expect(page.locator("h1")).to_have_text("send")
    assert site[0].posts == [
        ("slow-save", {"revision": "1", "text": "Our view"}),
        ("send", {"revision": "2", "text": "Our view, and more"}),
    ]


def test_refused_text_is_offered_back(page: Page, site: tuple[Site, str]) -> None:
    site[0].save_status = 401
    page.goto(f"{site[1]}/draft")
    page.get_by_label("Text").fill("Our view")
    page.get_by_label("Agree").check()
    saving(page, "refused")
    site[0].save_status = 204
    page.reload()
    page.get_by_role("button", name="Put back").click()
    expect(page.get_by_label("Text")).to_have_value("Our view")
    expect(page.get_by_label("Agree")).to_be_checked()
    saving(page, "saved")
    assert page.evaluate("localStorage.length") == 0


def test_text_waits_for_the_network(page: Page, site: tuple[Site, str]) -> None:
    page.goto(f"{site[1]}/draft")
    page.context.set_offline(True)
    page.get_by_label("Text").fill("Our view")
    saving(page, "failed")
    page.context.set_offline(False)
    saving(page, "saved")
    assert site[0].posts == [("save", {"text": "Our view"})]


@pytest.mark.parametrize(
    ("status", "come_again"),
    [(429, "40"), (503, "40"), (429, "Fri, 01 Jan 2027 12:01:43 GMT")],
)
def test_a_server_that_is_busy_is_asked_again_when_it_says(
    page: Page, site: tuple[Site, str], status: int, come_again: str
) -> None:
    site[0].save_status, site[0].come_again = status, come_again
    page.clock.install(time="2027-01-01T12:00:00Z")
    page.goto(f"{site[1]}/draft")
    page.clock.pause_at("2027-01-01T12:01:00Z")
    page.get_by_label("Text").fill("Our view")
    page.clock.run_for(3_100)
    state = page.locator("[data-autosave-state]")
    expect(state).to_have_text(re.compile(r"busy until \d\d:01:4\d\b"))
    assert page.evaluate("localStorage.length") == 1
    site[0].save_status = 204
    page.get_by_label("Text").fill("Our view, and more")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.clock.run_for(35_000)
    assert [name for name, _ in site[0].posts] == ["save"]
    page.clock.run_for(10_000)
    saving(page, "saved")
    # What was typed meanwhile follows as its own saving.
    with page.expect_response("**/save"):
        page.clock.run_for(4_000)
    saving(page, "saved")
    assert site[0].posts[-1] == ("save", {"text": "Our view, and more"})
    assert page.evaluate("localStorage.length") == 0


def test_a_busy_server_that_does_not_say_when_is_asked_again_after_a_while(
    page: Page, site: tuple[Site, str]
) -> None:
    site[0].save_status = 429
    page.clock.install(time="2027-01-01T12:00:00Z")
    page.goto(f"{site[1]}/draft")
    page.clock.pause_at("2027-01-01T12:01:00Z")
    page.get_by_label("Text").fill("Our view")
    page.clock.run_for(3_100)
    expect(page.locator("[data-autosave-state]")).to_contain_text("busy until")
    site[0].save_status = 204
    page.clock.run_for(16_000)
    saving(page, "saved")


@pytest.mark.parametrize(("reader", "kept"), [("signed-in", False), ("signed-out", True)])
def test_sent_text_is_offered_back_only_if_the_session_was_lost(
    page: Page, site: tuple[Site, str], reader: str, *, kept: bool
) -> None:
    page.goto(f"{site[1]}/draft")
    page.evaluate("reader => { document.forms[0].action = `/send?reader=${reader}` }", reader)
    page.get_by_label("Text").fill("Our view")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_have_text("send")
    page.goto(f"{site[1]}/signing-in")
    page.goto(f"{site[1]}/draft")
    expect(page.get_by_role("button", name="Put back")).to_be_visible(visible=kept)
