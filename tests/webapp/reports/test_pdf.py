import re
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from webapp.drafts.typesetting import Typesetter
from webapp.reports.compilers import pdf
from webapp.reports.compilers.joining import _items, _pairs

HOSTILE = (
    '#import "x": * $ @ref `raw` *b* _i_ = h // /* \\ " \x00\u202e ~ < > [ ] { } 😀 中文 e\u0331'
)


@pytest.fixture
def whole(long_pdf):
    with Pdf.open(BytesIO(long_pdf)) as opened:
        yield opened


@pytest.fixture
def pages(whole):
    return {page.obj.objgen: number for number, page in enumerate(whole.pages)}


def _text(compiled):
    document = pypdfium2.PdfDocument(compiled)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def _elements(element):
    for kid in element.get(Name.K, ()):
        if isinstance(kid, Dictionary) and Name.S in kid:
            yield element, kid
            yield from _elements(kid)


def test_the_file_is_what_it_claims_to_be(whole):
    assert whole.check_pdf_syntax() == []
    described = whole.Root.Metadata.read_bytes().decode()
    assert re.search(r"pdfuaid:part>1<|pdfuaid:part=\"1\"", described)
    assert "pdfaid:part>3<" in described
    assert "pdfaid:conformance>A<" in described
    assert [str(each.S) for each in whole.Root.OutputIntents] == ["/GTS_PDFA1"]
    assert f"NPages>{len(whole.pages)}<" in described
    assert str(whole.Root.Lang).startswith("sv")
    assert bool(whole.Root.MarkInfo.Marked)
    assert bool(whole.Root.ViewerPreferences.DisplayDocTitle)


def test_it_was_joined_from_several_parts(whole):
    assert [str(group.S) for group in whole.Root.StructTreeRoot.K[0].K].count("/Div") >= 3


def test_every_pages_content_is_in_the_structure(whole, pages):
    parents = dict(_pairs(whole.Root.StructTreeRoot.ParentTree))
    keys = [int(page.obj.StructParents) for page in whole.pages]
    assert len(set(keys)) == len(keys)
    for number, page in enumerate(whole.pages):
        owners = [e for e in parents[int(page.obj.StructParents)] if isinstance(e, Dictionary)]
        assert owners
        own = [e for e in owners if Name.Pg in e]
        assert {pages[e.Pg.objgen] for e in own} <= {number - 1, number, number + 1}
        assert number in {pages[e.Pg.objgen] for e in own}


def test_every_link_is_in_the_structure(whole):
    parents = dict(_pairs(whole.Root.StructTreeRoot.ParentTree))
    links = [a for page in whole.pages for a in page.obj.get(Name.Annots, ())]
    assert len(links) > 900
    for link in links:
        assert Name.Link == parents[int(link.StructParent)].S
        assert str(link.Contents)


def test_every_element_knows_its_parent(whole):
    document = whole.Root.StructTreeRoot.K[0]
    seen = 0
    for parent, element in _elements(document):
        assert element.P.objgen == parent.objgen
        seen += 1
    assert seen > 5000


