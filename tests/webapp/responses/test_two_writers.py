"""What two writers make of one text: no word that either wrote is ever left out."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.responses import twowriters
from webapp.responses.twowriters import choice, text


@pytest.mark.parametrize(
    ("began", "theirs", "mine", "both", "clash"),
    [
        ("Det är bra.", "Det var bra.", "Det är mycket bra.", "Det var mycket bra.", False),
        ("", "Annas ord", "Bos ord", "Annas ord\n\nBos ord", True),
        ("Hej", "Hej alla", "Hej du", "Hej alla du", True),
        ("ett två tre", "ett X tre", "ett Y tre", "ett X Y tre", True),
        ("ett två tre", "ett tre", "ett två! tre", "ett två! tre", True),
        ("ett två tre", "ett tre", "ett två tre", "ett tre", False),
        ("ett", "ett\n\nBos stycke", "ett och mer", "ett och mer\n\nBos stycke", False),
        ("", "hej", "hej igen", "hej igen", False),
        ("ett två", "", "ett två fler", "ett två fler", True),
    ],
)  # fmt: skip
def test_two_changes_to_a_text(began, theirs, mine, both, clash):
    met = text(began, theirs, mine)
    assert (met.both, met.clash) == (both, clash)


def test_each_version_has_its_own_words_where_they_are_in_each_others_way_and_both_elsewhere():
    met = text("ett två\ntre", "ett X\ntre", "ett Y\ntre fyra")
    assert (met.theirs, met.mine) == ("ett X\ntre fyra", "ett Y\ntre fyra")


ALPHABET = "ab ,.\n"
WORDS = st.text(ALPHABET, max_size=60)


@given(WORDS, WORDS)
def test_what_one_alone_changed_is_taken(began, changed):
    assert text(began, changed, began).both == changed
    assert text(began, began, changed).both == changed
    assert text(began, changed, changed).both == changed


@st.composite
def edited(draw, words, mark):
    """The words with some taken away, and new ones that stand nowhere else put in."""
    made, number = [], 0
    for word in [*words, ""]:
        for _ in range(draw(st.integers(0, 2)) if draw(st.booleans()) else 0):
            made.append(f"{mark}{number}")
            number += 1
        if word and draw(st.integers(0, 4)) != 0:
            made.append(word)
    ends = st.sampled_from([" ", "\n", ". ", "\n\n"])
    return "".join(word + draw(ends) for word in made)


@st.composite
def situations(draw):
    words = [f"ord{n}" for n in range(draw(st.integers(0, 12)))]
    ends = st.sampled_from([" ", "\n"])
    began = "".join(word + draw(ends) for word in words)
    return began, draw(edited(words, "hennes")), draw(edited(words, "mitt"))


def counted(said):
    return Counter(re.findall(r"\w+", said))


@settings(max_examples=400)
@given(situations())
def test_no_word_that_either_wrote_is_lost_and_none_is_made_up(found):
    began, theirs, mine = found
    kept = counted(text(began, theirs, mine).both)
    before = counted(began)
    for side in (theirs, mine):
        assert not (counted(side) - before) - kept
    assert not counted(theirs) & counted(mine) & before - kept
    assert set(kept) <= set(counted(theirs)) | set(counted(mine))


@settings(max_examples=200)
@given(situations())
def test_it_does_not_matter_for_the_words_who_is_first(found):
    began, theirs, mine = found
    assert set(counted(text(began, theirs, mine).both)) == set(
        counted(text(began, mine, theirs).both)
    )


@given(situations())
def test_the_same_words_sent_again_change_nothing(found):
    began, theirs, mine = found
    once = text(began, theirs, mine).both
    assert text(mine, once, mine).both == once


@given(situations())
def test_who_goes_on_typing_without_seeing_the_others_loses_nothing(found):
    began, theirs, mine = found
    once = text(began, theirs, mine).both
    later = text(mine, once, f"{mine}senare").both
    assert not (counted(theirs) - counted(began)) - counted(later)
    assert "senare" in later


@given(st.lists(st.integers(0, 9), max_size=40), st.lists(st.sampled_from("skj"), max_size=12))
def test_many_writers_at_the_end_of_one_text_keep_every_word(turns, pauses):
    stands, began, typed = "", {}, {}
    for number, who in enumerate(turns):
        typed[who] = f"{typed.get(who, '')} {who}ord{number}".strip()
        stands = text(began.get(who, ""), stands, typed[who]).both
        # Who pauses sees what the others wrote; who types on does not.
        typed[who] = stands if pauses and pauses[number % len(pauses)] == "s" else typed[who]
        began[who] = typed[who]
    assert counted(stands) == Counter(f"{who}ord{n}" for n, who in enumerate(turns))


def test_of_a_choice_the_last_stands_and_both_are_told():
    assert choice("a", "a", "b") == ("b", False)
    assert choice("a", "b", "a") == ("b", False)
    assert choice("a", "b", "c") == ("c", True)
    assert choice("", "", "c") == ("c", False)
    assert choice(("a", "b"), ("a",), ("a", "b", "c")) == (("a", "c"), False)


def test_only_the_fields_that_both_changed_are_in_each_others_way():
    merged = twowriters.fields(
        {"text": "ett", "position": "a"},
        {"text": "ett två", "position": "b"},
        {"text": "ett", "position": "c"},
        texts={"text"},
    )
    assert merged.values == {"text": "ett två", "position": "c"}
    assert [each.field for each in merged.clashes] == ["position"]


def test_a_long_text_is_put_together_in_a_moment():
    began = "\n".join(f"Mening {n} om något som står i texten." for n in range(2_500))
    theirs, mine = began.replace("Mening 3 ", "Sats 3 "), began + " Slut."
    assert text(began, theirs, mine).both == theirs + " Slut."
