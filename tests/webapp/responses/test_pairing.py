"""Comments of two versions are paired alike whether they are few or many, and in bounded time."""

import uuid
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.responses import pairing


@dataclass(eq=False, slots=True)
class Said:
    """A comment, as far as pairing looks at it."""

    text: str
    section_key: uuid.UUID | None = None
    block_key: uuid.UUID | None = None
    quote: str = ""
    proposed_wording: str = ""


SECTIONS = [None, uuid.UUID(int=1)]
WORDS = [f"ord{n}" for n in range(40)]
COMMENTS = st.builds(
    Said,
    text=st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join),
    section_key=st.sampled_from(SECTIONS),
    quote=st.sampled_from(["", "Målet", "Skogen"]),
)
COMMON = "Stycket bör skrivas om så att det går att mäta när målet nås"
MANY = st.lists(COMMENTS, max_size=30)


@pytest.mark.parametrize("few", [0, pairing.FEW])
@given(left=MANY, came=MANY)
@settings(deadline=None)
def test_each_is_in_one_pair_with_one_that_is_like_it_on_the_same_section(few, left, came):
    found = list(pairing.pairs(left, came, few=few))
    firsts, seconds = [one for one, _ in found], [other for _, other in found]
    assert len({id(each) for each in [*firsts, *seconds]}) == 2 * len(found)
    assert {id(each) for each in firsts} <= {id(each) for each in left}
    assert {id(each) for each in seconds} <= {id(each) for each in came}
    for one, other in found:
        assert one.section_key == other.section_key
        assert pairing.likeness(one, other) >= pairing.ALIKE


@given(left=MANY, came=MANY)
@settings(deadline=None)
def test_no_pair_that_is_alike_is_passed_over_where_there_are_no_more_than_one_is_compared_with(
    left, came
):
    left = left[: pairing.MOST]
    compared = {(id(a), id(b)) for a, b in pairing.worth_comparing(left, came, few=0)}
    for one, other in pairing.worth_comparing(left, came, few=10_000):
        alike = pairing.likeness(one, other) >= pairing.ALIKE
        assert not alike or (id(one), id(other)) in compared


@given(st.integers(40, 400), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_of_many_each_that_is_reworded_is_found(count, chance):
    common = COMMON.split()
    left = [Said(" ".join([*common, f"mått{n}", f"del{n % 7}"])) for n in range(count)]
    came = []
    for each in left:
        words = each.text.split()
        words[chance.randrange(len(common))] = "istället"
        came.append(Said(" ".join(words)))
    chance.shuffle(came)
    found = list(pairing.pairs(left, came))
    assert len(found) == count
    for one, other in found:
        assert one.text.split()[-2] == other.text.split()[-2]


def test_many_that_say_the_same_are_paired_all_of_them():
    left = [Said("Ett bra avsnitt.") for _ in range(500)]
    came = [Said("Ett mycket bra avsnitt.") for _ in range(500)]
    assert len(list(pairing.pairs(left, came))) == 500


@given(st.integers(33, 300))
@settings(max_examples=10, deadline=None)
def test_each_is_compared_with_a_bounded_number_of_others(count):
    left = [Said(f"Samma ord i alla, nummer {n % 5}.") for n in range(count)]
    came = [Said(f"Samma ord i alla här, nummer {n % 5}.") for n in range(count)]
    compared = len(list(pairing.worth_comparing(left, came, few=pairing.FEW)))
    assert compared <= pairing.MOST * count
