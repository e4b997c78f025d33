"""What a case officer does, step by step, in the browser."""

import re
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Download, Locator, expect

from tests.conftest import ROOT
from tests.journeys.reader import Reader
from webapp.core import clock

DRAFTS = {
    "Swedish": ROOT / "demo" / "strategi-sv.docx",
    "English": ROOT / "demo" / "strategy-en.docx",
}
NUMBER = "RUN 2027/0815"
TITLE = "Remiss av innovationsstrategin"
QUESTIONS = ("Är målen rätt avvägda?", "Vad saknas?")
LIST = """Namn;Kategori;E-post
Norrby kommun;Kommun;registrator@norrby.example
Söderby kommun;Kommun;registrator@soderby.example
Söderby kommuns;Kommun;registrator@soderby.example
Västra universitetet;Universitet;registrator@universitetet.example
Näringslivet i norr;Näringsliv;info@naringslivet.example
Innovationsbolaget AB;Företag;info(at)bolaget.example
"""
DECISIONS = ("Accommodated", "Accommodated in part", "Not accommodated", "Noted")


def create_consultation(officer: Reader) -> None:
    """Step 1: the case, with its contact person."""
    officer.follow("New consultation")
    officer.fill("Registry number", NUMBER)
    officer.fill("Title in Swedish", TITLE)
    officer.fill("Title in English", "Consultation on the innovation strategy")
    expect(officer.field("Name")).to_have_value("Sara Strateg")
    officer.press("Create the consultation")
    officer.reads_heading("Consultation on the innovation strategy")


def import_drafts(officer: Reader) -> None:
    """Step 1: the text out of Word files, Swedish first, then English fitted into it."""
    officer.press("Add a document")
    officer.follow("Import a Word file")
    for language, path in DRAFTS.items():
        officer.page.set_input_files("input[type=file]", path)
        officer.page.locator("main").get_by_label(language, exact=True).check()
        officer.press("Import")
        # The page keeps itself up to date until the worker is done.
        officer.reads_heading("The file is imported")
        if language == "Swedish":
            officer.follow("Import another file")
    officer.follow("To the document")
    expect(officer.page.locator(".y-tree__item").nth(29)).to_be_visible()


def freeze(officer: Reader) -> None:
    """Step 1: the version that everyone answers on."""
    officer.follow("Freeze a version")
    officer.fill("Name of the version", "Remissversion")
    officer.press("Freeze the version")
    expect(officer.page.locator("#versions")).to_be_visible()
    officer.sees("1. Remissversion")


def read_list(officer: Reader, folder: Path) -> None:
    """Step 2: a list as Excel saves it in Sweden, with one body twice and one bad address."""
    path = folder / "sändlista.csv"
    path.write_bytes(LIST.encode("cp1252"))
    officer.open("/organisations")
    officer.follow("Import a list")
    officer.page.set_input_files("input[type=file]", path)
    officer.press("Read the list")
    officer.reads_heading("sändlista.csv")
    officer.page.wait_for_load_state()  # From then on a link brings its form into the page.


def import_list(officer: Reader, folder: Path) -> None:
    """Step 2: the list is read, corrected in its place, and applied."""
    read_list(officer, folder)
    doublet = officer.page.locator("#line-4")
    expect(doublet).to_contain_text("Is the same body as line 3, Söderby kommun")
    bad = officer.page.locator("#line-7")
    expect(bad).to_contain_text("Waits until it is corrected")
    bad.get_by_role("link", name="Correct").click()
    bad.locator("input[name$=address]").fill("info@bolaget.example")
    bad.get_by_role("button", name="Save the line").click()
    officer.sees("Line 7 is corrected.")
    officer.press("Apply the 6 lines that are ready")
    officer.sees("5 new in the register, 0 there already, 1 merged with another line.")


def make_round(officer: Reader) -> str:
    """Step 3: what is asked, until when; returns the round's address."""
    officer.open("/consultations")
    officer.follow("Consultation on the innovation strategy")
    officer.follow("New round")
    officer.choose("Formal consultation")
    day = clock.local(clock.now()).date() + timedelta(days=91)
    officer.fill("Last day to answer", day.isoformat())
    officer.fill("Cover letter in Swedish", "## Varför\n\nVi vill veta vad ni tycker.")
    officer.press("Preview the cover letter")
    expect(officer.page.locator("#preview-sv .y-prose > :first-child")).to_have_text("Varför")
    officer.press("Save the round")
    officer.sees("The round is saved.")
    address = officer.page.url
    ask_questions(officer)
    return address


def ask_questions(officer: Reader) -> None:
    """Step 3: what is asked beside the text."""
    officer.follow("Add or change questions")
    for number, question in enumerate(QUESTIONS):
        officer.page.get_by_role("link", name="Add a question").first.click()
        officer.fill("The question in Swedish", question)
        if number == 0:
            officer.choose("Those who answer also take a position")
        officer.press("Save the question")
        officer.sees(question)


