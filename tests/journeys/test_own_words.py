"""A case officer writes a foreword with figures in it, looks at it, and compiles it in Word."""

from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.journeys.conftest import Demo, Visit, sign_in
from tests.journeys.people import DEMO_OFFICER
from tests.journeys.reader import Reader
from tests.journeys.test_register import to_round
from webapp.reports import placeholders
from webapp.reports.placeholders import Placeholder

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.usefixtures("real_messages"),
]

INVITED = placeholders.written(Placeholder.INVITED, "sv")


def to_report(hanna: Reader) -> None:
    """Go to the report on the demo's first round."""
    to_round(hanna, "Reported")
    main = hanna.page.locator("main")
    main.get_by_role("link", name=hanna.word("Report"), exact=True).first.click()


def to_texts(hanna: Reader) -> None:
    """Go to the texts of that report."""
    to_report(hanna)
    hanna.follow("Write a foreword and summaries")
    hanna.reads_heading("Foreword and summaries")


def test_a_foreword_is_written_looked_at_and_set_in_a_template(
    demo: Demo, visit: Visit, tmp_path: Path
):
    page = visit("sv-SE")
    sign_in(page, DEMO_OFFICER)
    hanna = Reader(page, "sv")
    to_texts(hanna)
    hanna.follow("Foreword")
    text = page.locator("#text")
    text.fill("Vi bjöd in  organisationer.")
    text.press("Control+Home")
    for _ in range(len("Vi bjöd in ")):
        text.press("ArrowRight")
    page.locator("#figure").select_option(INVITED)
    hanna.press("Put it into the text")
    expect(text).to_have_value(f"Vi bjöd in {INVITED} organisationer.")
    expect(text).to_be_focused()
    hanna.press("See how it will read")
    expect(page.locator("#preview")).to_contain_text("Vi bjöd in 80 organisationer.")
    hanna.press("Save the text")
    hanna.reads_heading("Foreword and summaries")
    hanna.follow("Compile the report")
    hanna.follow("Use a Word template of your own")
    with page.expect_download() as download:
        hanna.follow("Get a template with everything in its place")
    own = Document(download.value.path())
    own.paragraphs[0].insert_paragraph_before("Ur vår egen mall.")
    own.save(tmp_path / "egen.docx")
    page.set_input_files("input[type=file]", tmp_path / "egen.docx")
    hanna.press("Upload the template")
    expect(page.locator("#kept + *")).to_contain_text("egen.docx")
    page.go_back()
    to_report(hanna)
    page.locator("select[name=template]").select_option(label="egen.docx")
    hanna.press("Compile a new edition")
    expect(page.locator("#files")).to_be_visible(timeout=120_000)
    with page.expect_download() as made:
        page.locator("a[href$='/docx']").click()
    texts = [each.text for each in Document(made.value.path()).paragraphs]
    assert texts[0] == "Ur vår egen mall."
    assert "Vi bjöd in 80 organisationer." in texts


def test_without_javascript_the_figure_comes_at_the_end(demo: Demo, visit: Visit):
    page = visit("sv-SE", java_script_enabled=False)
    sign_in(page, DEMO_OFFICER)
    hanna = Reader(page, "sv")
    to_texts(hanna)
    hanna.follow("Summary")
    page.locator("#text").fill("Inbjudna:")
    page.locator("#figure").select_option(INVITED)
    hanna.press("Put it into the text")
    expect(page.locator("#text")).to_have_value(f"Inbjudna: {INVITED}")
    hanna.press("See how it will read")
    expect(page.locator("#preview")).to_contain_text("Inbjudna: 80")
