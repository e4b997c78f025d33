"""Copies of a campaign: one entry with its number, every sender found, every count the same."""

import csv as csv_reader
import re
import uuid
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.webapp.reports import examples
from tests.webapp.reports.examples import Size
from webapp.reports.blocks import Entry, Senders
from webapp.reports.campaigns import Campaign, gathered, ranges
from webapp.reports.chapters.campaigns import differing
from webapp.reports.compilers import csv, docx, html, hypertext, pdf, xlsx
from webapp.reports.compilers.rows import KEYS, headings
from webapp.reports.copying import grouped
from webapp.reports.manuscript import manuscript
from webapp.reports.outline import Decision

LETTER = "Vi vill att målet om cykelvägar står kvar i strategin, för barnens skull."


@pytest.fixture(scope="module")
def points():
    """Points of a report, each with a number that is a number."""
    found = [placed.point for placed in examples.report("en", Size(14, 2, 26)).points()]
    return [replace(each, number=str(n), text=LETTER) for n, each in enumerate(found, 1)]


def campaign(report, count, changed=None):
    """The report with a section in which `count` persons and three bodies say the same."""
    [first, *_] = (placed.point for placed in report.points())
    said = tuple(
        replace(
            first,
            number=str(1000 + number),
            registry_number=f"R-{number}",
            person=number >= 3,
            sender="Privatperson" if number >= 3 else f"Förening {number}",
            text=(changed or {}).get(number, LETTER),
            quote="",
            proposed_wording="",
        )
        for number in range(count + 3)
    )
    section = replace(report.sections[0], points=(*report.sections[0].points, *said))
    whole = replace(report, sections=(section, *report.sections[1:]))
    return grouped(whole, {each.number: uuid.UUID(int=1) for each in said})


def entries(report, wording):
    return [block for block in manuscript(report, wording) if isinstance(block, Entry)]


def numbers_of(entry):
    told = [part for part in entry.parts if isinstance(part, Senders)]
    return [number for part in told for number, _name in part.items] or [entry.number]


@settings(max_examples=60)
@given(data=st.data())
def test_every_point_is_in_one_entry_and_every_count_adds_up(data, points, english):
    keys = st.sampled_from([None, *map(uuid.UUID, (f"{n:032}" for n in range(1, 5)))])
    texts = st.sampled_from([LETTER, LETTER.upper(), f"{LETTER} Snarast.", "Nej."])
    decisions = st.sampled_from(Decision)
    said = [
        replace(
            each,
            text=data.draw(texts),
            decision=data.draw(decisions),
            person=data.draw(st.booleans()),
            registry_number=f"R-{each.number}",
        )
        for each in points[: data.draw(st.integers(0, len(points)))]
    ]
    cut = data.draw(st.integers(0, len(said)))
    bare = examples.report("en", Size(14, 2, 0))
    bare = replace(bare, general_views=tuple(said[:cut]), outside_scope=tuple(said[cut:]))
    groups = {each.number: key for each in said if (key := data.draw(keys))}
    report = grouped(bare, groups)
    told = [placed.point for placed in report.points()]
    entered = [each for each in entries(report, english) if each.point]
    assert sorted(n for each in entered for n in numbers_of(each)) == sorted(p.number for p in told)
    for number, point in ((each.number, each) for each in told):
        alike = [n for n in groups if groups[n] == groups.get(number)]
        assert point.copies == (len(alike) if len(alike) > 1 else 0)
    for place in (report.general_views, report.outside_scope):
        for each in gathered(place):
            if isinstance(each, Campaign):
                assert each.bodies + each.persons == len(each.points)
                assert sum(map(len, each.variants)) == len(each.points)
                assert sum(map(len, each.verdicts)) == len(each.points)
                assert each.elsewhere == each.points[0].copies - len(each.points)
    assert sum(point.leads for point in told) == len({p.group for p in told if p.group})


