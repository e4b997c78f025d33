import csv as csv_reader
import json as json_reader
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO

import pytest
import time_machine
from openpyxl import load_workbook
from xlsxwriter import Workbook

from webapp.reports.compilers import csv, json, sheets, xlsx
from webapp.reports.compilers.rows import KEYS, headings, rows

FORMULAS = ('=HYPERLINK("http://evil.example")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1")


@pytest.fixture(scope="module")
def book(report, swedish):
    return load_workbook(BytesIO(xlsx.compile_report(report, wording=swedish)))


def _with_text(report, text):
    view = replace(report.general_views[0], text=text, sender=text)
    return replace(report, general_views=(view,))


def test_sheets_are_named_in_the_readers_language(book):
    assert book.sheetnames == [
        "Information", "Synpunkter", "Svar", "Ändringar", "Avsändare", "Statistik",
    ]  # fmt: skip


def test_every_point_is_a_row_with_every_column(book, report, swedish):
    sheet = book["Synpunkter"]
    table = list(sheet.iter_rows(values_only=True))
    assert table[0] == headings(report, swedish)
    assert [row[0] for row in table[1:]] == [p.point.number for p in report.points()]
    assert len(KEYS) == len(table[0]) == sheet.max_column
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:AB{len(table)}"


@pytest.mark.parametrize("title", ["Synpunkter", "Svar", "Ändringar", "Avsändare"])
def test_no_heading_is_parted_within_a_word(book, title):
    sheet = book[title]
    widths = {
        at: each.width
        for each in sheet.column_dimensions.values()
        for at in range(each.min, each.max + 1)  # Alike ones beside each other are told once.
    }
    for cell in sheet[1]:
        assert max(map(len, cell.value.split())) < widths[cell.column], cell.value


def test_a_row_says_where_the_point_belongs(report, swedish):
    row = dict(zip(KEYS, next(r for r in rows(report, swedish) if r[0] == "S-15"), strict=True))
    assert row["section_number"] == "1"
    assert row["section_title"] == "Vision och övergripande mål"
    assert row["part"] == "Avsnitt"
    assert row["status"] == "Bedömd"
    assert row["permalink"] == "https://yttra.example/s/15"


def test_all_bodies_are_listed_and_the_unasked_marked(book, report):
    table = list(book["Avsändare"].iter_rows(values_only=True))[1:]
    assert len(table) == len(report.invited) + len(report.unasked)
    assert [row[3] for row in table] == ["Ja"] * len(report.invited) + ["Nej"] * len(report.unasked)


def test_statistics_are_numbers(book, report):
    found = {row[0]: row[1] for row in book["Statistik"].iter_rows(values_only=True)}
    assert found["Inbjudna"] == report.counts.invited
    assert found["Svarade inte"] == report.counts.no_answer


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(report, swedish, formula):
    compiled = xlsx.compile_report(_with_text(report, formula), wording=swedish)
    for sheet in load_workbook(BytesIO(compiled)):
        assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "inlineStr"}


def test_a_text_longer_than_a_cell_is_cut_with_a_mark(report, swedish):
    compiled = xlsx.compile_report(_with_text(report, "å" * 40_000), wording=swedish)
    cell = load_workbook(BytesIO(compiled))["Synpunkter"]["O2"].value
    assert len(cell) == 32_767
    assert cell.endswith(" [...]")


def test_characters_that_xml_cannot_hold_do_not_break_the_file(report, swedish):
    compiled = xlsx.compile_report(_with_text(report, "a\x00b\x0bc\ufffed\u202ee"), wording=swedish)
    assert load_workbook(BytesIO(compiled))["Synpunkter"]["O2"].value == "ab\nc\ufffdde"


def test_progress_rises_to_one(report, swedish):
    told = []
    xlsx.compile_report(report, wording=swedish, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize("formula", FORMULAS)
def test_csv_is_read_back_with_formulas_inert(report, swedish, formula):
    text = csv.compile_report(_with_text(report, formula), wording=swedish).decode("utf-8-sig")
    table = list(csv_reader.reader(StringIO(text), delimiter=";"))
    assert tuple(table[0]) == headings(report, swedish)
    assert table[1][14] == f"'{formula}"


def test_json_holds_the_whole_outline(report, swedish):
    read = json_reader.loads(json.compile_report(report, wording=swedish))
    assert read["compiled_at"] == "2026-11-14T12:05:22+00:00"
    assert read["counts"]["invited"] == 44
    assert read["invited"][0]["outcome"] == "final"
    assert len(read["responses"]) == len(report.responses)


def test_the_same_report_gives_the_same_bytes_another_day(report, swedish):
    compiled = xlsx.compile_report(report, wording=swedish)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1)):
        assert xlsx.compile_report(report, wording=swedish) == compiled


ODD = (
    "a & <b>",
    " i kanten ",
    "_x0041_",
    "rad\nrad",
    "<r>x</r>",
    '"',
    "\u00ad\u200b",
    "fast\u00a0mellanrum\n\u0001",
    "å" * 40_000,
    "a\u00a6b",
)
"""The last holds what cells are held apart by while they are looked through together."""


def test_a_row_that_is_put_is_what_the_library_would_make_of_it(tmp_path):
    def written(name, put):
        with Workbook(tmp_path / name, sheets.OPTIONS) as book:
            on, formats = sheets.sheet(book, "x", [9] * 60), sheets.Formats.of(book)
            on.write_string(0, 0, "Rubrik", formats.header)
            for row in range(1, 4):
                put(on, row, ["", *ODD[: 1 - row or None], *[""] * 40, "sist"], formats.text)
        return load_workbook(tmp_path / name)["x"]

    def library(on, row, cells, look):
        for column, cell in enumerate(cells):
            if cell:
                on.write_string(row, column, sheets.plain(sheets.fitting(cell)), look)

    one, other = written("a.xlsx", sheets.Sheet.put), written("b.xlsx", library)
    assert one.dimensions == other.dimensions == "A1:AZ4"
    for mine, theirs in zip(one.iter_rows(), other.iter_rows(), strict=True):
        for cell, like in zip(mine, theirs, strict=True):
            assert (cell.value or "").strip() == (like.value or "").strip()
            assert (cell.alignment.wrap_text, cell.font.b) == (
                like.alignment.wrap_text,
                like.font.b,
            )


def test_what_looks_like_the_librarys_own_markup_breaks_nothing(report, swedish):
    text = "<r><t>a</r>"
    occasion = replace(report.occasion, consultation_title=text)
    compiled = xlsx.compile_report(
        replace(_with_text(report, text), occasion=occasion), wording=swedish
    )
    book = load_workbook(BytesIO(compiled))
    assert book["Synpunkter"]["O2"].value == text
    assert book["Information"]["A1"].value.strip() == text


def test_a_wide_sheet_is_printed_on_several_pages_that_each_name_the_point(book):
    for name, pages in {"Synpunkter": 3, "Avsändare": 2, "Svar": 1, "Ändringar": 1}.items():
        sheet = book[name]
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (pages, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert bool(sheet.print_title_cols) == (pages > 1)


def test_a_row_is_as_tall_as_its_text_but_not_taller_than_a_row_can_be(report, swedish):
    def height(text):
        compiled = xlsx.compile_report(_with_text(report, text), wording=swedish)
        return load_workbook(BytesIO(compiled))["Synpunkter"].row_dimensions[2].height or 15

    heights = [height(text) for text in ("kort", "ett\ntvå\ntre\nfyra\nfem", "ord " * 90)]
    assert heights == sorted(heights)
    assert 15 < heights[1] < heights[2] < height("å" * 100_000) == 409
