"""A body answers together: asked in, given sections, noted, returned, approved and submitted."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.journeys import colleagues as team
from tests.journeys import respondent
from tests.journeys.conftest import Demo, Visit, sign_in
from tests.journeys.people import DEMO_OFFICER
from tests.journeys.reader import Reader
from tests.journeys.stack import Stack

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.usefixtures("real_messages"),
]

SIV, BO, DORA = "siv@kommun.example", "bo@kommun.example", "dora@konsult.example"
NEW_MAILBOX = "nya.diariet@kommun.example"
REMARK, NOTE = "Säg vem som gör vad, och när.", "Tar du det här, @Siv?"
REASON = "Skriv hur det mäts."


def test_a_body_answers_together(stack: Stack, demo: Demo, visit: Visit):
    looked = team.Looked()
    anna = team.coordinator(visit("sv-SE", viewport=team.SIZES[0]), demo.body())
    team.ask(anna, SIV, "writer")
    team.ask(anna, BO, "approver")
    looked.at(anna, "asked")
    siv = team.joined(stack, Reader(visit("en-GB"), "en"), SIV, "Siv Svar")
    bo = team.joined(stack, Reader(visit("sv-SE"), "sv"), BO, "Bo Beslut")
    team.give_out(anna, "Siv Svar", section=2)
    team.note(anna, NOTE)
    respondent.comment(siv, REMARK, section=2)
    section = siv.page.url
    siv.sees("Written by you")
    looked.at(siv, "writing")
    siv.open(section)
    anna.open(section)
    anna.sees("Skrevs av Siv Svar")
    anna.sees(anna.word("%(who)s takes care of this section.", who="Siv Svar"))
    expect(anna.page.locator("#people-here")).to_contain_text("Siv Svar")
    bo.open(section)
    expect(bo.page.locator("main textarea")).to_have_count(0)
    respondent.state(siv, "We endorse the proposal in part", "Bra i stort.")
    team.demand_four_eyes(anna)
    submit(anna)
    anna.sees("Svaret måste vara godkänt, som det är nu")
    team.release(siv, "Bo Beslut")
    anna.open(section)
    expect(anna.page.locator("main textarea")).to_have_count(0)
    looked.at(anna, "waiting")
    team.come_back(stack, bo, BO, subject="Godkänn")
    looked.at(bo, "deciding")
    team.decide(bo, reason=REASON)
    looked.at(siv, "returned")
    siv.open(f"{team.round_of(siv)}/answer")
    siv.sees(REASON)
    team.release(siv, "Bo Beslut")
    team.decide(bo)
    looked.at(anna, "approved")
    submit(anna)
    anna.reads_heading("Receipt for your answer")
    assert NOTE not in anna.page.locator("main").inner_text()
    siv.open(f"{team.round_of(siv)}/past")
    siv.sees("Approved the answer")
    assert not looked.faults, "\n".join(["", *looked.faults])
    assert stack.faults() == []


def test_one_person_answers_for_two_bodies(stack: Stack, demo: Demo, visit: Visit):
    first, second = (team.coordinator(visit("sv-SE"), demo.body()) for _ in range(2))
    for body in (first, second):
        team.ask(body, DORA, "coordinator")
        name, _address = team.body_and_address(body)
        dora = Reader(visit("sv-SE"), "sv")
        team.joined(stack, dora, DORA, "Dora Dubbel", says=name)
    dora.open(f"{team.round_of(dora)}/answer")
    other = dora.page.locator("section[aria-labelledby=others] button")
    expect(other).to_have_count(1)
    dora.sends(other)
    dora.reads_heading("Your answer")
    team.note(dora, "Bara hos den ena.")
    second.open(f"{team.round_of(second)}/notes")
    assert "Bara hos den ena." not in second.page.locator("main").inner_text()
    first.open(f"{team.round_of(first)}/notes")
    first.sees("Bara hos den ena.")


def test_a_mailbox_that_changes_hands_keeps_its_answer(stack: Stack, demo: Demo, visit: Visit):
    former = team.coordinator(visit("sv-SE"), demo.body())
    team.note(former, "Kvar efter mig.", alone=True)
    name, address = team.body_and_address(former)
    officer = visit("sv-SE")
    sign_in(officer, DEMO_OFFICER)
    staff = Reader(officer, "sv")
    staff.open(f"{team.round_of(former)}?{urlencode({'q': name})}")
    officer.get_by_role("link", name=name, exact=True).first.click()
    staff.fill("Correct e-mail address", NEW_MAILBOX)
    staff.press("Correct and send")
    new = Reader(visit("sv-SE"), "sv")
    respondent.enter(new, stack, NEW_MAILBOX)
    new.open(f"{team.round_of(new)}/notes")
    new.sees("Kvar efter mig.")
    assert NEW_MAILBOX in stack.letter(address, subject="vem som samordnar").text
    new.open(f"{team.round_of(new)}/team")
    new.page.get_by_role("link", name=address).click()
    new.sends(new.page.locator("section[aria-labelledby=remove] button"))
    new.open(f"{team.round_of(new)}/team")
    new.sees(NEW_MAILBOX)
    assert address not in new.page.locator("#people").inner_text()
    answer = former.page.goto(f"{team.round_of(former)}/notes")
    assert answer is not None
    assert answer.status == 404


def submit(body: Reader) -> None:
    """Press the button that submits, as it stands on the page of review."""
    body.open(f"{team.round_of(body)}/review")
    body.press("Submit the answer")