def test_heading_levels_are_never_skipped_across_parts(whole):
    tags = (str(e.S) for _parent, e in _elements(whole.Root.StructTreeRoot.K[0]))
    levels = [int(tag[2]) for tag in tags if re.fullmatch("/H[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_cells_refer_to_their_headers(whole):
    tree = whole.Root.StructTreeRoot
    ids = {bytes(key) for key, _element in _pairs(tree.IDTree, Name.Names)}
    referred = set()
    for _parent, element in _elements(tree.K[0]):
        attributes = element.get(Name.A, Array())
        for each in attributes if isinstance(attributes, Array) else [attributes]:
            if isinstance(each, Dictionary):
                referred |= {bytes(header) for header in each.get(Name.Headers, ())}
    assert referred
    assert referred <= ids


def test_the_contents_lead_to_the_pages_they_name(whole, pages):
    assert b"contents.invalid" not in b"".join(
        bytes(str(a.get(Name.A)), "utf-8")
        for page in whole.pages
        for a in page.obj.get(Name.Annots, ())
    )
    lines = [a for p in list(whole.pages)[:3] for a in p.obj.get(Name.Annots, ()) if Name.Dest in a]
    assert len(lines) > 10
    items = _items(whole.Root.Outlines)
    places = {str(item.Title): pages[item.Dest[0].objgen] for item in items}
    for line in lines:
        assert places[str(line.Contents)] == pages[line.Dest[0].objgen]


def test_a_long_address_is_led_to_to_the_letter(small, english):
    address = f"https://yttra.example/{'rapporter/' * 8}01a21f0c-da33-766b#point-1"
    view = replace(small.general_views[0], permalink=address)
    made = pdf.compile_report(replace(small, general_views=(view,)), wording=english)
    with Pdf.open(BytesIO(made)) as opened:
        links = [a for page in opened.pages for a in page.obj.get(Name.Annots, ()) if Name.A in a]
        assert address in {str(link.A.URI) for link in links}


def test_printed_page_numbers_follow_the_pages(long_pdf):
    document = pypdfium2.PdfDocument(long_pdf)
    try:
        for number in range(1, len(document)):
            text = document[number].get_textpage().get_text_bounded().split()
            assert str(number + 1) in {text[0], text[-1]}
    finally:
        document.close()


def test_bookmarks_cover_every_heading(whole, pages):
    items = list(_items(whole.Root.Outlines))
    places = [pages[item.Dest[0].objgen] for item in items]
    assert places == sorted(places)
    chapters = [str(i.Title) for i in items if i.Parent.objgen == whole.Root.Outlines.objgen]
    assert [chapter[0] for chapter in chapters] == list("1234567")
    assert int(whole.Root.Outlines.Count) == 7


def test_all_that_was_said_is_there(report, swedish):
    text = _text(pdf.compile_report(report, wording=swedish))
    found = re.sub(r"\s+", "", text)
    for placed in report.points():
        assert placed.point.number in found
        assert re.sub(r"\s+", "", placed.point.text[:60]) in found


def test_what_was_typed_stays_text(small, english):
    view = replace(small.general_views[0], text=HOSTILE, sender=HOSTILE, quote=HOSTILE)
    occasion = replace(small.occasion, consultation_title=HOSTILE)
    report = replace(small, occasion=occasion, general_views=(view,))
    text = _text(pdf.compile_report(report, wording=english))
    found = re.sub(r"[\s\u200b]+", "", text)
    assert '#import"x":*$@ref`raw`*b*_i_=h///*\\"~<>[]{}[grinningface]' in found
    assert "[U+4E2D][U+6587]" in found


@pytest.mark.parametrize("lines", range(41, 47))
def test_a_caption_never_stands_alone_at_the_foot_of_a_page(lines):
    rows = "".join(f'("rad {number}", "x"),' for number in range(90))
    source = (
        '#import "/reports/compilers/report.typ": *\n#show: paged.with(title: "x")\n'
        + '#par("ett stycke")\n' * lines
        + f'#grid-of("RUBRIKEN", (1, 1), (), ("Vad", "Hur"), ({rows}))\n'
    )
    made = Typesetter(datetime(2027, 1, 1, tzinfo=UTC)).pdf(source)
    with closing(pypdfium2.PdfDocument(made)) as document:
        said = [page.get_textpage().get_text_bounded() for page in document]
    [captioned] = [page for page in said if "RUBRIKEN" in page]
    assert "rad 0" in captioned


def test_titles_without_a_visible_letter_can_be_set(small, english):
    sections = tuple(replace(section, number="", title="\u202e ") for section in small.sections)
    responses = tuple(replace(response, sender="\x00") for response in small.responses)
    occasion = replace(small.occasion, consultation_title="")
    report = replace(small, sections=sections, responses=responses, occasion=occasion)
    assert pdf.compile_report(report, wording=english).startswith(b"%PDF")


def test_the_years_of_a_title_stay_on_one_line(small, swedish):
    title = "Ett hållbart växande Västerbotten – regional innovationsstrategi 2027–2034"
    titled = replace(small, occasion=replace(small.occasion, consultation_title=title))
    cover = _text(pdf.compile_report(titled, wording=swedish)).split(small.occasion.registry_number)
    assert "2027–2034" in cover[0]


def test_fonts_are_embedded(whole):
    for page in whole.pages:
        for font in page.obj.Resources.get(Name.Font, {}).values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert Name.FontFile2 in descriptor or Name.FontFile3 in descriptor


def test_the_same_report_gives_the_same_bytes(small, english):
    one, other = (pdf.compile_report(small, wording=english) for _time in range(2))
    assert one == other


def test_progress_rises_to_one(small, english):
    told = []
    pdf.compile_report(small, wording=english, progress=lambda done, *_chapter: told.append(done))
    assert told == sorted(told)
    assert told[-1] == 1.0
