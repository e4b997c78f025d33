"""Files are what is in them, whatever their names say."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.notifications import filetypes
from webapp.responses import filekinds
from webapp.rounds import papers


def archive(*names, content=b"x", first=b""):
    """An archive with files of these names, stored as they are."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        if first:
            file.writestr("mimetype", first)
        for name in names:
            file.writestr(name, content)
    return made.getvalue()


WORD = archive("[Content_Types].xml", "word/document.xml")
ODT = archive("content.xml", first=filetypes.ODT.encode())
WITH_MACROS = archive("word/document.xml", "word/vbaProject.bin")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", filetypes.PDF),
        (b"\n\xef\xbb\xbf%PDF-1.4\n", filetypes.PDF),
        (b"\x89PNG\r\n\x1a\n\x00", filetypes.PNG),
        (b"\xff\xd8\xff\xe0", filetypes.JPEG),
        (WORD, filetypes.DOCX),
        (archive("xl/workbook.xml"), filetypes.XLSX),
        (ODT, filetypes.ODT),
        (archive("yttrande.pdf", content=b"%PDF-1.7"), None),
        (b"PK\x03\x04" + b"\x00" * 40, None),
        (b"<html>", None),
        (b"", None),
    ],
)
def test_a_file_is_what_is_in_it(data, kind):
    assert filetypes.media_type(data) == kind


def test_a_program_is_no_paper_but_an_answer_that_has_one_is_taken_in():
    assert filetypes.has_macros(WITH_MACROS)
    assert papers.media_type(WITH_MACROS) is None
    assert papers.media_type(WORD) == filetypes.DOCX
    assert filekinds.kind_of(WITH_MACROS) is filekinds.FileKind.DOCX


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"\xff\xd8\xff"]))
def test_nothing_is_so_broken_that_it_cannot_be_told(data, start):
    filetypes.media_type(start + data)
    filetypes.has_macros(start + data)
