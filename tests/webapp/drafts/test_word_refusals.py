import struct
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.webapp.drafts.word_files import (
    assert_editable,
    cell,
    content_types,
    docx,
    field,
    item,
    p,
    parts,
    picture,
    r,
    relationships,
    root,
    table,
    zipped,
)
from webapp.drafts.word.package import MAX_PARTS, MAX_XML_TAGS
from webapp.drafts.word.reader import MAX_PARAGRAPHS, read
from webapp.drafts.word.refusal import Refusal, WordRefused

_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
_BODY = (
    p("Rubrik", style="Rubrik1"),
    p("Ett stycke ", r("fet", "<w:b/>"), field('HYPERLINK "https://a.example"', "länk")),
    item("punkt", 1) + item("inuti", 2, 1),
    table(["a", cell(p("b"), '<w:gridSpan w:val="2"/><w:vMerge/>')], ["c", "d", "e"]),
    p(f"<w:ins>{r('till')}</w:ins>", picture("x", alt="bild")),
)
_SOUND = docx(*_BODY)
_MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def _refusal(data: bytes, max_bytes: int = 50 * 2**20) -> Refusal:
    with pytest.raises(WordRefused) as refused:
        read(data, max_bytes=max_bytes)
    return refused.value.reason


def _archive(*entries: tuple[str, bytes], how: int = ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", how) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def _loose(size: int) -> bytes:
    """Bytes that can be packed about fifty times, less than is held to be suspicious."""
    marks = (sha256(b"%d" % number).digest()[:12] for number in range(100))
    once = b"".join(mark + b" " * 988 for mark in marks)
    return (once * (size // len(once) + 1))[:size]


def _with(name: str, content: str | bytes) -> bytes:
    return zipped({**parts(p("Text.")), name: content})


def test_a_sound_file_is_read() -> None:
    assert read(_SOUND).sections[0].title == "Rubrik"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        b"{\\rtf1 Hej}",
        "Bara text, åäö.".encode(),
        b"<html><body>Hej</body></html>",
        _OLE,
        _archive(("hej.txt", b"hej")),
        _archive(
            ("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")
        ),
        _archive(),
    ],
    ids=["empty", "stump", "pdf", "rtf", "text", "html", "ole", "zip", "odt", "empty-zip"],
)
def test_what_is_not_word_is_refused(data: bytes) -> None:
    assert _refusal(data) is Refusal.NOT_WORD


def test_a_spreadsheet_by_another_name_is_refused() -> None:
    contents = {
        "[Content_Types].xml": content_types()
        .replace("word/document", "xl/workbook")
        .replace("wordprocessingml.document", "spreadsheetml.sheet"),
        "_rels/.rels": relationships({"d": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": "<workbook/>",
    }
    assert _refusal(zipped(contents)) is Refusal.NOT_WORD


def test_the_format_before_2007_is_refused() -> None:
    assert _refusal(_OLE + "WordDocument".encode("utf-16-le")) is Refusal.OLD_WORD


def test_a_file_with_a_password_is_refused() -> None:
    locked = "EncryptionInfo".encode("utf-16-le") + "EncryptedPackage".encode("utf-16-le")
    assert _refusal(_OLE + locked) is Refusal.ENCRYPTED


def test_an_archive_with_a_password_is_refused() -> None:
    data = bytearray(_SOUND)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    assert _refusal(bytes(data)) is Refusal.ENCRYPTED


def test_a_file_over_the_limit_is_refused_unopened() -> None:
    assert _refusal(_SOUND, max_bytes=len(_SOUND) - 1) is Refusal.TOO_LARGE
    assert read(_SOUND, max_bytes=len(_SOUND)).sections


def test_two_hundred_megabytes_are_refused() -> None:
    assert _refusal(b"PK\x03\x04" + bytes(200 * 2**20)) is Refusal.TOO_LARGE


def test_a_part_that_swells_is_refused() -> None:
    assert _refusal(_with("word/media/x.bin", bytes(2 * 2**20))) is Refusal.BOMB


def test_a_small_part_may_swell() -> None:
    assert read(_with("word/media/x.bin", bytes(2**20 - 1))).sections


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    packed, unpacked = 314_159, 60 * 2**20
    entries = [(f"word/media/{number}.bin", bytes(packed)) for number in range(9)]
    honest = struct.pack("<2L", packed, packed)
    data = _archive(*entries, how=ZIP_STORED)
    assert data.count(honest) == 18
    data = data.replace(honest, struct.pack("<2L", packed, unpacked))
    assert _refusal(data) is Refusal.BOMB


def test_an_archive_of_thousands_of_parts_is_refused() -> None:
    entries = [(f"word/{number}.bin", b"") for number in range(MAX_PARTS + 1)]
    assert _refusal(_archive(*entries, how=ZIP_STORED)) is Refusal.BOMB


def test_a_huge_directory_is_refused_before_it_is_read() -> None:
    data = bytearray(_SOUND)
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<L", 40 * 2**20)
    assert _refusal(bytes(data)) is Refusal.BOMB


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(_with("word/styles.xml", b"<w:styles>" + b" " * 30 * 2**20 + b"</w:styles>"))
    real = struct.pack("<L", 30 * 2**20 + 21)
    assert bomb.count(real) == 2
    assert _refusal(bytes(bomb).replace(real, struct.pack("<L", 500))) is Refusal.DAMAGED


def test_a_part_packed_in_a_way_that_word_does_not_is_refused() -> None:
    assert _refusal(_archive(("[Content_Types].xml", b"<x/>"), how=ZIP_LZMA)) is Refusal.DAMAGED


def test_a_part_that_is_there_twice_is_refused() -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in parts(p("a")).items():
            archive.writestr(name, content)
        archive.writestr(ZipInfo("WORD/Document.xml"), root("document", "<w:body/>"))
    assert _refusal(buffer.getvalue()) is Refusal.DAMAGED


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("[Content_Types].xml", content_types(_MACRO_TYPE)),
        ("word/vbaProject.bin", b"\xd0\xcf"),
        ("word/custom/VBAPROJECT.BIN", b"\xd0\xcf"),
        (
            "[Content_Types].xml",
            content_types(
                more='<Override PartName="/word/x.bin" '
                'ContentType="application/vnd.ms-office.vbaProject"/>'
            ),
        ),
    ],
    ids=["docm", "project", "elsewhere", "other-name"],
)
def test_macros_are_refused(name: str, content: str | bytes) -> None:
    assert _refusal(_with(name, content)) is Refusal.MACROS


_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><x>&c;</x>'
)
_STEALS = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
_CALLS = '<!DOCTYPE x SYSTEM "http://spy.example/x.dtd"><x/>'


