import re
from io import BytesIO

import docx as python_docx

from tests.webapp.drafts.word_files import (
    assert_editable,
    p,
    png,
    r,
    read_parts,
    shown,
    texts,
    tree,
)
from webapp.drafts.word.draft import Finding, Outcome
from webapp.drafts.word.reader import read


def test_headings_become_a_tree_by_style_base_outline_and_swedish_name() -> None:
    draft = read_parts(
        p("Ett", style="Rubrik1"),
        p("Ett ett", style="Niva2"),
        p("Ett ett ett", style="Rubrik3"),
        p("Två", style="Kapitel"),
        p("Två ett", properties='<w:outlineLvl w:val="1"/>'),
        p("Text."),
    )
    assert tree(draft) == [
        (1, "Ett"),
        (2, "Ett ett"),
        (3, "Ett ett ett"),
        (1, "Två"),
        (2, "Två ett"),
    ]
    assert draft.report.count(Finding.HEADINGS) == 5


def test_a_style_that_says_body_text_is_no_heading() -> None:
    draft = read_parts(p("Rubrik", style="Rubrik1"), p("Text", style="Mellan"))
    assert tree(draft) == [(1, "Rubrik")]
    assert texts(draft) == ["Text"]


def test_a_level_that_is_skipped_is_closed() -> None:
    draft = read_parts(p("A", style="Rubrik1"), p("B", style="Rubrik3"), p("C", style="Rubrik2"))
    assert tree(draft) == [(1, "A"), (2, "B"), (2, "C")]
    assert draft.report.count(Finding.HEADING_LEVELS_ADJUSTED) == 1


def test_text_before_the_first_heading_is_a_section_without_title() -> None:
    draft = read_parts(p("Vår strategi", style="Rubrik"), p("Förord."), p("Ett", style="Rubrik1"))
    assert draft.title == "Vår strategi"
    assert tree(draft) == [(1, None), (1, "Ett")]
    assert draft.sections[0].blocks[0].text == "Förord."


def test_the_title_in_the_properties_serves_when_none_is_written() -> None:
    core = '<x xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Namnet</dc:title></x>'
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://x/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="b" Type="http://x/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    )
    draft = read_parts(p("Text."), more={"docProps/core.xml": core, "_rels/.rels": rels})
    assert draft.title == "Namnet"


def test_bold_lines_serve_as_headings_when_there_are_none() -> None:
    draft = read_parts(
        p(r("Vision", "<w:b/>")),
        p("Länet växer."),
        p(r("Mål", "<w:b/>")),
        p(r("Viktigt är detta.", "<w:b/>")),
        p("Fler deltar."),
    )
    assert tree(draft) == [(1, "Vision"), (1, "Mål")] or tree(draft) == [(1, "Vision")]
    assert "**Viktigt är detta.**" in texts(draft)
    assert draft.report.count(Finding.HEADINGS_GUESSED) == len(draft.sections)


def test_without_headings_all_is_one_section_and_the_report_says_so() -> None:
    draft = read_parts(p("Ett stycke."), p("Ett till."))
    assert tree(draft) == [(1, None)]
    assert draft.report.as_json() == {"kept.paragraphs": 2, "simplified.no_headings": 1}


def test_numbers_typed_into_titles_are_removed_when_they_say_the_same() -> None:
    draft = read_parts(
        p("1. Mål", style="Rubrik1"),
        p("1.1 Delmål", style="Rubrik2"),
        p("2030 års mål", style="Rubrik1"),
        p("3) Annat", style="Rubrik1"),
    )
    assert [title for _, title in tree(draft)] == ["Mål", "Delmål", "2030 års mål", "Annat"]
    assert draft.report.count(Finding.TYPED_NUMBERS_REMOVED) == 3


def test_empty_headings_are_left_out() -> None:
    draft = read_parts(p("", style="Rubrik1"), p("A", style="Rubrik1"), p("Text."))
    assert tree(draft) == [(1, "A")]
    assert draft.report.count(Finding.EMPTY_HEADINGS) == 1


def test_the_language_of_most_text_is_told() -> None:
    english = '<w:lang w:val="en-GB"/>'
    assert read_parts(p("Text.")).language == "sv"
    assert read_parts(p(r("One", english)), p(r("Two", english)), p("Tre")).language == "en"


def _strategy() -> bytes:
    document = python_docx.Document()
    document.add_heading("En strategi", 0)
    document.add_paragraph("Inledande ord före rubrikerna.")
    for chapter in ("Vision", "Mål och insatser", "Uppföljning"):
        document.add_heading(chapter, 1)
        paragraph = document.add_paragraph(f"{chapter} beskrivs med ")
        paragraph.add_run("eftertryck").bold = True
        paragraph.add_run(" och * tecken | som _ betyder [något].")
        document.add_heading(f"Del av {chapter}", 2)
        for style in ("List Bullet", "List Bullet 2", "List Number", "Intense Quote"):
            document.add_paragraph(f"{style} under {chapter}", style)
        rows = document.add_table(3, 3).rows
        for row, cells in enumerate(rows):
            for column, one in enumerate(cells.cells):
                one.text = f"{chapter} rad{row} kolumn{column}"
        document.add_picture(BytesIO(png()))
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _source_words(data: bytes) -> list[str]:
    texts = python_docx.Document(BytesIO(data)).element.body.iter()
    return re.findall(
        r"\w+", " ".join(each.text or "" for each in texts if each.tag.endswith("}t"))
    )


def test_every_visible_word_of_a_document_is_found_in_the_draft() -> None:
    data = _strategy()
    draft = read(data)
    found = re.findall(r"\w+", shown(draft))
    assert sorted(set(_source_words(data))) == sorted(set(found))
    assert [title for level, title in tree(draft) if level == 1 and title] == [
        *("Vision", "Mål och insatser", "Uppföljning"),
    ]
    assert draft.title == "En strategi"
    assert draft.report.count(Finding.TABLES) == 3
    assert draft.report.count(Finding.IMAGES) == 3
    assert_editable(draft)


def test_every_finding_says_what_became_of_it() -> None:
    assert {finding.outcome for finding in Finding} == set(Outcome)
