import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pypdfium2
import pytest
from pikepdf import Pdf

from tests.webapp.reports.conftest import _catalogue
from webapp.responses.content import canonical
from webapp.responses.receipt import Receipt, Said, compile_receipt
from webapp.responses.words import Words

CONTENT = canonical({"statement": 'Vi tillstyrker \N{ROCKET} \\ "citat"\n', "format": "x"})


@pytest.fixture(scope="module")
def swedish():
    return Words("sv", _catalogue("responses"))


@pytest.fixture
def receipt():
    return Receipt(
        title="Förslag till innovationsstrategi",
        registry_number="RS 2026/0417-12",
        authority="Region Västerbotten",
        sender="Umeå kommun",
        form="Svar, slutligt",
        position="Tillstyrker delvis",
        submitted_at=datetime(2026, 10, 15, 21, 59, 58, tzinfo=UTC),
        late=False,
        content=CONTENT,
        last_day=date(2026, 10, 15),
        statement="Vi ser positivt på förslaget.\n\nAndra stycket.",
        comments=(Said("2.1 Starkare stöd", "Ange ansvar.", "i hela länet", "Regionen ansvarar."),),
        answers=(Said("Fråga 1. Hinder?", "Resurser.", position="Tillstyrker"),),
        attachments=("yttrande.pdf",),
        language="sv",
    )


def _read(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_it_says_what_came_in_and_when(receipt, swedish):
    text = _read(compile_receipt(receipt, words=swedish))
    for said in (
        "RS 2026/0417-12",
        "Umeå kommun",
        "Svar, slutligt",
        "Tillstyrker delvis",
        "15 oktober 2026 kl. 23:59:58 (centraleuropeisk sommartid, UTC+02:00)",
        "Svaret kom in i tid.",
        hashlib.sha256(CONTENT).hexdigest(),
    ):
        assert said in text


def test_it_holds_the_whole_response(receipt, swedish):
    text = _read(compile_receipt(receipt, words=swedish))
    for said in (
        "Vi ser positivt på förslaget.",
        "Andra stycket.",
        "2.1 Starkare stöd",
        "i hela länet",
        "Ange ansvar.",
        "Föreslagen lydelse: Regionen ansvarar.",
        "Fråga 1. Hinder?",
        "Resurser.",
        "yttrande.pdf",
    ):
        assert said in text


def test_the_registered_content_is_attached_to_the_byte(receipt, swedish):
    with Pdf.open(BytesIO(compile_receipt(receipt, words=swedish))) as made:
        assert list(made.attachments) == ["response.json"]
        assert made.attachments["response.json"].get_file().read_bytes() == CONTENT


def test_a_late_response_says_so(receipt, swedish):
    text = _read(compile_receipt(replace(receipt, late=True), words=swedish))
    assert "Svaret kom in efter sista" in text
    assert "i tid" not in text


def test_an_abstention_needs_no_text(receipt, swedish):
    bare = replace(receipt, statement="", comments=(), answers=(), attachments=())
    assert "Svaret innehåller ingen egen text." in _read(compile_receipt(bare, words=swedish))


def test_it_is_accessible_and_says_its_language(receipt):
    with Pdf.open(BytesIO(compile_receipt(receipt, words=Words("en")))) as made:
        assert b"pdfuaid:part>1<" in made.Root.Metadata.read_bytes()
        assert b"pdfaid:part>3<" in made.Root.Metadata.read_bytes()
        assert str(made.Root.Lang) == "en"
        assert bool(made.Root.MarkInfo.Marked)


def test_english_is_english(receipt):
    text = _read(compile_receipt(receipt, words=Words("en")))
    assert "The response came in on time." in text
    assert "15 October 2026 at 23:59:58 (Central European Summer Time, UTC+02:00)" in text


def test_the_same_receipt_is_the_same_file(receipt, swedish):
    assert compile_receipt(receipt, words=swedish) == compile_receipt(receipt, words=swedish)


@pytest.mark.parametrize("typed", ['#import "x"', "\x00\u202e", "$x$ *b* @c <d> \\", "😀 中"])
def test_what_was_typed_stays_text(receipt, swedish, typed):
    made = replace(
        receipt, sender=typed, title=typed, statement=typed, comments=(Said(typed, typed),)
    )
    assert compile_receipt(made, words=swedish).startswith(b"%PDF")


def test_a_time_without_zone_is_refused(receipt):
    with pytest.raises(ValueError, match="time zone"):
        replace(receipt, submitted_at=datetime(2026, 1, 1))  # noqa: DTZ001 - what must be refused


def test_it_says_what_a_change_takes_away_and_puts_in(receipt, swedish):
    said = (
        Said("2.1", "", "Målet är tio.", "Målet är elva.", change="replace", importance="Viktigt"),
        Said("2.2", "Därför.", "Hela stycket.", change="remove"),
    )
    text = " ".join(_read(compile_receipt(replace(receipt, comments=said), words=swedish)).split())
    assert "Föreslagen ändring: Målet är tioelva." in text
    assert "Viktigt" in text
    assert "Föreslås tas bort: Hela stycket." in text
