"""Two bodies answer jointly: one asks, the other says yes by its link, reads, and leaves again."""

import re

import pytest

from tests.journeys import colleagues as team
from tests.journeys import respondent
from tests.journeys.conftest import Demo, Visit
from tests.journeys.reader import Reader
from tests.journeys.stack import Stack, wait_for
from tests.journeys.windows import NARROW, SCROLLS, WIDE, picture

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.usefixtures("real_messages"),
]

WORDS = "Målen bör gå att mäta, i hela länet."
REASON = "Nämnden vill svara själv."
_LINK = re.compile(r"https?://\S+/together/\S+")


def test_two_bodies_answer_jointly(stack: Stack, demo: Demo, visit: Visit):
    one = team.coordinator(visit("sv-SE", viewport=WIDE), demo.body())
    other = team.coordinator(visit("sv-SE", viewport=WIDE), demo.body())
    name, address = team.body_and_address(other)
    respondent.state(one, "We endorse the proposal in part", WORDS)
    one.open(f"{team.round_of(one)}/joint?find={name}")
    look(one, "found")
    one.page.locator("#found button").first.click()
    one.sees("Har inte svarat än")
    link = link_to(stack, address)
    mailbox = Reader(visit("sv-SE", viewport=WIDE), "sv")
    mailbox.open(link)
    look(mailbox, "asked")
    mailbox.choose("Yes, the answer is to be ours too")
    mailbox.fill("Your name", "Eva Ek")
    mailbox.press("Send")
    mailbox.follow("Read the answer as it is now")
    mailbox.sees(WORDS)
    look(mailbox, "draft")
    one.open(f"{team.round_of(one)}/joint")
    look(one, "yes")
    one.open(f"{team.round_of(one)}/review")
    one.sees("Har sagt ja")
    look(one, "review")
    one.press("Submit the answer")
    one.reads_heading("Receipt for your answer")
    one.sees(name)
    look(one, "receipt")
    wait_for(lambda: stack.letters(address, subject="kvitto"), "the other body's receipt")
    other.open(f"{team.round_of(other)}/answer")
    other.sees("Det är ett gemensamt svar med")
    mailbox.open(link)
    look(mailbox, "sender")
    mailbox.fill("Why do you leave it?", REASON)
    mailbox.press("Leave the joint answer")
    mailbox.sees("Ni står inte längre bakom det gemensamma svaret", within="body")
    look(mailbox, "left")
    assert stack.faults() == []


def link_to(stack: Stack, address: str) -> str:
    """The link in the e-mail that asks the body."""

    def find() -> str | None:
        found = (_LINK.search(each.text) for each in stack.letters(address))
        return next((each.group() for each in found if each), None)

    return wait_for(find, f"a question to {address}")


def look(reader: Reader, when: str) -> None:
    """Keep what the page looks like, wide and narrow; it never scrolls sideways."""
    for size in (NARROW, WIDE):
        reader.page.set_viewport_size(size)
        picture(reader.page, f"joint.{when}.{size['width']}")
        assert not reader.page.evaluate(SCROLLS), f"{when} scrolls sideways at {size['width']}"