@pytest.mark.parametrize("xml", [_LAUGHS, _STEALS, _CALLS], ids=["laughs", "steals", "calls"])
@pytest.mark.parametrize(
    "name",
    [
        *("word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"),
        *("word/footnotes.xml", "docProps/core.xml", "customXml/item1.xml"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_entities_are_refused_in_every_part(
    name: str, xml: str, encoding: str
) -> None:
    assert _refusal(_with(name, xml.encode(encoding))) is Refusal.UNSAFE_XML


@pytest.mark.parametrize(
    "data",
    [
        _SOUND[: len(_SOUND) // 2],
        _SOUND[:-10],
        _with("word/document.xml", "<w:document"),
        _with("word/styles.xml", b"\xff\xfe\x00"),
        _with("word/numbering.xml", ""),
        _with("word/document.xml", "<x>" * 5_000 + "</x>" * 5_000),
    ],
    ids=["half", "cut", "unclosed", "bytes", "blank", "deep"],
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    assert _refusal(data) is Refusal.DAMAGED


def test_a_part_whose_bytes_were_changed_is_refused() -> None:
    contents = parts(p("Texten som ändras."))
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    assert _refusal(buffer.getvalue().replace(b"Texten", b"Tixten")) is Refusal.DAMAGED


def test_a_package_without_its_document_is_refused() -> None:
    contents = parts(p("Text."))
    del contents["word/document.xml"]
    assert _refusal(zipped(contents)) is Refusal.NO_DOCUMENT
    assert _refusal(_with("word/document.xml", root("document", ""))) is Refusal.NO_DOCUMENT


@pytest.mark.parametrize("body", ["", p(""), p(" \t "), p("", style="Rubrik1"), "<w:sectPr/>"])
def test_an_empty_document_is_refused(body: str) -> None:
    assert _refusal(docx(body)) is Refusal.EMPTY


def test_too_long_a_part_is_refused() -> None:
    text = b"<x>" + _loose(65 * 2**20)
    assert _refusal(_with("word/document.xml", text)) is Refusal.TOO_LARGE


@pytest.mark.parametrize("element", ["<w:p/>", "<w:t/>"], ids=["paragraphs", "tags"])
def test_too_many_elements_are_refused(element: str) -> None:
    count = {"<w:p/>": MAX_PARAGRAPHS, "<w:t/>": MAX_XML_TAGS}[element] + 1
    contents = parts(p("Text."), element * count)
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    assert _refusal(buffer.getvalue()) is Refusal.TOO_LARGE


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_file_with_any_byte_changed_is_read_or_refused(data: st.DataObject) -> None:
    changed = bytearray(_SOUND)
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    _read_or_refused(bytes(changed))


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_xml_with_anything_changed_is_read_or_refused(data: st.DataObject) -> None:
    contents = parts(*_BODY)
    name = data.draw(st.sampled_from(sorted(contents)))
    text = str(contents[name])
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 40))
    put = data.draw(st.sampled_from(["", "<w:p>", "</w:p>", '"', "9" * 12, "-1", "å"]))
    _read_or_refused(zipped({**contents, name: text[:at] + put + text[at + gone :]}))


def _read_or_refused(data: bytes) -> None:
    with suppress(WordRefused):
        draft = read(data)
        assert draft.sections
        assert_editable(draft)