def test_it_is_one_entry_with_its_number_and_all_who_sent_it(small, swedish):
    report = campaign(small, 214)
    entry = entries(report, swedish)[len(small.sections[0].points) + len(small.general_views)]
    assert entry.head == "Skickat av 214 privatpersoner och 3 organisationer"
    assert "samma text" in entry.meta
    [senders] = [part for part in entry.parts if isinstance(part, Senders)]
    assert senders.text == (
        "Förening 0 (1000); Förening 1 (1001); Förening 2 (1002); 214 privatpersoner (1003–1216)."
    )


def test_texts_that_differ_are_told_once_each_with_the_words_that_do(small, swedish):
    texts = {5: f"{LETTER} Snarast.", 6: f"{LETTER} Snarast.", 7: LETTER.upper()}
    page = html.compile_fragment(campaign(small, 20, texts), wording=swedish)
    said = BeautifulSoup(page, "html.parser").select_one("#point-1000")
    assert said.get_text().count("att målet om cykelvägar") == 1
    [added] = said.select("ins")
    assert "Snarast." in added.get_text()
    assert "Synpunkt 1005, 1006. Nästan likadant:" in said.get_text()


def test_every_sender_finds_its_point_on_the_page(small, swedish):
    report = campaign(small, 40)
    page = BeautifulSoup(html.compile_fragment(report, wording=swedish), "html.parser")
    ids = [each["id"] for each in page.select("[id]")]
    assert len(set(ids)) == len(ids)
    for placed in report.points():
        anchor = hypertext.point_anchor(placed.point.number)
        assert page.find(id=anchor) is not None, anchor
    assert page.select_one("details.report-senders > summary")


def test_different_answers_to_one_text_are_each_told_with_their_points(small, swedish):
    report = campaign(small, 4)
    section = report.sections[0]
    *others, last = section.points
    other = replace(last, decision=Decision.NOTED, reply="Vi noterar det.")
    report = replace(
        report, sections=(replace(section, points=(*others, other)), *report.sections[1:])
    )
    page = html.compile_fragment(report, wording=swedish)
    said = BeautifulSoup(page, "html.parser").select_one("#point-1000").get_text(" ", strip=True)
    assert re.search(r"1000–1005\. Bedömning:", said)
    assert re.search(r"1006\. Bedömning: [^.]+\. Vi noterar det\.", said)


@pytest.mark.parametrize("compiler", [docx, pdf])
def test_papers_say_it_once(small, swedish, compiler):
    made = compiler.compile_report(campaign(small, 900), wording=swedish)
    again = compiler.compile_report(campaign(small, 900), wording=swedish)
    assert made == again
    if compiler is docx:
        texts = [each.text for each in Document(BytesIO(made)).paragraphs]
        assert sum(LETTER in each for each in texts) == 1
        assert any("900 privatpersoner (1003–1902)." in each for each in texts)


def test_data_have_a_row_for_each_with_its_group(small, swedish):
    report = campaign(small, 10)
    text = csv.compile_report(report, wording=swedish).decode("utf-8-sig")
    heads, *rows = csv_reader.reader(StringIO(text), delimiter=";")
    assert tuple(heads) == headings(report, swedish)
    found = [dict(zip(KEYS, each, strict=True)) for each in rows]
    alike = [each for each in found if each["group"]]
    assert {(each["group"], each["copies"]) for each in alike} == {("G1000", "13")}
    assert [each["number"] for each in alike if each["first_of_group"] == "Ja"] == ["1000"]
    book = load_workbook(BytesIO(xlsx.compile_report(report, wording=swedish)))
    assert "1 grupp" in str([cell.value for cell in book["Information"]["B"]])


def test_numbers_that_follow_each_other_are_one():
    assert ranges(["12", "3", "5", "6", "7", "8", "10", "11"]) == "3, 5–8, 10–12"
    assert ranges(["1", "2"]) == "1, 2"
    assert ranges(["S-1", "S-2"]) == "S-1, S-2"


def test_what_is_alike_is_shortened_around_what_differs():
    old = " ".join(f"ord{n}" for n in range(100))
    new = old.replace("ord50", "annat")
    said = "".join(text for _fate, text in differing(old, new))
    assert said.startswith("[…] ord44")
    assert said.endswith("ord56 […]")
    assert "ord50" in said
    assert "annat" in said
