from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from webapp.reports.compilers import docx

HOSTILE = "<w:p>&amp; ]]> \x00\x1f\ud800 \u202eomvänt # $ * \\ \"'\nny rad"


@pytest.fixture(scope="module")
def compiled(report, swedish):
    return docx.compile_report(report, wording=swedish)


@pytest.fixture(scope="module")
def document(compiled):
    return Document(BytesIO(compiled))


def test_every_part_is_well_formed_and_declared(compiled):
    with ZipFile(BytesIO(compiled)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            assert etree.fromstring(package.read(name)) is not None
        types = package.read("[Content_Types].xml").decode()
        for name in package.namelist():
            assert name.endswith((".rels", "Types].xml")) or f'"/{name}"' in types


def test_headings_are_real_headings(document, report):
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[0] == "1 Sammanfattning"
    assert len(headings) == 7
    titles = {p.text for p in document.paragraphs if p.style.name.startswith("Heading")}
    assert all(f"{s.number} {s.title}" in titles for s in report.sections)


def test_every_style_used_is_defined(document):
    used = set(document.element.body.xpath(".//w:pStyle/@w:val | .//w:rStyle/@w:val"))
    used |= set(document.element.body.xpath(".//w:tblStyle/@w:val"))
    assert used <= {style.style_id for style in document.styles}


@pytest.mark.parametrize("language", ["swedish", "english"])
def test_what_identifies_an_edition_has_room_before_its_value(report, language, request):
    wording = request.getfixturevalue(language)
    made = Document(BytesIO(docx.compile_report(report, wording=wording)))
    rows = [each for each in made.paragraphs if each.style.name == "Facts"]
    names = [each.text.split("\t")[0] for each in rows]
    [stop] = made.styles["Facts"].paragraph_format.tab_stops
    # Calibri is narrower than this for a character; what stands in for it may not be.
    assert max(map(len, names)) * 6.2 < stop.position.pt


def test_the_contents_lead_to_the_headings(document):
    marks = set(document.element.body.xpath(".//w:bookmarkStart/@w:name"))
    links = document.element.body.xpath(".//w:hyperlink/@w:anchor")
    assert len(links) > 10
    assert set(links) <= marks
    fields = document.element.body.xpath(".//w:fldChar/@w:fldCharType")
    assert fields == ["begin", "separate", "end"]


def test_header_rows_repeat_and_tables_are_described(document):
    assert len(document.tables) == 5
    for table in document.tables:
        first, *others = table.rows
        assert first._tr.xpath("./w:trPr/w:tblHeader")
        assert not any(row._tr.xpath("./w:trPr/w:tblHeader") for row in others)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")).startswith("Tabell ")


def test_every_table_has_its_caption_above(document):
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert [caption[:9] for caption in captions] == [f"Tabell {n}." for n in range(1, 6)]


def test_language_title_and_page_numbers_are_set(compiled, document):
    assert document.core_properties.title.startswith("Förslag till innovationsstrategi")
    assert document.core_properties.language == "sv"
    with ZipFile(BytesIO(compiled)) as package:
        assert 'w:lang w:val="sv-SE"' in package.read("word/styles.xml").decode()
        assert " PAGE " in package.read("word/footer.xml").decode()


def test_a_text_in_another_language_is_marked(report, swedish):
    view = replace(report.general_views[0], text="Bures", language="se")
    made = docx.compile_report(replace(report, general_views=(view,)), wording=swedish)
    languages = Document(BytesIO(made)).element.body.xpath(".//w:r[w:t='Bures']//w:lang/@w:val")
    assert languages == ["se-SE"]


def test_what_was_typed_stays_text(report, swedish):
    view = replace(report.general_views[0], text=HOSTILE, sender=HOSTILE)
    occasion = replace(report.occasion, consultation_title=HOSTILE)
    made = docx.compile_report(
        replace(report, occasion=occasion, general_views=(view,)), wording=swedish
    )
    texts = [p.text for p in Document(BytesIO(made)).paragraphs]
    assert "<w:p>&amp; ]]> \ufffd omvänt # $ * \\ \"'\nny rad" in texts


def test_the_same_report_gives_the_same_bytes_another_day(report, swedish, compiled):
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1)):
        assert docx.compile_report(report, wording=swedish) == compiled


def test_a_paragraph_runs_as_its_first_letter_does(report, swedish):
    arabic = "نحن نؤيد الهدف (30 %)."
    view = replace(report.general_views[0], text=arabic, proposed_wording=arabic)
    made = docx.compile_report(replace(report, general_views=(view,)), wording=swedish)
    paragraphs = Document(BytesIO(made)).paragraphs
    turned = [each for each in paragraphs if each._p.xpath("./w:pPr/w:bidi")]
    assert [each.text for each in turned] == [arabic, arabic]
    assert all(each._p.xpath("./w:r/w:rPr/w:rtl") for each in turned)
