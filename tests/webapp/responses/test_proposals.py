"""What a proposal takes away and puts in."""

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from webapp.drafts.wording import Fate, Piece
from webapp.responses import proposals

LONG = " ".join(f"Mening nummer {n} handlar om mål {n * 7}." for n in range(400))


@dataclass(frozen=True)
class Proposal:
    """A comment's quote and wording."""

    quote: str
    proposed_wording: str
    change: str | None = None


def sides(found):
    """The text before and after."""
    old = "".join(piece.text for piece in found if piece.fate is not Fate.NEW)
    new = "".join(piece.text for piece in found if piece.fate is not Fate.GONE)
    return old, new


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_pieces_make_up_both_wordings(old, new):
    found = proposals.pieces(Proposal(old, new, "replace"))
    assert sides(found) == (old if new else "", new)


@given(st.integers(0, len(LONG)), st.integers(0, len(LONG)), st.text(max_size=80))
def test_a_long_text_is_compared_sentence_by_sentence(one, other, words):
    start, end = min(one, other), max(one, other)
    new = LONG[:start] + words + LONG[end:]
    found = proposals.pieces(Proposal(LONG, new, "replace"))
    assert sides(found) == (LONG if new else "", new)
    assert all(a.fate is not b.fate for a, b in pairwise(found))


def test_one_word_in_a_long_text_is_one_word():
    found = proposals.pieces(Proposal(LONG, LONG.replace("mål 1400.", "mål tusen."), "replace"))
    assert [piece for piece in found if piece.fate is not Fate.SAME] == [
        Piece(Fate.GONE, "1400"),
        Piece(Fate.NEW, "tusen"),
    ]


def test_what_has_nothing_in_common_takes_the_others_place():
    found = proposals.pieces(Proposal("abc def", "Helt nya ord här.", "replace"))
    assert found == (Piece(Fate.GONE, "abc def"), Piece(Fate.NEW, "Helt nya ord här."))


def test_a_paragraph_is_put_in_or_taken_away():
    assert proposals.pieces(Proposal("A", "B", "add")) == (Piece(Fate.NEW, "B"),)
    assert proposals.pieces(Proposal("A", "", "remove")) == (Piece(Fate.GONE, "A"),)
    assert proposals.pieces(Proposal("", "B")) == (Piece(Fate.NEW, "B"),)
    assert proposals.pieces(Proposal("A", "")) == ()
    assert proposals.changes_words(Proposal("A", "", "remove"))
    assert not proposals.changes_words(Proposal("A", "B", "add"))


def test_in_one_line_brackets_say_what_colours_do():
    found = proposals.pieces(Proposal("Mål 30.", "Mål 40.", "replace"))
    assert proposals.in_line(found, "[- %s]", "[+ %s]") == "Mål [- 30][+ 40]."