def use_list(officer: Reader, round_url: str, *, bodies: int) -> None:
    """Step 3: whom to ask: everyone on the list that was imported."""
    officer.open(round_url)
    officer.follow("Distribution list")
    officer.page.get_by_role("button", name=f"Add {bodies} bodies sändlista.csv").click()
    officer.sees(f"{bodies} bodies are on the list.")
    expect(officer.page.locator("#bodies-rows tr")).to_have_count(bodies)


def open_round(officer: Reader, round_url: str, *, bodies: int) -> None:
    """Step 3: open it now; invitations leave."""
    officer.open(round_url)
    expect(officer.page.locator("#readiness")).not_to_contain_text("Missing")
    officer.follow("Open the round")
    officer.sees(f"{bodies} invitations are sent, one to each body on the list.")
    officer.press("Open the round and send the invitations")
    officer.sees("The round is open")
    expect(figure(officer, "Invited")).to_have_text(str(bodies))


def figure(officer: Reader, label: str) -> Locator:
    """The number that stands under `label` on a page with figures."""
    term = officer.page.locator("dt", has_text=re.compile(rf"^\s*{re.escape(label)}\s*$"))
    return officer.page.locator(".y-stat", has=term).locator(".y-stat__value")


def close_round(officer: Reader, round_url: str) -> None:
    """Step 6: close it before its last day."""
    officer.open(round_url)
    officer.follow("Close now")
    officer.page.wait_for_url("**/close")
    officer.page.locator("main form button[type=submit]").click()
    officer.sees("The round is closed.")
    officer.sees("The round closed")


def assess(officer: Reader, round_url: str) -> int:
    """Step 7: a decision and a reply on every point; returns how many there were."""
    done = 0
    officer.open(f"{round_url}/assessment")
    while officer.page.get_by_role("link", name="Go on with the next point").count():
        officer.follow("Go on with the next point")
        _decide(officer, DECISIONS[done % len(DECISIONS)])
        done += 1
        officer.open(f"{round_url}/assessment")
    expect(figure(officer, "Left to assess")).to_have_text("0")
    _check_for_secrecy(officer, round_url)
    officer.open(f"{round_url}/assessment")
    officer.press("The assessment is complete")
    officer.reads_heading("Response report")
    return done


def _check_for_secrecy(officer: Reader, round_url: str) -> None:
    """Step 7: each response is open to all."""
    officer.open(f"{round_url}/assessment")
    officer.follow("Check for secrecy")
    officer.reads_heading("Secrecy")
    while officer.page.locator("#checks").count():
        officer.page.locator("#checks tbody th a").first.click()
        officer.choose("Open to all")
        officer.press("Keep the check")
        officer.reads_heading("Secrecy")


def _decide(officer: Reader, decision: str) -> None:
    """One point, in the page: htmx puts the saved form in the place of the one that was sent."""
    point = officer.page.locator("article.y-point")
    point.get_by_label(decision, exact=True).check()
    if decision == "Not accommodated":
        point.get_by_role("button", name="Save the decision").click()
        expect(point.locator("[data-error-summary]")).to_be_focused()
        expect(point.get_by_label(decision, exact=True)).to_be_checked()
    number = officer.page.url.rpartition("/")[2]
    point.get_by_label("Reply with reasons").fill(f"Vårt svar: {decision}. {number}")
    point.get_by_role("button", name="Save the decision").click()
    expect(point.get_by_role("status")).to_have_text("Saved.")
    assert officer.page.url.endswith(number), "the page was left"


def compile_report(officer: Reader, round_url: str, *, edition: int) -> str:
    """Step 8: ask for an edition and watch it being made; returns its address."""
    officer.open(f"{round_url}/report")
    officer.choose("Svenska")
    officer.press("Compile a new edition")
    officer.reads_heading(f"Edition {edition}")
    expect(officer.page.locator("#files")).to_be_visible(timeout=120_000)
    return officer.page.url


def download(officer: Reader, words: str, folder: Path) -> Path:
    """Step 8: one format of the edition that is shown, as the browser saves it."""
    with officer.page.expect_download() as waiting:
        officer.follow(words)
    saved: Download = waiting.value
    path = folder / saved.suggested_filename
    saved.save_as(path)
    return path


def publish(officer: Reader, edition_url: str) -> None:
    """Step 8: publish the edition, after the question whether to."""
    officer.open(edition_url)
    officer.press("Publish this edition")
    officer.page.get_by_role("dialog").get_by_role("button", name="Publish this edition").click()
    officer.page.wait_for_url("**/reports/*")
