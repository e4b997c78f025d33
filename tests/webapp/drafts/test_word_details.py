"""Details of what is read in a Word file: captions, merged cells, numbering with words."""

import pytest

from tests.webapp.drafts.word_files import (
    NUMBERING,
    STYLES,
    assert_editable,
    cell,
    item,
    p,
    picture,
    png,
    r,
    read_parts,
    root,
    table,
    texts,
    tree,
)
from webapp.drafts import blocks
from webapp.drafts.word import numerals
from webapp.drafts.word.draft import Finding, WordDraft

MORE = {
    "word/media/1.png": png(),
    "word/styles.xml": root(
        "styles",
        STYLES + '<w:style w:type="paragraph" w:styleId="Beskrivning"><w:name w:val="caption"/>'
        '</w:style><w:style w:type="paragraph" w:styleId="Listfortstt">'
        '<w:name w:val="List Continue"/>'
        '</w:style><w:style w:type="paragraph" w:styleId="Illustration"><w:name w:val="Egen"/>'
        '<w:basedOn w:val="Beskrivning"/></w:style>',
    ),
}
LINKS = {"i": ("image", "media/1.png"), "web": ("hyperlink", "https://a.example")}


def with_styles(*body: str) -> WordDraft:
    return read_parts(*body, more=MORE, links=LINKS)


def captions(draft: WordDraft) -> list[str | None]:
    """The caption of each figure; None for another block."""
    found = (blocks.figure_parts(text) for text in texts(draft))
    return [figure.caption if figure else None for figure in found]


BELOW = p("Figur 1. Karta", style="Beskrivning")


def test_a_caption_below_a_picture_is_its_own() -> None:
    draft = with_styles(p(picture("i", alt="Ett")), BELOW, p("Text."))
    assert captions(draft) == ["Figur 1. Karta", None]
    assert draft.report.count(Finding.CAPTIONS) == 1


def test_a_caption_above_a_picture_is_its_own_where_none_stands_above_it() -> None:
    second = p("Figur 2. Väg", style="Illustration")
    draft = with_styles(BELOW, p(picture("i", alt="Ett")), second, p(picture("i", alt="Två")))
    assert captions(draft) == ["Figur 1. Karta", "Figur 2. Väg"]


def test_a_caption_in_the_pictures_own_paragraph() -> None:
    assert captions(with_styles(p(picture("i"), "Figur 3", style="Beskrivning"))) == ["Figur 3"]


@pytest.mark.parametrize(
    "words",
    ["Tabell 1. Siffror", f'<w:hyperlink r:id="web">{r("Källa")}</w:hyperlink>'],
    ids=["of a table", "with a link"],
)
def test_what_cannot_be_a_pictures_caption_stays_a_paragraph(words: str) -> None:
    draft = with_styles(p(picture("i", alt="Ett")), p(words, style="Beskrivning"), p("Text."))
    assert captions(draft) == ["", None, None]
    draft = with_styles(p(words, style="Beskrivning"), p(picture("i", alt="Ett")))
    assert captions(draft) == [None, ""]


def test_a_cell_that_is_one_with_its_heading_is_divided_and_counted() -> None:
    tall = cell(p("Mål"), '<w:vMerge w:val="restart"/>')
    more = cell(p(""), "<w:vMerge/>")
    wide = cell(p("År"), '<w:gridSpan w:val="2"/>')
    draft = read_parts(table([tall, wide], [more, "2027", "2028"], [more, "1", "2"]))
    assert texts(draft)[0].split("\n") == [
        "| Mål | År | << |",
        "| --- | --- | --- |",
        "| Mål | 2027 | 2028 |",
        "| ^^ | 1 | 2 |",
    ]
    assert draft.report.count(Finding.DIVIDED_CELLS) == 1
    assert draft.report.count(Finding.MERGED_CELLS) == 1
    assert_editable(draft)


def test_a_square_of_cells_is_one() -> None:
    start = cell(p("Stor"), '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>')
    goes_on = cell(p(""), '<w:gridSpan w:val="2"/><w:vMerge/>')
    draft = read_parts(table(["A", "B", "C"], [start, "x"], [goes_on, "y"]))
    assert texts(draft)[0].split("\n")[2:] == ["| Stor | << | x |", "| ^^ | << | y |"]
    html = blocks.render(texts(draft)[0])
    assert 'colspan="2"' in html
    assert 'rowspan="2"' in html
    assert "^^" not in html


def test_words_that_look_like_marks_of_merged_cells_are_words() -> None:
    draft = read_parts(table(["A", "<<"], ["^^", "b"]))
    shown = blocks.plain(texts(draft)[0])
    assert ("<<" in shown, "^^" in shown) == (True, True)
    assert "span=" not in blocks.render(texts(draft)[0])


def test_an_old_way_of_merging_sideways() -> None:
    first = cell(p("Hel"), '<w:hMerge w:val="restart"/>')
    draft = read_parts(table(["A", "B"], [first, cell(p(""), "<w:hMerge/>")]))
    assert texts(draft)[0].split("\n")[2] == "| Hel | << |"


def test_numbering_with_words_is_kept() -> None:
    level = (
        '<w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="Steg %1:"/></w:lvl></w:abstractNum>'
    )
    instance = '<w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>'
    numbering = root("numbering", level + NUMBERING + instance)
    draft = read_parts(item("börja", 9), item("sluta", 9), more={"word/numbering.xml": numbering})
    assert texts(draft) == ["- Steg I: börja\n- Steg II: sluta"]
    heading = p(
        "Sammanfatta",
        style="Rubrik1",
        properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr>',
    )
    assert tree(read_parts(heading, more={"word/numbering.xml": numbering})) == [
        (1, "Steg I: Sammanfatta")
    ]


@pytest.mark.parametrize(
    ("count", "form", "shown"),
    [
        (4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (4000, "upperRoman", "4000"),
        (3, "lowerLetter", "c"), (27, "upperLetter", "AA"), (0, "lowerLetter", "0"),
        (7, "decimal", "7"), (7, "none", ""),
    ],
)  # fmt: skip
def test_numbers_are_written_as_word_does(count: int, form: str, shown: str) -> None:
    assert numerals.written(count, form) == shown


def test_a_list_goes_on_in_its_item() -> None:
    draft = with_styles(item("ett", 2), p("mer om ett", style="Listfortstt"), item("två", 2))
    assert texts(draft) == ["1. ett\n\n   mer om ett\n2. två"]
    assert_editable(draft)


def test_a_footnote_in_a_cell_and_beside_emphasis() -> None:
    note = '<w:r><w:rPr><w:b/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    said = p("Se [bilaga] 1 | 2.")
    draft = read_parts(
        p(r("Fet", "<w:b/>"), note, r(" text.", "<w:b/>")),
        table(["A", "B"], [cell(p("c", note)), "d"]),
        more={"word/footnotes.xml": root("footnotes", f'<w:footnote w:id="2">{said}</w:footnote>')},
        links={"f": ("footnotes", "footnotes.xml")},
    )
    first, grid = (blocks.render(text) for text in texts(draft))
    assert first.count("<strong>") >= 1
    assert "<sup>1</sup>" in first
    assert "Se [bilaga] 1 | 2." in first
    assert "Se [bilaga] 1 | 2." in grid
    assert_editable(draft)
