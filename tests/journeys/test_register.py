"""The register of bodies over the years: doublets, corrections of their own, lists out and in."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from demo import register
from tests.journeys import officer
from tests.journeys.conftest import Demo, Visit, sign_in
from tests.journeys.people import DEMO_CASE, DEMO_OFFICER
from tests.journeys.reader import Reader
from tests.journeys.stack import Stack, wait_for

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.usefixtures("real_messages"),
]

KEPT, GONE = register.ALREADY_THERE, register.TWICE.name
REGIONS = ("Region Norrbotten", "Region Västernorrland", "Region Jämtland Härjedalen")
DEMO_BODIES = 80
"""How many bodies the demo brings at the least; other journeys add theirs."""
NEW_MAILBOX = "remisser@nyadressen.example"


@pytest.fixture
def hanna(demo: Demo, visit: Visit) -> Reader:
    """The demo's officer, who is also its registrar, signed in."""
    reader = Reader(visit("sv-SE"), "sv")
    sign_in(reader.page, DEMO_OFFICER)
    return reader


def to_round(hanna: Reader, state: str) -> None:
    """Go to the demo's round that is in the state."""
    hanna.open("/consultations")
    case = hanna.page.locator("main tr", has_text=DEMO_CASE)
    case.locator("li", has_text=hanna.word(state)).get_by_role("link").click()


def invited(hanna: Reader) -> int:
    """How many bodies count in the demo's open round."""
    to_round(hanna, "Open")
    return int(officer.figure(hanna, hanna.word("Invited")).inner_text())


def test_two_that_are_one_count_once_and_twice_again_when_they_are_parted(hanna: Reader):
    before = invited(hanna)
    hanna.open("/organisations")
    hanna.follow("Find doublets")
    hanna.page.get_by_role("row", name=GONE).get_by_role("link", name="Jämför").click()
    hanna.reads_heading("Make one body of two")
    if GONE in hanna.page.locator("h1 ~ p").first.inner_text().partition(",")[0]:
        hanna.follow("The other way round")
    hanna.sees("Båda är tillfrågade i samma runda")
    hanna.press("Make them one")
    hanna.reads_heading(KEPT)
    hanna.sees(GONE)
    assert invited(hanna) == before - 1
    hanna.open("/organisations")
    hanna.fill("Name, address or number", KEPT)
    hanna.press("Show")
    hanna.follow(KEPT)
    hanna.follow(GONE)
    hanna.press("Part them again")
    expect(hanna.button("Part them again")).to_have_count(0)
    assert invited(hanna) == before


def test_a_body_corrects_its_mailbox_and_staff_see_it_and_take_it_back(
    stack: Stack, hanna: Reader, demo: Demo, visit: Visit
):
    body = Reader(visit("sv-SE"), "sv")
    body.open(demo.body())
    name = body.page.locator("main").inner_text()
    body.press("Read and answer")
    body.reads_heading("Your answer")
    body.open(re.sub(r"/answer.*", "/our-details", body.page.url))
    former = body.field("Official mailbox").input_value()
    body.fill("Official mailbox", "ingen adress")
    body.press("Save")
    expect(body.page.locator("[data-error-summary]")).to_be_focused()
    assert body.field("Official mailbox").input_value() == "ingen adress"
    body.fill("Official mailbox", NEW_MAILBOX)
    body.press("Save")
    body.sees(body.word("Thank you. Your details are saved."))
    wait_for(
        lambda: any(NEW_MAILBOX in each.text for each in stack.letters(former)),
        f"an e-mail to {former} that says where its mail goes from now on",
    )

    hanna.open("/organisations")
    lines = hanna.page.locator(".ds-alert li, [role=note] li, main li", has_text=re.compile(r"."))
    link = next(
        each
        for each in lines.get_by_role("link").all()
        if "#corrections" in (each.get_attribute("href") or "") and each.inner_text() in name
    )
    link.click()
    change = hanna.page.locator("#corrections ~ ul > li", has_text=NEW_MAILBOX)
    expect(change).to_contain_text(hanna.word("Not seen yet"))
    change.get_by_role("button", name=hanna.word("Mark as seen")).click()
    expect(change).not_to_contain_text(hanna.word("Not seen yet"))
    change.get_by_role("button", name=hanna.word("Take it back")).click()
    expect(hanna.page.locator("main dl").first).to_contain_text(former)


def test_contacts_have_an_order_and_go_out_and_in_with_the_list(hanna: Reader, tmp_path: Path):
    hanna.open("/organisations")
    hanna.fill("Name, address or number", "Umeå kommun")
    hanna.press("Show")
    hanna.follow("Umeå kommun")
    contacts = hanna.page.locator("#contacts").locator("xpath=ancestor::section").locator("ol > li")
    expect(contacts).to_have_count(2)
    expect(contacts.first).to_contain_text("Elin Forsberg")
    contacts.last.get_by_role("button", name=hanna.word("Move up")).click()
    expect(contacts.first).to_contain_text("Kommunkansliet")
    contacts.last.get_by_role("button", name=hanna.word("Move up")).click()
    expect(contacts.first).to_contain_text("Elin Forsberg")

    hanna.open("/organisations")
    path = officer.download(hanna, "Export to Excel", tmp_path)
    hanna.follow("Import a list")
    hanna.page.set_input_files("input[type=file]", path)
    hanna.press("Read the list")
    hanna.reads_heading(path.name)
    ready = hanna.page.get_by_role("button", name=re.compile(r"^För in de \d+ rader som är klara"))
    rows = int(re.findall(r"\d+", ready.inner_text())[0])
    assert rows >= DEMO_BODIES
    ready.click()
    hanna.sees(f"0 nya i registret, {rows} fanns redan där")


def test_a_former_list_is_used_again_by_category(hanna: Reader):
    to_round(hanna, "Being prepared")
    hanna.follow("Distribution list")
    rows = hanna.page.locator("#bodies-rows tr")
    expect(rows.first).to_be_visible()
    before = rows.count()
    hanna.page.locator("main a[href$='/reuse']").click()
    hanna.reads_heading("Bodies from another round")
    for box in hanna.page.locator("main input[name=category]").all():
        box.set_checked(box.get_attribute("value") == "region")
    hanna.press("Show how many")
    adding = hanna.page.get_by_role("button", name=re.compile(r"^Lägg till \d+"))
    hanna.sees("Regioner: ")
    added = int(re.findall(r"\d+", adding.inner_text())[0])
    assert added >= len(REGIONS)
    adding.click()
    expect(rows).to_have_count(before + added)
    for name in REGIONS:
        hanna.sees(name)
