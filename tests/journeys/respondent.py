"""What those who answer do, step by step, in the browser, with or without JavaScript."""

import re
from dataclasses import dataclass
from hashlib import sha256

from playwright.sync_api import Locator, Page, expect

from local.mailbox import Letter
from tests.journeys.officer import QUESTIONS
from tests.journeys.reader import Reader
from tests.journeys.stack import Stack

_LINK = re.compile(r"https?://\S+/(?:answer|confirm)/\S+")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the page after submitting says."""

    number: str
    sha256: str
    address: str


def link_in(letter: Letter) -> str:
    """The address that a letter asks one to open."""
    found = _LINK.search(letter.text)
    assert found, letter.text
    return found.group()


def enter(body: Reader, stack: Stack, address: str, *, way: str = "Read and answer") -> None:
    """Open the link out of the invitation, and press."""
    body.open(link_in(stack.letter(address)))
    body.press(way)
    body.page.wait_for_url("**/rounds/**")


def comment(body: Reader, text: str, *, section: int) -> None:
    """Read the text, and comment on one of its sections."""
    _go_to(body, section)
    body.fill("Your comment", text)
    body.press("Save the comment")
    expect(body.page.locator("#section-comments .y-comment").last).to_contain_text(text)


def propose(body: Reader, text: str, wording: str, *, section: int) -> None:
    """Comment on one paragraph of a section, with other words for it."""
    _go_to(body, section)
    body.page.locator(".y-doc__tools a", has_text=body.word("Change the text")).first.click()
    wordings = body.field("Proposed new wording")
    expect(wordings).not_to_have_value("")  # The paragraph's own words, to begin with.
    wordings.fill(wording)
    body.fill("Why? Your reason", text)
    body.press("Save the comment")
    own = body.page.locator("#section-comments .y-comment").last
    expect(own.locator("del").first).not_to_be_empty()
    assert "".join(_said(own.locator(".y-diff"))) == wording


def _said(change: Locator) -> list[str]:
    """What a change would have the text say: what stays, and what is put in."""
    script = """element => [...element.childNodes].map(each => each.nodeName === "DEL" ? ""
      : each.nodeName === "INS" ? each.childNodes[1].textContent : each.textContent)"""
    found: list[str] = change.evaluate(script)
    return found


def _go_to(body: Reader, section: int) -> None:
    """From one's own page to the text, and there to the form for the section of that place."""
    if not body.page.url.endswith("/answer"):
        body.follow("Your answer")
    body.follow("Read and comment")
    body.page.wait_for_url("**/read*")
    to_section(body.page, section)


def to_section(page: Page, place: int) -> None:
    """From the text to the section of that place. Both pages have links of the same kind."""
    page.locator(".y-doc__tools a").nth(place).click()
    page.wait_for_url("**/sections/*")


def beside(body: Reader) -> None:
    """Open what is folded above the text on a narrow screen."""
    body.page.wait_for_load_state("domcontentloaded")
    folded = body.page.locator(".y-beside:not([open]) > summary")
    if folded.count():
        folded.click()


def state(body: Reader, position: str, statement: str) -> None:
    """Take a position and say why."""
    beside(body)
    body.page.locator(".y-steps").get_by_role(
        "link", name=body.word("Position and general statement")
    ).click()
    body.choose(position)
    body.fill("General statement", statement)
    body.press("Save and continue")


def answer_questions(body: Reader, answers: tuple[str, str]) -> None:
    """Answer what is asked beside the text."""
    body.reads_heading("Questions")
    for question, answer in zip(QUESTIONS, answers, strict=True):
        body.fill(question, answer)
    body.press("Save and continue")


def submit(body: Reader, *, twice: bool = False) -> Receipt:
    """Submit what was reviewed, by one press or two quick ones."""
    body.reads_heading("Review and submit")
    body.button("Submit the answer").click(click_count=2 if twice else 1)
    return receipt(body)


def receipt(body: Reader) -> Receipt:
    """Read the receipt, and check its mark against the content."""
    body.reads_heading("Receipt for your answer")
    said = body.page.locator("main dl").inner_text()
    mark = re.search(r"\b[0-9a-f]{64}\b", said)
    number = re.search(r"RUN 2027/0815-\d+", said)
    assert mark, said
    assert number, said
    assert re.search(r"\d\d[:.]\d\d[:.]\d\d", said), said
    content = body.page.request.get(f"{body.page.url}/response.json")
    assert sha256(content.body()).hexdigest() == mark.group()
    return Receipt(number.group(), mark.group(), body.page.url)
