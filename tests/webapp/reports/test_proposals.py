"""What a report says of the words that points are on, and what they would change in them."""

import csv as csv_reader
import json
import re
import zipfile
from io import BytesIO, StringIO

import pypdfium2
import pytest

from tests.factories.accounts import UserFactory
from tests.factories.responses import CommentFactory, ResponseFactory
from tests.factories.rounds import InvitationFactory, RoundFactory
from webapp.assessment import service as assessment
from webapp.core.database import session
from webapp.reports import service
from webapp.reports.compilers import csv, docx, html, pdf
from webapp.reports.compilers import json as json_compiler
from webapp.responses.models import Change, Importance

PASSAGE = {"start": 4, "end": 17, "prefix": "Vi: ", "suffix": " sedan", "language": "sv"}


@pytest.fixture
def report(database):
    """A report on a response with a passage, and each kind of change."""
    response = ResponseFactory(invitation=InvitationFactory(round=RoundFactory(closed=True)))
    for ordinal, more in enumerate(
        (
            {"quote": "Målet är tio.", "selector": PASSAGE, "importance": Importance.MINOR},
            {
                "quote": "Målet är tio.",
                "proposed_wording": "Målet är elva & tolv.",
                "change": Change.REPLACE,
            },
            {"quote": "Målet.", "proposed_wording": "Ett nytt stycke.", "change": Change.ADD},
            {"quote": "Det här behövs inte.", "text": "", "change": Change.REMOVE},
        )
    ):
        CommentFactory(response=response, ordinal=ordinal, **more)
    session.flush()
    assessment.gather(response.id)
    session.flush()
    edition = service.request(response.round, language="sv", actor=UserFactory())
    return service.outline(edition, authority="Region Exempel")


def test_the_rows_quote_the_passage_and_mark_the_changes(report, swedish):
    text = csv.compile_report(report, wording=swedish).decode("utf-8-sig")
    rows = list(csv_reader.DictReader(StringIO(text), delimiter=";"))[1:]
    assert [row["Citerad text"] for row in rows][:2] == ["Målet är tio.", "Målet är tio."]
    assert [row["Vikt för avsändaren"] for row in rows] == ["Ett mindre önskemål", "", "", ""]
    assert [row["Föreslagen ändring"] for row in rows] == [
        "",
        "Målet är [borttaget: tio][tillagt: elva & tolv].",
        "[tillagt: Ett nytt stycke.]",
        "[borttaget: Det här behövs inte.]",
    ]
    points = json.loads(json_compiler.compile_report(report, wording=swedish))
    assert '"change": "replace"' in json.dumps(points)


def test_a_page_strikes_and_underlines_and_says_it_in_words(report, swedish):
    page = html.compile_report(report, wording=swedish).decode()
    assert len(re.findall("<del>", page)) == 4, "each change as a point and in the annex"
    plain = " ".join(re.sub(r"<[^>]*>", "", page).split())
    assert "Föreslagen ändring: Målet är [borttaget: tio][tillagt: elva &amp; tolv]." in plain
    assert "för avsändaren: ett mindre önskemål" in plain


def test_word_has_styles_for_them(report, swedish):
    with zipfile.ZipFile(BytesIO(docx.compile_report(report, wording=swedish))) as package:
        body = package.read("word/document.xml").decode()
        styles = package.read("word/styles.xml").decode()
    for style in ("Inserted", "Deleted"):
        assert f'w:styleId="{style}"' in styles
        assert body.count(f'<w:rStyle w:val="{style}"/>') == 4


def test_a_pdf_says_both(report, swedish):
    document = pypdfium2.PdfDocument(pdf.compile_report(report, wording=swedish))
    said = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    for words in ("Föreslagen ändring: Målet är tio", "elva & tolv", "Ett nytt stycke."):
        assert words in " ".join(said.split())
