"""The text of the files that answers come as, told by content and read without trust."""

import shutil

import pytest

from tests.webapp.responses import letters
from webapp.responses import filekinds, filetext
from webapp.responses.filekinds import FileKind
from webapp.responses.flowing import flowed

has_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs tesseract")


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (letters.as_pdf, FileKind.PDF),
        (letters.as_docx, FileKind.DOCX),
        (letters.as_odt, FileKind.ODT),
    ],
)
def test_a_letter_is_read_paragraph_by_paragraph(make, kind):
    data = make()
    assert filekinds.kind_of(data) is kind
    found = filetext.read(data, kind)
    assert found.text == letters.TEXT
    assert not found.recognised
    assert not found.lacking


@has_tesseract
def test_a_scan_is_read_as_a_picture():
    found = filetext.read(letters.as_scan(), FileKind.PDF)
    assert found.recognised
    assert not found.lacking
    assert "Målen i avsnitt två bör gå att mäta." in found.text


def test_without_a_reader_of_pictures_a_scan_is_told_to_have_no_text(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    found = filetext.read(letters.as_scan(), FileKind.PDF)
    assert found == filetext.FileText("", recognised=False, lacking=True)


def test_a_picture_without_words_has_no_text():
    found = filetext.read(letters.as_blank_scan(), FileKind.PDF)
    assert found.lacking
    assert found.text == ""


@pytest.mark.parametrize("kind", list(FileKind))
@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 cut off", letters.as_docx()[:900]])
def test_a_broken_file_is_unreadable_and_nothing_worse(data, kind):
    with pytest.raises(filetext.UnreadableError):
        filetext.read(data, kind)


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"MZ\x90", b"PK\x03\x04 nothing", bytes.fromhex("d0cf11e0a1b11ae1")]
)
def test_what_is_no_letter_is_told_by_its_content(data):
    assert filekinds.kind_of(data) is None


def test_a_file_is_named_by_its_content():
    assert filekinds.named("C:\\skrivbord\\yttrande.exe", FileKind.PDF) == "yttrande.exe.pdf"
    assert filekinds.named("Yttrande.PDF", FileKind.PDF) == "Yttrande.PDF"
    assert filekinds.named("", FileKind.DOCX) == "fil.docx"


def test_lines_flow_to_paragraphs_and_divided_words_come_together():
    page = (
        "Kommunen tillstyrker förslaget i huvudsak, men vill lyfta några syn-\r\n"
        "punkter som rör uppföljning och ansvar. Det gäller framför allt de mål\r\n"
        "som är gemensamma.\r\n"
        "Målen bör gå att mäta.\r\n"
        "1. Ansvar\r\n"
        "2. Pengar"
    )
    assert flowed(page).split("\n\n") == [
        (
            "Kommunen tillstyrker förslaget i huvudsak, men vill lyfta några synpunkter som rör "
            "uppföljning och ansvar. Det gäller framför allt de mål som är gemensamma."
        ),
        "Målen bör gå att mäta.",
        "1. Ansvar",
        "2. Pengar",
    ]
