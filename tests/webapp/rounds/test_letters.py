"""Cover letters as readers see them."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.rounds import letters

LETTER = "# Remiss\n\nVi vill *gärna* höra er mening.\n\n## Så svarar ni\n- på sidan\n- i tid"


def test_headings_begin_at_the_level_that_the_page_gives():
    html = letters.html(LETTER, top=3)
    assert "<h3>Remiss</h3>" in html
    assert "<h4>Så svarar ni</h4>" in html
    assert "<em>gärna</em>" in html
    assert "<li>på sidan</li>" in html


def test_a_letter_that_begins_further_in_skips_no_level():
    assert letters.html("### Därför", top=2) == "<h2>Därför</h2>"


def test_a_heading_is_never_deeper_than_six():
    assert letters.html("# Ytterst\n###### Längst in", top=4).endswith("<h6>Längst in</h6>")


def test_a_heading_without_words_is_none():
    assert "<h" not in letters.html("# \n## \n\nText")


def test_what_looks_like_a_list_in_a_heading_is_words():
    assert letters.html("## 1. Bakgrund") == "<h2>1. Bakgrund</h2>"


def test_script_is_words():
    html = letters.html("# <script>alert(1)</script>\n\n<img src=x onerror=alert(1)>")
    assert "<script" not in html
    assert "<img" not in html
    assert "alert(1)" in html


def test_the_plain_text_keeps_lists_and_drops_the_marks_of_headings():
    assert letters.plain(LETTER) == (
        "Remiss\n\nVi vill *gärna* höra er mening.\n\nSå svarar ni\n- på sidan\n- i tid"
    )


def test_nothing_is_nothing():
    assert letters.html("") == letters.plain("") == ""


@given(st.text())
def test_no_text_gets_an_element_through_that_a_letter_cannot_have(text):
    html = letters.html(text)
    for element in ("<script", "<style", "<iframe", "<svg", "<form", "<input", "<object"):
        assert element not in html.lower()
