"""Someone writes an answer while the network goes, the session ends and the server is killed."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Demo, Visit
from tests.journeys.reader import Reader
from tests.journeys.stack import Stack

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.usefixtures("real_messages"),
]


def at_the_statement(page: Page, link: str) -> Locator:
    """The field for the statement of the body whose link it is."""
    body = Reader(page, "sv")
    body.open(link)
    body.press("Read and answer")
    page.wait_for_url("**/answer")
    body.open(re.sub(r"/answer$", "/statement", page.url))
    return page.locator("textarea[name=statement]")


def types(area: Locator, words: str) -> None:
    """Type at the end of what stands in the field, key by key."""
    area.press("Control+End")
    area.press_sequentially(words)


def state(page: Page, *wanted: str) -> None:
    """Wait until the page says that the text is in one of these states."""
    expect(page.locator("[data-autosave-state]")).to_have_attribute(
        "data-state", re.compile(rf"^({'|'.join(wanted)})$"), timeout=60_000
    )


SAVED = ("saved", "joined", "both")


def test_every_word_is_there_after_all_that_can_happen(demo: Demo, stack: Stack, visit: Visit):
    page = visit("sv-SE", loses_network=True)
    link = demo.body()
    area = at_the_statement(page, link)
    types(area, "Först.")
    state(page, *SAVED)

    page.context.set_offline(True)
    types(area, " Utan nät.")
    state(page, "failed")
    expect(page.locator("[data-autosave-words]")).to_contain_text("Ingen förbindelse")
    types(area, " Ännu utan nät.")
    page.context.set_offline(False)
    state(page, *SAVED)

    page.context.clear_cookies()
    types(area, " Utloggad.")
    state(page, "signedOut")
    expect(page.get_by_role("link", name="Logga in igen i en ny flik")).to_be_visible()
    again = page.context.new_page()
    Reader(again, "sv").open(link)
    Reader(again, "sv").press("Read and answer")
    again.wait_for_url("**/answer")
    again.close()
    state(page, *SAVED)

    stack.kill("web")
    types(area, " Utan server.")
    state(page, "failed")
    types(area, " Ännu utan server.")
    stack.restart_web()
    state(page, *SAVED)

    page.reload()
    expect(area).to_have_value(
        "Först. Utan nät. Ännu utan nät. Utloggad. Utan server. Ännu utan server."
    )


def test_a_browser_that_is_closed_without_network_offers_the_words_back(demo: Demo, visit: Visit):
    page = visit("sv-SE", loses_network=True)
    area = at_the_statement(page, demo.body())
    before = area.input_value()
    page.context.set_offline(True)
    types(area, " Ord som aldrig kom fram.")
    state(page, "failed")
    address = page.url
    page.close()
    later = page.context.new_page()
    later.context.set_offline(False)
    later.goto(address)
    offer = later.locator("[data-autosave-restore]")
    expect(offer).to_contain_text("Ord som aldrig kom fram.")
    offer.get_by_role("button").first.click()
    state(later, *SAVED)
    later.reload()
    expect(later.locator("textarea[name=statement]")).to_have_value(
        f"{before} Ord som aldrig kom fram.".strip()
    )
    expect(later.locator("[data-autosave-restore]")).to_be_hidden()


def test_two_people_type_in_the_same_field(demo: Demo, visit: Visit):
    pages = [visit("sv-SE"), visit("sv-SE")]
    link = demo.body()
    areas = [at_the_statement(page, link) for page in pages]
    typed = [[f"{name}{n}" for n in range(6)] for name in ("anna", "bo")]
    for pair in zip(*typed, strict=True):
        for area, word in zip(areas, pair, strict=True):
            types(area, f" {word}")
            area.page.wait_for_timeout(700)
    for page in pages:
        state(page, *SAVED)
    pages[0].reload()
    words = re.findall(r"\w+", areas[0].input_value())
    for word in (*typed[0], *typed[1]):
        assert words.count(word) == 1


def test_a_new_comment_is_kept_while_it_is_typed(demo: Demo, visit: Visit):
    page = visit("sv-SE")
    at_the_statement(page, demo.body())
    page.goto(page.url.replace("/statement", "/read"))
    page.locator(".y-doc__tools a").nth(2).click()
    words = "En synpunkt som bara är påbörjad."
    types(page.locator("textarea[name=text]"), words)
    state(page, *SAVED)
    page.reload()
    own = page.locator("#section-comments .y-comment", has_text=words)
    expect(own).to_have_count(1)
    expect(page.locator("[data-autosave-restore]")).to_be_hidden()
