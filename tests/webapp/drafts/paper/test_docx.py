"""A version as a Word document: keys, structure, pictures, notes, lists, and the way back."""

import itertools
import re
import shutil
import subprocess
from io import BytesIO
from zipfile import ZipFile

import docx as python_docx
import pytest

from tests.webapp.drafts.paper.pages import (
    RICH,
    Section,
    W,
    demo,
    manuscript,
    numbered,
    part,
    section,
    texts,
)
from tests.webapp.drafts.word_files import png
from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.paper import docx
from webapp.drafts.word import reader

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr tabs suppressAutoHyphens bidi"
    " spacing"
    " ind contextualSpacing jc outlineLvl rPr",
    "rPr": "rStyle rFonts ins del b bCs i iCs color sz szCs u vertAlign rtl lang",
    "tcPr": "tcW gridSpan vMerge shd vAlign",
    "trPr": "cantSplit tblHeader ins del",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "sdtPr": "tag id docPartObj",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tcPr tblStylePr",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr",
    "num": "abstractNumId lvlOverride",
    "numbering": "abstractNum num",
    "settings": "zoom defaultTabStop autoHyphenation consecutiveHyphenLimit"
    " characterSpacingControl footnotePr compat themeFontLang decimalSymbol listSeparator",
    "sectPr": "headerReference footerReference pgSz pgMar titlePg",
}
"""The order of the children in ECMA-376 part 1, of those that we write: Word is strict in it."""


def written(row: list[Section], **about) -> bytes:
    return docx.compile_document(manuscript(numbered(row), **about))


@pytest.fixture(scope="module")
def rich() -> bytes:
    english = section("Only in English", "Not translated.", language="en")
    return written([section("Allt", RICH), section("Under", "Text.", level=2), english])


def names_in_order(data: bytes) -> list[str]:
    found = part(data, "word/document.xml").iter(f"{W}bookmarkStart")
    return [each.get(f"{W}name") for each in found]


@pytest.mark.parametrize("name", ["document", "styles", "numbering", "settings", "footnotes"])
def test_everything_stands_in_the_order_of_the_schema(rich, name):
    for element in part(rich, f"word/{name}.xml").iter():
        tag = element.tag.removeprefix(W)
        if tag in ORDER:
            wanted = ORDER[tag].split()
            places = [wanted.index(child.tag.removeprefix(W)) for child in element]
            assert places == sorted(places), f"{tag}: {[child.tag for child in element]}"


