"""Footnotes, captions and merged cells: what CommonMark has no words for."""

import pytest

from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind, BlockText


def test_a_note_stands_below_its_own_block():
    html = blocks.render("Målet^[Beslutat *2026*.] står fast.")
    assert html.startswith("<p>Målet<sup>1</sup> står fast.</p>")
    assert '<div role="note"><ol>\n<li><p>Beslutat <em>2026</em>.</p>' in html


def test_a_note_is_part_of_its_block_and_none_of_its_own():
    text = "Ett^[not] stycke.\n\nTvå."
    assert blocks.split(text) == [
        BlockText(BlockKind.PARAGRAPH, "Ett^[not] stycke."),
        BlockText(BlockKind.PARAGRAPH, "Två."),
    ]


def test_the_words_of_a_note_are_words_of_the_text():
    assert blocks.plain("Målet^[Beslutat 2026.] står fast.") == "Målet står fast.\nBeslutat 2026."


@pytest.mark.parametrize("typed", ["^[inte en not]", "ett^[", "[^1]: not"])
def test_plain_text_never_becomes_a_note(typed):
    assert "<sup>" not in blocks.render(blocks.escape(typed))
    assert blocks.plain(blocks.escape(typed)) == typed


def test_cells_are_merged_to_the_left_and_upwards():
    html = blocks.render("| A | << | C |\n|---|---|---|\n| 1 | 2 | 3 |\n| ^^ | 4 | << |")
    assert '<th colspan="2" scope="col">A</th>' in html
    assert '<td rowspan="2">1</td>' in html
    assert '<td colspan="2">4</td>' in html
    assert "^^" not in html
    assert "&lt;" not in html


def test_a_square_of_cells_is_one():
    html = blocks.render("| A | B | C |\n|---|---|---|\n| 1 | << | 3 |\n| ^^ | << | 4 |")
    assert '<td colspan="2" rowspan="2">1</td>' in html
    assert html.count("<td") == 3


def test_a_mark_that_continues_nothing_is_shown():
    html = blocks.render("| A | B |\n|---|---|\n| << | ^^ |")
    assert "&lt;&lt;" in html
    assert "^^" in html


def test_a_figure_has_a_caption_and_may_be_decorative():
    shown = blocks.figure("abc", 'En "karta"', caption='Länet, "inlandet"')
    html = blocks.render(shown, lambda key: f"/figures/{key}")
    assert '<img src="/figures/abc" alt="En &quot;karta&quot;">' in html.replace("'", '"')
    assert "<figcaption>Länet," in html
    decorative = blocks.figure("abc", "", decorative=True)
    assert blocks.figure_key(decorative) == "abc"
    assert not blocks.lacks_alternative(decorative)
    assert blocks.lacks_alternative("![](image:abc)")
    assert not blocks.lacks_alternative("Ett stycke.")
