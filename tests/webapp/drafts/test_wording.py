"""Differences by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.drafts.wording import Fate, Piece, likeness, words

TEXTS = st.lists(
    st.sampled_from(
        ["mål", "insats", "länet", ",", ".", " ", " ", "\n", "åäö", "2030", "-", "\u2003"]
    ),
    max_size=40,
).map("".join)


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_wordings(old, new):
    pieces = words(old, new)
    assert "".join(p.text for p in pieces if p.fate is not Fate.NEW) == old
    assert "".join(p.text for p in pieces if p.fate is not Fate.GONE) == new
    assert all(piece.text for piece in pieces)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert all(piece.fate is Fate.SAME for piece in words(text, text))
    assert likeness(text, text) == 1.0


def test_a_changed_word_is_shown_as_a_whole_word():
    assert words("Senast 2030 ska länet", "Senast 2035 ska länet") == [
        Piece(Fate.SAME, "Senast "),
        Piece(Fate.GONE, "2030"),
        Piece(Fate.NEW, "2035"),
        Piece(Fate.SAME, " ska länet"),
    ]  # fmt: skip


def test_a_rewritten_clause_is_not_cut_in_two_by_a_space():
    pieces = words("vi ska stärka stödet nu", "vi ska bygga broar nu")
    assert [piece.fate for piece in pieces] == [Fate.SAME, Fate.GONE, Fate.NEW, Fate.SAME]


def test_words_that_happen_to_be_the_same_in_other_texts_do_not_cut_them():
    old = "Kommunen ser att målen är bra och att de kan följas upp i länet"
    new = "Region Exempel saknar pengar och undrar hur det är tänkt med kusten"
    assert words(old, new) == [Piece(Fate.GONE, old), Piece(Fate.NEW, new)]


def test_likeness_is_the_share_of_words_that_stay():
    assert likeness("ett två tre", "ett två tre") == 1.0
    assert likeness("ett två", "fyra fem") == 0.0
    assert 0.5 < likeness("ett två tre", "ett två fyra") < 0.8


def test_many_different_words_are_told_apart():
    old = " ".join(f"ord{n}" for n in range(60_000))
    assert words(old, old + " sist")[-1] == Piece(Fate.NEW, " sist")


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("ett två", "tre fyra", []),
        ("ett,", "ett;", ["ett"]),
        (",ett", ";ett", ["ett"]),
    ],
)
def test_a_sign_alone_between_changes_is_not_kept_but_one_at_an_end_is(old, new, kept):
    assert [piece.text for piece in words(old, new) if piece.fate is Fate.SAME] == kept
