"""A colleague's account: made, a password chosen, a role changed, forgotten, and closed."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit, sign_in
from tests.journeys.people import ADMINISTRATOR, Staff
from tests.journeys.reader import Reader
from tests.journeys.stack import Stack

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.usefixtures("real_messages", "demo"),
]

LENA = Staff("lena.lag@region.example", "Lena Lag", "en mening som bara jag minns")
NEW_PASSWORD = "en annan mening om vintern"
_LINK = re.compile(r"https?://\S+/password/\S+")


def choose_password(person: Reader, stack: Stack, password: str, *, subject: str) -> None:
    """Open the link of the letter, and choose; what is too short is told of first."""
    found = _LINK.search(stack.letter(LENA.email, subject=subject).text)
    assert found
    person.open(found.group())
    person.fill("New password", "kort")
    person.fill("The same password once more", "kort")
    person.press("Save the password")
    expect(person.page.locator("[data-error-summary]")).to_be_focused()
    person.fill("New password", password)
    person.fill("The same password once more", password)
    person.press("Save the password")
    person.reads_heading("Sign in")


def test_a_colleague_is_asked_in_trusted_with_more_and_let_go(stack: Stack, visit: Visit):
    anders = Reader(visit("sv-SE"), "sv")
    sign_in(anders.page, ADMINISTRATOR)
    anders.open("/staff")
    anders.follow("Add a colleague")
    anders.fill("E-mail address", LENA.email)
    anders.fill("Name", LENA.name)
    anders.press("Make the account and send the link")
    expect(anders.page.locator("[data-error-summary]")).to_be_focused()
    expect(anders.field("E-mail address")).to_have_value(LENA.email)
    anders.choose("Registrar")
    anders.press("Make the account and send the link")
    anders.sees(LENA.name)

    lena = Reader(visit("sv-SE"), "sv")
    choose_password(lena, stack, LENA.password, subject="lösenord")
    sign_in(lena.page, LENA)
    assert lena.page.request.get("/staff").status == 403

    anders.open("/staff")
    anders.follow(LENA.name)
    anders.choose("Approver")
    anders.press("Save")
    letter = stack.letter(LENA.email, subject="dina roller")
    assert ADMINISTRATOR.name in letter.text

    lena.page.context.clear_cookies()
    lena.open("/sign-in")
    lena.page.locator("main a[href*='/password/forgotten']").click()
    lena.fill("E-mail address", LENA.email)
    lena.press("Send the link")
    choose_password(lena, stack, NEW_PASSWORD, subject="Välj ett nytt lösenord")
    stack.letter(LENA.email, subject="Kontrollera att du har valt")
    sign_in(lena.page, LENA._replace(password=NEW_PASSWORD))

    anders.follow(LENA.name)
    anders.press("Close the account")
    anders.page.get_by_role("dialog").get_by_role("button", name="Stäng kontot").click()
    anders.sees(anders.word("The account is closed"))
    lena.page.goto("/consultations")
    expect(lena.page).to_have_url(re.compile("/sign-in"))
    assert stack.faults() == []
