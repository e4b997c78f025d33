"""From a Word draft to a published report, in the browser, as an officer and four bodies do it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import files, officer, respondent
from tests.journeys.conftest import Visit, sign_in
from tests.journeys.officer import figure
from tests.journeys.reader import Reader
from tests.journeys.stack import Stack

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.usefixtures("real_messages"),
]

NORRBY = "registrator@norrby.example"
SODERBY = "registrator@soderby.example"
UNIVERSITY = "registrator@universitetet.example"
ADDRESSES = (NORRBY, SODERBY, UNIVERSITY, "info@naringslivet.example", "info@bolaget.example")
REMARK = "Målet om utsläpp bör ha ett årtal, annars går det inte att följa upp."
PROPOSAL = "Stycket bör säga vem som ansvarar."
WORDING = "Regionen ansvarar för att målen följs upp varje år."
STATEMENT = "Norrby kommun ställer sig bakom riktningen, men saknar tidplan."
ANSWERS = ("Ja, men de kunde vara färre.", "En plan för finansieringen.")


def test_the_whole_way_from_a_draft_to_a_published_report(
    stack: Stack, visit: Visit, tmp_path: Path
):
    sara = Reader(visit(), "en")
    sign_in(sara.page)
    officer.create_consultation(sara)
    officer.import_drafts(sara)
    officer.freeze(sara)
    officer.import_list(sara, tmp_path)
    round_url = officer.make_round(sara)
    officer.use_list(sara, round_url, bodies=len(ADDRESSES))
    officer.open_round(sara, round_url, bodies=len(ADDRESSES))
    _invitations_arrive(stack)

    # The officer's page stays open and brings itself up to date.
    sara.page.evaluate("window.neverLeft = true")
    expect(figure(sara, "Sent, not opened")).to_have_text("5")
    _scanners_change_nothing(stack, sara)
    receipt = _norrby_answers(stack, Reader(visit("sv-SE"), "sv"))
    expect(figure(sara, "Has answered")).to_have_text("1")
    _shortly(stack, Reader(visit("sv-SE"), "sv"), SODERBY, "no_comments")
    _shortly(stack, Reader(visit("sv-SE"), "sv"), UNIVERSITY, "abstain")
    _private_person_answers(stack, Reader(visit("sv-SE"), "sv"), round_url)
    for status in ("Has answered", "Has no comments", "Abstains"):
        expect(figure(sara, status)).to_have_text("1")
    expect(figure(sara, "Sent, not opened")).to_have_text("2")
    expect(figure(sara, "Answered in all")).to_have_text("3")
    sara.sees("Besides, one who was not invited has answered.")
    assert sara.page.evaluate("window.neverLeft"), "the page was loaded anew"
    _is_in_the_list_once(sara, round_url, receipt.number)

    officer.close_round(sara, round_url)
    assert officer.assess(sara, round_url) == 6  # two statements, two comments, two answers
    first = officer.compile_report(sara, round_url, edition=1)
    _the_files_say_it(sara, tmp_path)
    second = officer.compile_report(sara, round_url, edition=2)
    assert first != second
    officer.publish(sara, second)
    _the_public_reads_it(visit("sv-SE"), sara.page.url)
    stack.letter(NORRBY, subject="Läs vad som hände med svaret")
    assert stack.faults() == []


def _invitations_arrive(stack: Stack) -> None:
    for address in ADDRESSES:
        letter = stack.letter(address)
        assert letter.heading.subject.startswith("Svara senast ")
        assert officer.TITLE in letter.heading.subject
        assert officer.NUMBER in letter.heading.subject
        assert len(stack.letters(address)) == 1


def _scanners_change_nothing(stack: Stack, sara: Reader) -> None:
    """A mail scanner opens every link, twice; the officer's page sees nobody there."""
    for address in ADDRESSES:
        link = respondent.link_in(stack.letter(address))
        for method in ("GET", "GET", "HEAD"):
            assert sara.page.request.fetch(link, method=method).ok
    then = sara.page.get_by_text("As it was at").inner_text()
    expect(sara.page.get_by_text("As it was at")).not_to_have_text(then)
    expect(figure(sara, "Sent, not opened")).to_have_text("5")


def _norrby_answers(stack: Stack, norrby: Reader) -> respondent.Receipt:
    respondent.enter(norrby, stack, NORRBY)
    respondent.comment(norrby, REMARK, section=3)
    respondent.propose(norrby, PROPOSAL, WORDING, section=6)
    respondent.state(norrby, "We endorse the proposal in part", STATEMENT)
    respondent.answer_questions(norrby, ANSWERS)
    for text in (REMARK, PROPOSAL, WORDING, STATEMENT, *ANSWERS):
        norrby.sees(text)
    receipt = respondent.submit(norrby, twice=True)
    letter = stack.letter(NORRBY, subject=receipt.number)
    assert receipt.sha256 in letter.text
    copy = next(a for a in letter.attachments if a.content_type == "application/pdf")
    said = "".join(files.pdf_text(copy.data).split())
    assert "".join(receipt.number.split()) in said
    assert receipt.sha256 in said
    assert "".join(WORDING.split()) in said
    return receipt


def _shortly(stack: Stack, body: Reader, address: str, way: str) -> None:
    """Say with two buttons that there is nothing to say."""
    pressed, confirmed = {
        "no_comments": ("We have no comments", "Submit: no comments"),
        "abstain": ("We abstain from answering", "Submit: we abstain"),
    }[way]
    respondent.enter(body, stack, address, way=pressed)
    body.press(confirmed)
    receipt = respondent.receipt(body)
    stack.letter(address, subject=receipt.number)


def _private_person_answers(stack: Stack, person: Reader, round_url: str) -> None:
    """Find the round on the front page, confirm an address, and answer."""
    person.open("/")
    person.page.locator(f"main a[href*='{round_url.rpartition('/')[2]}']").first.click()
    person.follow("Answer")
    person.fill("E-mail address", "vera@folket.example")
    person.press("Send me the link")
    person.reads_heading("Check your e-mail")
    person.open(respondent.link_in(stack.letter("vera@folket.example")))
    person.press("Confirm and continue")
    person.fill("Name", "Vera Vanlig")
    person.press("Continue")
    person.follow("Choose a position")
    person.choose("We oppose the proposal")
    person.fill("General statement", "Pengarna behövs bättre i skolan.")
    person.press("Save and continue")
    person.press("Save and continue")
    respondent.submit(person)


def _is_in_the_list_once(sara: Reader, round_url: str, number: str) -> None:
    sara.open(f"{round_url}/responses")
    expect(sara.page.locator("#responses-rows tr")).to_have_count(4)
    expect(sara.page.locator("#responses-rows tr", has_text=number)).to_have_count(1)


def _the_files_say_it(sara: Reader, folder: Path) -> None:
    for words, read in files.READERS.items():
        said = read(officer.download(sara, words, folder))
        for text in (REMARK, WORDING, "Vårt svar: Accommodated"):
            assert "".join(text.split()) in "".join(said.split()), f"{words}: {text}"


def _the_public_reads_it(page: Page, url: str) -> None:
    page.goto(url)
    for text in (REMARK, STATEMENT, "Vårt svar: Not accommodated"):
        expect(page.locator("main")).to_contain_text(text)
    expect(page.locator("main")).not_to_contain_text("Vera Vanlig")
    page.goto("/")
    path = "".join(url.partition("/reports")[1:])
    expect(page.locator(f"main a[href='{path}']").first).to_be_visible()
