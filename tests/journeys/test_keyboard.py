"""From the invitation's page to the receipt with the keyboard alone.

Every step is a key that is pressed, and whatever has the focus can be seen to have it.
"""

from dataclasses import dataclass

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

FARTHEST = 400
"""More presses of Tab than any page of ours should need."""

WRONG = """() => {
  const it = document.activeElement;
  if (it === document.body || it === null) return "";
  const name = it.outerHTML.slice(0, 160), labels = [...(it.labels || [])];
  // The button within a date's field has a mark of the browser's own, which no script can see.
  if (it.matches("[type=date]:not(:focus-visible)")) return "";
  if (!it.matches(":focus-visible")) return `not as by keyboard: ${name}`;
  // A radio button that the page draws may show it on its label, or on what is around both.
  const shown = [it, ...labels, it.parentElement].some((each) => {
    const style = getComputedStyle(each), wide = parseFloat(style.outlineWidth) >= 1;
    return (style.outlineStyle !== "none" && wide) || style.boxShadow !== "none";
  });
  if (!shown) return `no mark of the focus: ${name}`;
  const boxes = [...it.getClientRects()].filter((box) =>
    box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth);
  if (!boxes.length) return `out of sight: ${name}`;
  const within = (least, wanted, most) => Math.min(Math.max(wanted, least), most);
  const seen = boxes.some((box) => {
    const x = within(0, box.left + box.width / 2, innerWidth - 1);
    const y = within(0, box.top + Math.min(box.height / 2, 12), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    return top && [it, ...labels].some((each) => each.contains(top) || top.contains(each));
  });
  return seen ? "" : `behind something: ${name}`;
}"""
"""What is wrong with what has the focus, in a sentence; empty where nothing is."""


@dataclass
class Keyboard:
    """Hands on a keyboard, and no mouse."""

    page: Page
    presses: int = 0

    def press(self, key: str) -> None:
        """Press one key, and see that the focus can be seen."""
        self.page.keyboard.press(key)
        self.presses += 1

    def to(self, wanted: Locator) -> None:
        """Press Tab until `wanted` has the focus; on the way the focus is always seen."""
        handle = wanted.element_handle()
        for _ in range(FARTHEST):
            self.press("Tab")
            wrong = self.page.evaluate(WRONG)
            assert not wrong, f"{self.page.url}: {wrong}"
            if self.page.evaluate("element => document.activeElement === element", handle):
                return
        raise AssertionError(f"{self.page.url}: Tab does not lead to {wanted}")

    def follow(self, wanted: Locator, leads_to: str) -> None:
        """Go to a link or button and press Enter; wait for the page that it leads to."""
        self.to(wanted)
        self.press("Enter")
        self.page.wait_for_url(leads_to)

    def write(self, field: Locator, words: str) -> None:
        """Go to a field and type."""
        self.to(field)
        self.type(words)

    def type(self, words: str) -> None:
        """Type where the focus is."""
        self.page.keyboard.type(words)
        self.presses += len(words)


@pytest.mark.parametrize(("locale", "width"), [("sv-SE", 1280), ("en-GB", 360)])
def test_from_the_invitation_to_the_receipt(
    stack: Stack, demo: Demo, visit: Visit, locale: str, width: int
):
    page = visit(locale, viewport={"width": width, "height": 900}, reduced_motion="reduce")
    body, keys = Reader(page, locale[:2]), Keyboard(page)
    page.goto(demo.body())
    keys.to(page.locator(f".y-languages a[lang={body.language}]"))
    keys.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", body.language)
    keys.follow(body.button("Read and answer"), "**/answer")
    keys.press("Tab")
    expect(page.locator(".y-skip")).to_be_focused()
    keys.press("Enter")
    keys.follow(
        page.locator("main").get_by_role("link", name=body.word("Read and comment")).first,
        "**/read",
    )
    keys.follow(page.locator(".y-doc__section .y-doc__tools a").nth(2), "**/sections/*")
    comments(body, keys)
    on_a_passage(body, keys)
    proposes(body, keys)
    takes_a_position(body, keys)
    submits(body, keys)


def own(page: Page) -> Locator:
    return page.locator("#section-comments .y-comment")


def comments(body: Reader, keys: Keyboard) -> None:
    """On the section as a whole."""
    keys.write(body.field("Your comment"), "Vad görs först?")
    keys.to(body.button("Save the comment"))
    keys.press("Enter")
    expect(own(body.page)).to_contain_text("Vad görs först?")


def on_a_passage(body: Reader, keys: Keyboard) -> None:
    """On one sentence of a paragraph, which is chosen by stepping to it."""
    keys.to(body.page.locator(".y-doc__tools a").first)
    keys.press("Enter")
    summary = body.page.locator("details.y-passages[data-passages] > summary")
    expect(summary).to_be_visible()
    keys.to(summary)
    keys.press("Enter")
    keys.to(body.page.locator("input[name=sentences]").first)
    keys.press("Space")
    chosen = body.page.locator("input[name=sentences]:checked + label").inner_text()
    keys.write(body.field("Your comment"), "Skriv kortare.")
    keys.to(body.button("Save the comment"))
    keys.press("Enter")
    expect(own(body.page)).to_have_count(2)
    newest = own(body.page).filter(has_text="Skriv kortare.")
    identifier = str(newest.get_attribute("id")).removeprefix("comment-")
    marked = body.page.locator(f"mark#passage-{identifier}").inner_text()
    assert " ".join(marked.split()) == " ".join(chosen.split())


def proposes(body: Reader, keys: Keyboard) -> None:
    """Other words for a paragraph, with a reason."""
    keys.to(body.page.locator(".y-doc__tools a", has_text=body.word("Change the text")).first)
    keys.press("Enter")
    wording = body.field("Proposed new wording")
    expect(wording).not_to_have_value("")
    keys.to(wording)
    keys.press("Control+End")
    keys.type(" Detta följs upp varje år.")
    keys.write(body.field("Why? Your reason"), "Så att det blir gjort.")
    keys.to(body.button("Save the comment"))
    keys.press("Enter")
    expect(own(body.page).locator("ins").last).to_contain_text("Detta följs upp varje år.")


def takes_a_position(body: Reader, keys: Keyboard) -> None:
    """On the whole, with the arrow keys, and in words; then the first question."""
    page = body.page
    folded = page.locator(".y-beside:not([open]) > summary")
    if folded.count():
        keys.to(folded)
        keys.press("Enter")
    steps = page.locator(".y-steps").get_by_role(
        "link", name=body.word("Position and general statement")
    )
    keys.follow(steps, "**/statement")
    keys.to(page.locator("input[name=position]").first)
    keys.press("ArrowDown")
    expect(body.field("We endorse the proposal in part")).to_be_checked()
    keys.write(body.field("General statement"), "Bra i stort.")
    keys.follow(body.button("Save and continue"), "**/questions")
    keys.write(page.locator("main textarea").first, "Ja, om det räcker.")
    keys.follow(body.button("Save and continue"), "**/review")


def submits(body: Reader, keys: Keyboard) -> None:
    """What is read back is submitted, and the receipt is there."""
    for words in (
        "Vad görs först?",
        "Skriv kortare.",
        "Detta följs upp varje år.",
        "Bra i stort.",
        "Ja, om det räcker.",
    ):
        body.sees(words)
    keys.follow(body.button("Submit the answer"), "**/receipts/*")
    body.reads_heading("Receipt for your answer")
    assert "Bra i stort." in body.page.request.get(f"{body.page.url}/response.json").text()
    assert keys.presses > 100
