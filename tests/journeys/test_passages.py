"""Choosing a passage of the text with the mouse, with the keyboard, and by a form alone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import respondent
from tests.journeys.conftest import Demo, Visit
from tests.journeys.reader import Reader
from tests.journeys.stack import Stack

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.usefixtures("real_messages"),
]


def at_a_section(page: Page, link: str, language: str = "sv", *, place: int = 2) -> Reader:
    """A body at a section that has a text of several sentences, the first of which is `place` 2."""
    body = Reader(page, language)
    body.open(link)
    body.press("Read and answer")
    page.wait_for_url("**/answer")
    page.goto(f"{page.url.removesuffix('/answer')}/read")
    respondent.to_section(page, place)
    expect(page.locator("[data-passage-text]").first).to_be_visible()
    return body


def marked(body: Reader) -> str:
    """The words that are marked in the text by the newest comment."""
    own = body.page.locator("#section-comments .y-comment").last
    identifier = str(own.get_attribute("id")).removeprefix("comment-")
    return body.page.locator(f"mark#passage-{identifier}").inner_text()


def test_by_the_mouse(stack: Stack, demo: Demo, visit: Visit):
    page = visit("sv-SE", viewport={"width": 1280, "height": 900})
    body = at_a_section(page, demo.body())
    text = page.locator("[data-passage-text]").first
    drag_over(page, text)
    bar = page.locator(".y-passage-bar")
    expect(bar).to_be_visible()
    chosen = " ".join(page.evaluate("getSelection().toString()").split())
    assert len(chosen) > 3
    bar.get_by_role("link").first.click()
    expect(page.locator("#new blockquote")).to_have_text(chosen)
    body.fill("Your comment", "Varför just detta?")
    body.press("Save the comment")
    expect(page.locator("#section-comments .y-comment").last).to_contain_text("Varför just detta?")
    assert " ".join(marked(body).split()) == chosen
    page.locator(".y-passage__link").first.click()
    expect(page.locator(".y-comment:target")).to_contain_text("Varför just detta?")


def test_a_change_of_what_is_marked(stack: Stack, demo: Demo, visit: Visit):
    page = visit("sv-SE", viewport={"width": 1280, "height": 900})
    body = at_a_section(page, demo.body(), place=3)
    drag_over(page, page.locator("[data-passage-text]").first)
    chosen = " ".join(page.evaluate("getSelection().toString()").split())
    page.locator(".y-passage-bar").get_by_role("link").nth(1).click()
    wordings = body.field("Proposed new wording")
    expect(wordings).to_have_value(chosen)
    wordings.fill(f"{chosen} också")
    body.press("Save the comment")
    expect(page.locator("#section-comments .y-comment ins").last).to_contain_text("också")


def test_by_the_keyboard(stack: Stack, demo: Demo, visit: Visit):
    page = visit("sv-SE", viewport={"width": 360, "height": 800})
    body = at_a_section(page, demo.body())
    page.locator(".y-doc__tools a").first.focus()
    page.keyboard.press("Enter")
    summary = page.locator("details.y-passages[data-passages] > summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.locator("input[name=sentences]").first.focus()
    page.keyboard.press("Space")
    first = page.locator("input[name=sentences]:checked + label").all_inner_texts()
    assert len(first) == 1
    said = page.locator("details.y-passages [role=status]")
    expect(said).to_contain_text(first[0].strip())
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("input[name=sentences]:checked")).to_have_count(2)
    page.get_by_role("button", name=body.word("One sentence fewer")).focus()
    page.keyboard.press("Enter")
    expect(page.locator("input[name=sentences]:checked")).to_have_count(1)
    body.field("Your comment").focus()
    page.keyboard.type("Skriv kortare.")
    body.button("Save the comment").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#section-comments .y-comment").last).to_contain_text("Skriv kortare.")
    assert " ".join(marked(body).split()) == " ".join(first[0].split())
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "the page is wider than the window"


def test_by_a_form_without_javascript(stack: Stack, demo: Demo, visit: Visit):
    page = visit("sv-SE", java_script_enabled=False)
    body = at_a_section(page, demo.body())
    page.locator(".y-doc__tools a").first.click()
    page.locator("details.y-passages > summary").first.click()
    box = page.locator("input[name=sentences]").last
    box.check()
    label = page.locator("input[name=sentences]:checked + label").inner_text()
    body.fill("Your comment", "Utan skript.")
    body.press("Save the comment")
    expect(page.locator("#section-comments .y-comment").last).to_contain_text("Utan skript.")
    assert " ".join(marked(body).split()) == " ".join(label.split())


def drag_over(page: Page, text: Locator) -> None:
    """Select some words of the text by drawing the mouse over them."""
    text.scroll_into_view_if_needed()
    place = text.locator("p, li").first.bounding_box()
    assert place
    page.mouse.move(place["x"] + 2, place["y"] + 12)
    page.mouse.down()
    page.mouse.move(place["x"] + 160, place["y"] + 14, steps=6)
    page.mouse.up()
