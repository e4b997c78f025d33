"""Passages: found again in a text that has changed, split into sentences, marked in HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.drafts import blocks, passages
from webapp.drafts.highlighting import Mark, highlight
from webapp.drafts.passages import Certainty

TEXT = (
    "Regionen ska vara ledande i t.ex. gruvteknik. Målet är 30 procent till 2030. "
    "Vi mäter varje år! Regionen ska vara öppen."
)

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)
prose = st.lists(
    st.sampled_from([*TEXT.split(), "å", "🦌", "مرحبا", "\n", "\t", "“citat”", "&", "<b>"]),
    min_size=1,
    max_size=60,
).map(" ".join)


@st.composite
def passage_of(draw: st.DrawFn) -> tuple[str, passages.Passage]:
    """A text, and a passage of it."""
    text = draw(prose.filter(str.strip))
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    found = passages.of(text, start, end)
    if found is None:
        found = passages.of(text, 0, len(text))
    assert found
    return text, found


@given(passage_of())
def test_what_is_kept_finds_the_same_words(case):
    text, passage = case
    again = passages.kept(passage.exact, passage.selector("sv"))
    assert again == passage
    found = passages.find(text, again)
    assert found == passages.Found(passage.start, passage.end, Certainty.SAME_PLACE)


@given(passage_of(), words, words)
def test_words_put_before_and_after_do_not_lose_it(case, before, after):
    text, passage = case
    found = passages.find(f"{before} {text} {after}", passage)
    assert found
    changed = f"{before} {text} {after}"
    assert changed[found.start : found.end] == passage.exact


@given(passage_of(), st.integers(min_value=0))
def test_a_place_without_spaces_is_the_same_place(case, number):
    text, passage = case
    before = len("".join(text[: passage.start].split()))
    assert passages.spaceless(text, before) == passage.start
    assert 0 <= passages.spaceless(text, number) <= len(text)


@given(prose)
def test_sentences_leave_no_word_out_and_say_none_twice(text):
    found = passages.sentences(text)
    assert "".join("".join(each.exact.split()) for each in found) == "".join(text.split())
    for each in found:
        assert text[each.start : each.end] == each.exact


def test_sentences_end_where_a_reader_ends_them():
    assert [each.exact for each in passages.sentences(TEXT)] == [
        "Regionen ska vara ledande i t.ex. gruvteknik.",
        "Målet är 30 procent till 2030.",
        "Vi mäter varje år!",
        "Regionen ska vara öppen.",
    ]


def test_the_same_words_twice_are_told_apart_by_what_stands_beside_them():
    second = passages.of(TEXT, TEXT.rindex("Regionen"), TEXT.rindex(" öppen"))
    assert second
    assert second.exact == "Regionen ska vara"
    changed = "Nytt först. " + TEXT
    found = passages.find(changed, second)
    assert found
    assert changed[found.start :].startswith("Regionen ska vara öppen")
    assert found.certainty is Certainty.SAME_WORDS


@pytest.mark.parametrize(
    ("later", "words"),
    [
        ("Inledning. Målet är 35 procent till 2030. Slut.", "Målet är 35 procent till 2030."),
        ("Målet  är 30\nprocent till 2030.", "Målet  är 30\nprocent till 2030."),
        ("Målet är trettio procent till år 2030.", "Målet är trettio procent till år 2030"),
    ],
)
def test_words_that_were_edited_are_found(later, words):
    start = TEXT.index("Målet")
    passage = passages.of(TEXT, start, start + len("Målet är 30 procent till 2030."))
    assert passage
    found = passages.find(later, passage)
    assert found
    assert found.certainty is Certainty.ALIKE
    assert later[found.start : found.end].startswith(words[:20])


def test_what_is_gone_is_not_found():
    passage = passages.of(TEXT, 0, 45)
    assert passage
    assert passages.find("Skogen brukas av dem som bor där.", passage) is None
    assert passages.find("", passage) is None


def test_typed_words_are_found_however_they_are_spaced():
    found = passages.typed(TEXT, "  målet  är 30 PROCENT ")
    assert found
    assert found.exact == "Målet är 30 procent"
    assert passages.typed(TEXT, "   ") is None
    assert passages.typed(TEXT, "helt andra saker som inte står") is None


MARKDOWN = [
    "Vi ska **mäta** varje [år](https://example.se/a?b&c) & sedan *igen*.",
    "- Första raden\n- Andra <raden>\n- Tredje",
    "| A | B |\n| --- | --- |\n| ett två | tre |",
    "> Ett citat\\\nmed brytning",
    "Ord^[En not om ordet.] och mer text efter noten.",
]


@pytest.mark.parametrize("markdown", MARKDOWN)
@given(data=st.data())
def test_marks_keep_the_words_and_hold_the_passage(markdown, data):
    plain, html = blocks.plain(markdown), blocks.render(markdown)
    start = data.draw(st.integers(0, len(plain) - 1))
    end = data.draw(st.integers(start + 1, len(plain)))
    other = data.draw(st.integers(0, len(plain) - 1))
    passage = passages.of(plain, start, end)
    if passage is None:
        return
    marks = [Mark(passage.start, passage.end, "p-1"), Mark(other, other + 3, "p-2")]
    marked = highlight(html, plain, marks[:1])
    assert re.sub(r"</?mark[^>]*>", "", marked) == html
    inside = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", marked, re.DOTALL))
    if "footnote" not in html and "note" not in html:
        said = re.sub(r"<[^>]*>", "", inside)
        assert "".join(said.split()) == "".join(
            blocks.render(blocks.escape(passage.exact)).replace("<p>", "").split()
        ).replace("</p>", "").replace("<br/>", "").replace("<br>", "")
    both = highlight(html, plain, marks)
    assert re.sub(r"</?mark[^>]*>|<span id=\"p-\d\"></span>", "", both) == html
    assert both.count("<mark") == both.count("</mark>")


def test_a_link_behind_the_words_never_stands_inside_another():
    html = blocks.render("Läs [planen för länet](https://example.se) nu.")
    plain = "Läs planen för länet nu."
    marked = highlight(html, plain, [Mark(4, 10, "p-1", after='<a href="#c-1">1</a>')])
    assert '<mark id="p-1">planen</mark> för länet</a><a href="#c-1">1</a>' in marked
