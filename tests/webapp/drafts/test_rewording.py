"""A wording put into a block as it says now: words, marks, and what a person must choose."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.drafts import blocks, passages
from webapp.drafts.rewording import Clash, ClashError, added, applied, edits, reworded

TEXT = "Senast *2030* ska [länet](https://ex.se/s) ha tio nya testmiljöer."


def put(quote, words, *, base=TEXT, now=None):
    plain = blocks.plain(base)
    start = plain.find(quote)
    passage = passages.of(plain, start, start + len(quote)) if quote else None
    return reworded(base, now or base, passage, words)


@pytest.mark.parametrize(
    ("quote", "words", "meant"),
    [
        ("2030", "2035", TEXT.replace("2030", "2035")),
        ("tio nya", "femton nya", TEXT.replace("tio", "femton")),
        ("nya", "", TEXT.replace("nya ", "")),
        ("tio nya testmiljöer.", "", "Senast *2030* ska [länet](https://ex.se/s) ha"),
        ("länet", "hela länet", TEXT.replace("[länet]", "hela [länet]")),
        ("", "Senast 2030 ska länet ha tio testmiljöer.", TEXT.replace("nya ", "")),
    ],
)
def test_words_are_changed_and_marks_stay(quote, words, meant):
    assert put(quote, words) == meant


def test_what_is_typed_shows_as_it_was_typed():
    text = put("tio", "*tio* [och] fler")
    assert blocks.plain(text) == "Senast 2030 ska länet ha *tio* [och] fler nya testmiljöer."


def test_what_others_changed_elsewhere_stays():
    assert put("2030", "2035", now=TEXT.replace("tio", "elva")) == (
        TEXT.replace("2030", "2035").replace("tio", "elva")
    )


def test_the_same_change_twice_is_made_once():
    now = TEXT.replace("tio", "tolv")
    assert put("tio", "tolv", now=now) == now


@pytest.mark.parametrize(
    ("quote", "words", "now", "clash"),
    [
        ("tio", "tolv", TEXT.replace("tio", "elva"), Clash.CHANGED),
        ("nya testmiljöer", "", TEXT.replace("testmiljöer", "miljöer"), Clash.CHANGED),
        ("2030", "", TEXT, Clash.MARKS),
    ],
)
def test_a_person_chooses_where_it_cannot_be_told(quote, words, now, clash):
    with pytest.raises(ClashError) as raised:
        put(quote, words, now=now)
    assert raised.value.clash is clash


def test_words_that_do_not_stand_there_are_not_guessed():
    passage = passages.Passage("tio gamla testmiljöer", 20, 41)
    with pytest.raises(ClashError) as raised:
        reworded(TEXT, TEXT, passage, "tolv")
    assert raised.value.clash is Clash.WORDS


def test_all_of_a_block_may_go():
    assert put(blocks.plain(TEXT), "") == ""


def test_lists_and_tables_keep_their_shape():
    assert put("två", "tre", base="- ett\n- två") == "- ett\n- tre"
    table = "| Mål | År |\n| --- | --- |\n| ett | 2030 |"
    assert put("2030", "2035", base=table) == table.replace("2030", "2035")


def test_new_paragraphs_show_what_was_written():
    assert [blocks.plain(each) for each in added("Ett\nstycke.\n\n- inget *mål*")] == [
        "Ett stycke.", "- inget *mål*",
    ]  # fmt: skip


WORDS = st.lists(st.sampled_from(["ett", "två", "tre", "fyra,", "sex."]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_edits_make_the_one_text_of_the_other(old, new):
    found = list(edits(old, new))
    assert applied(old, found) == new
    assert all(a.end < b.start for a, b in pairwise(found))


@given(WORDS, WORDS, WORDS)
def test_what_both_changed_is_there_or_nothing_is_made(base, now, mine):
    base, now, mine = (f"Början {each} slutet" for each in (base, now, mine))
    try:
        made = reworded(base, now, None, mine)
    except ClashError:
        return
    if now == base:
        assert made.split() == mine.split()
    if mine == base:
        assert made == now