def test_all_that_is_referred_to_is_there(rich):
    with ZipFile(BytesIO(rich)) as package:
        names = set(package.namelist())
    types = part(rich, "[Content_Types].xml")
    stated = {each.get("PartName", "").lstrip("/") for each in types} - {""}
    assert stated <= names
    document = part(rich, "word/document.xml")
    references = {
        value for each in document.iter() for key, value in each.attrib.items()
        if key.startswith("{http://schemas.openxmlformats.org/officeDocument")
    }  # fmt: skip
    known = {each.get("Id") for each in part(rich, "word/_rels/document.xml.rels")}
    assert references <= known
    styles = {each.get(f"{W}styleId") for each in part(rich, "word/styles.xml").iter(f"{W}style")}
    used = {each.get(f"{W}val") for kind in ("pStyle", "rStyle", "tblStyle")
            for each in document.iter(f"{W}{kind}")}  # fmt: skip
    assert used <= styles
    ids = [each.get(f"{W}id") for each in document.iter(f"{W}bookmarkStart")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_key_and_every_word_of_the_demo_comes_back(language):
    row, pictures = demo(language)
    data = docx.compile_document(manuscript(row, language, pictures))
    wanted = [
        name
        for each in row
        for name in (f"_ys{each.key.hex}", *(f"_yb{block.key.hex}" for block in each.blocks))
    ]
    assert names_in_order(data) == wanted
    again = reader.read(data)
    assert again.title == "Innovationsstrategi"
    assert [s.level for s in again.sections] == [s.level for s in row]
    back = [
        [each.title, *(blocks.plain(block.text) for block in each.blocks)]
        for each in again.sections
    ]
    assert back == texts(row, language)
    pictures_back = {
        block.image.key: block.image.data
        for each in again.sections
        for block in each.blocks
        if block.image
    }
    assert pictures_back == pictures


def test_python_docx_reads_styles_numbers_and_properties(rich):
    document = python_docx.Document(BytesIO(rich))
    headings = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert [(p.style.name, p.text) for p in headings] == [
        ("Heading 1", "Allt"), ("Heading 2", "Under"), ("Heading 1", "Only in English"),
    ]  # fmt: skip
    about = document.core_properties
    assert (about.title, about.author) == ("Innovationsstrategi", "Region Exempel")
    assert about.subject == "Utkast"
    assert about.created.year == 2026
    header = document.sections[0].header.paragraphs[0].text
    assert header == "Innovationsstrategi · Utkast · 26 november 2026"


def test_the_contents_are_filled_in_before_word_has_counted_pages(rich):
    document = part(rich, "word/document.xml")
    links = [
        ("".join(link.itertext()), link.get(f"{W}anchor"))
        for link in document.iter(f"{W}hyperlink")
        if link.get(f"{W}anchor")
    ]
    assert [text for text, _ in links] == ["1 Allt", "1.1 Under", "2 Only in English"]
    assert {anchor for _, anchor in links} <= set(names_in_order(rich))
    instructions = "".join(each.text for each in document.iter(f"{W}instrText"))
    assert "TOC" in instructions


def test_merged_cells_and_a_repeated_head(rich):
    table = next(part(rich, "word/document.xml").iter(f"{W}tbl"))
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [
        True, False, False, False,
    ]  # fmt: skip
    spans = [[c.get(f"{W}val") for c in row.iter(f"{W}gridSpan")] for row in rows]
    assert spans == [["2"], [], [], ["2"]]
    merges = [[c.get(f"{W}val") for c in row.iter(f"{W}vMerge")] for row in rows]
    assert merges == [[], ["restart"], ["continue"], []]
    assert python_docx.Document(BytesIO(rich)).tables[0].cell(2, 0).text == "a"


def test_two_tables_after_one_another_are_two():
    again = reader.read(written([section("Allt", RICH)]))
    assert [b.kind for b in again.sections[0].blocks].count(BlockKind.TABLE) == 2


def test_notes_are_footnotes_with_their_links(rich):
    notes = part(rich, "word/footnotes.xml").findall(f"{W}footnote")
    assert [each.get(f"{W}id") for each in notes] == ["-1", "0", "1", "2"]
    assert "".join(notes[2].itertext()).strip() == "En viktig not med länk."
    marks = [e.get(f"{W}id") for e in part(rich, "word/document.xml").iter(f"{W}footnoteReference")]
    assert marks == ["1", "2"]
    links = part(rich, "word/_rels/footnotes.xml.rels")
    assert [each.get("Target") for each in links] == ["https://example.org/a?b=1&c=2"]


def test_each_list_counts_by_itself():
    again = reader.read(written([section("A", "1. a\n2. b\n\nmellan\n\n4. c\n5. d"),
                                 section("B", "1. e\n   1. f\n2. g\n   1. h")]))  # fmt: skip
    lists = [b.text for s in again.sections for b in s.blocks if b.kind is BlockKind.LIST]
    assert [re.findall(r"(\d+)\. (\w)", text) for text in lists] == [
        [("1", "a"), ("2", "b")],
        [("4", "c"), ("5", "d")],
        [("1", "e"), ("1", "f"), ("2", "g"), ("1", "h")],
    ]


def test_text_in_another_language_is_marked_for_spelling_for_eyes_and_for_the_way_back(rich):
    document = part(rich, "word/document.xml")
    spoken = {each.get(f"{W}val") for each in document.iter(f"{W}lang")}
    assert spoken == {"en-GB"}
    english = [p for p in document.iter(f"{W}p") if "Not translated." in "".join(p.itertext())]
    assert english[0].find(f"{W}pPr/{W}pBdr") is not None
    assert [name[:3] for name in names_in_order(rich)[-4:]] == ["_ys", "_yf", "_yb", "_yf"]
    styles = part(rich, "word/styles.xml")
    assert next(styles.iter(f"{W}lang")).get(f"{W}val") == "sv-SE"


def test_pictures_say_what_they_show_or_that_they_decorate():
    shown = blocks.figure("a", 'En karta över "länet" & kusten', caption="Figur 1: kartan")
    text = "\n\n".join(
        [shown, blocks.figure("b", "", decorative=True), blocks.figure("c", "Borta")]
    )
    data = written([section("Bilder", text)], pictures={"a": png(), "b": png(), "c": b"no picture"})
    document = part(data, "word/document.xml")
    about = [each for each in document.iter() if each.tag.endswith("}docPr")]
    assert [each.get("descr") for each in about] == ['En karta över "länet" & kusten', ""]
    decorative = [any("decorative" in c.tag for c in each.iter()) for each in about]
    assert decorative == [False, True]
    words = "".join(document.itertext())
    assert "Figur 1: kartan" in words
    assert "Borta" in words


def test_what_word_cannot_hold_does_not_break_the_file():
    data = written([section("Två & tre <fyra>", 'Ett \x0c två &amp; \ufffe tre "citat" ]]>')])
    assert reader.read(data).sections[0].title == "Två & tre <fyra>"


def test_the_same_manuscript_gives_the_same_bytes(rich):
    row = [section("Allt", RICH)]
    assert written(row) == written(row)


def test_an_empty_version_is_a_file_too():
    document = python_docx.Document(BytesIO(written([])))
    assert [p.text for p in document.paragraphs] == ["Innovationsstrategi"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_libreoffice_opens_it(rich, tmp_path):
    (tmp_path / "a.docx").write_bytes(rich)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text", "a.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=100)  # noqa: S603
    text = (tmp_path / "a.txt").read_text("utf-8-sig")
    places = [text.index(word) for word in ("Allt", "Nästlad", "Djupt", "Citat två", "Not trans")]
    assert all(a < b for a, b in itertools.pairwise(places))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_saved_again_in_libreoffice_it_still_says_the_same_and_has_its_keys(tmp_path):
    row, pictures = demo("sv")
    data = docx.compile_document(manuscript(row, "sv", pictures))
    (tmp_path / "a.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML",
               "--outdir", "again", "a.docx"]  # fmt: skip
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=100)  # noqa: S603
    again = (tmp_path / "again" / "a.docx").read_bytes()
    found = [
        [each.title, *(blocks.plain(block.text) for block in each.blocks)]
        for each in reader.read(again).sections
    ]
    assert found == texts(row)
    before, after = set(names_in_order(data)), set(names_in_order(again))
    assert len(before & after) >= 0.98 * len(before)


def test_a_list_deeper_than_word_knows_is_still_a_list():
    deep = "\n".join(f"{'   ' * depth}1. nivå {depth}" for depth in range(12))
    data = written([section("Djup", deep)])
    levels = [int(e.get(f"{W}val")) for e in part(data, "word/document.xml").iter(f"{W}ilvl")]
    assert len(levels) == 12
    assert max(levels) == 8
    overrides = part(data, "word/numbering.xml").iter(f"{W}lvlOverride")
    assert max(int(each.get(f"{W}ilvl")) for each in overrides) == 8


def test_a_paragraph_that_goes_on_with_an_item_says_how_deep_it_stands():
    text = "- a\n\n  mer om a\n  - b\n\n    mer om b"
    paragraphs = python_docx.Document(BytesIO(written([section("A", text)]))).paragraphs
    styles = {each.text: each.style.name for each in paragraphs}
    assert styles["mer om a"] == "List Continue"
    assert styles["mer om b"] == "List Continue 2"
