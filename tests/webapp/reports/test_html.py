from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html as parser

from webapp.reports.compilers import html

HOSTILE = "<script>alert(1)</script> \"'><img src=x onerror=alert(1)> {{ 7*7 }} \u202e"


@pytest.fixture(scope="module")
def page(report, swedish):
    return parser.fromstring(html.compile_report(report, wording=swedish).decode())


def test_the_page_stands_on_its_own(page):
    assert not page.xpath("//script | //link | //img | //*[@style] | //@onclick")
    assert len(page.xpath("//head/style")) == 1
    assert page.get("lang") == "sv"
    assert len(page.xpath("//h1")) == 1


def test_headings_are_in_order(page):
    levels = [int(element.tag[1]) for element in page.xpath("//h1|//h2|//h3|//h4|//h5")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_links_lead_somewhere(page):
    ids = page.xpath("//@id")
    assert len(set(ids)) == len(ids)
    targets = {link.removeprefix("#") for link in page.xpath("//a/@href")}
    assert targets <= set(ids)


def test_every_point_can_be_linked_to(page, report):
    ids = set(page.xpath("//article/@id"))
    assert ids == {f"point-{placed.point.number}" for placed in report.points()}


def test_tables_have_captions_and_scopes(page):
    for table in page.xpath("//table"):
        assert table.xpath("./caption")
        assert all(cell.get("scope") in {"col", "row"} for cell in table.xpath(".//th"))


def test_the_fragment_has_no_style_and_no_first_heading(report, swedish):
    fragment = parser.fromstring(html.compile_fragment(report, wording=swedish))
    assert not fragment.xpath("//script | //style | //link | //*[@style] | //h1")
    assert fragment.xpath("//h2")


def test_what_was_typed_stays_text(report, swedish):
    view = replace(report.general_views[0], text=HOSTILE, sender=HOSTILE, quote=HOSTILE)
    made = html.compile_report(replace(report, general_views=(view,)), wording=swedish).decode()
    found = parser.fromstring(made)
    assert not found.xpath("//script | //img")
    assert "{{ 7*7 }}" in made
    assert "\u202e" not in made
    assert HOSTILE[:25] in found.text_content()


def test_line_breaks_stay(report, swedish):
    view = replace(report.general_views[0], text="ett\ntvå\n\ntre")
    made = html.compile_report(replace(report, general_views=(view,)), wording=swedish).decode()
    assert "ett<br>två" in made


def test_a_text_in_another_language_is_marked(report, swedish):
    view = replace(report.general_views[0], text="Bures", language="se")
    made = html.compile_report(replace(report, general_views=(view,)), wording=swedish).decode()
    assert parser.fromstring(made).xpath("//*[@lang='se']")[0].text_content().strip() == "Bures"


def test_everything_fixed_is_said_in_english_too(small, english):
    made = html.compile_report(small, wording=english).decode()
    assert "What the proposal said:" in made
    assert "Synpunkt" not in made


ARABIC = "نحن نؤيد الهدف، لكن القياس غير واضح."


def test_what_runs_from_right_does_not_run_into_a_label(report, swedish):
    view = replace(report.general_views[0], text="a", proposed_wording=ARABIC)
    made = html.compile_report(replace(report, general_views=(view,)), wording=swedish).decode()
    [found] = parser.fromstring(made).xpath(f"//p[starts-with(., '{ARABIC}')]")
    assert found.get("dir") == "auto"
    assert found.getprevious().xpath("string()").strip() == "Föreslagen lydelse:"


def test_a_printed_table_is_not_cut_off(report, swedish, browser, tmp_path):
    long = replace(report.invited[0], label="Ett mycket långt namn på en remissinstans " * 2)
    whole = replace(report, invited=(long, *report.invited[1:]))
    file = tmp_path / "report.html"
    file.write_bytes(html.compile_report(whole, wording=swedish))
    page = browser.new_page(viewport={"width": 480, "height": 900})
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    cut = page.evaluate(
        "[...document.querySelectorAll('.report-table')]"
        ".filter(each => getComputedStyle(each).overflowX !== 'visible'"
        " || each.querySelector('table').offsetWidth > each.clientWidth).length"
    )
    page.close()
    assert cut == 0
