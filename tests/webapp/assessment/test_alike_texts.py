"""Which texts are alike: copies are always together, and what is near is counted in full."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.assessment import alike
from webapp.assessment.alike import NEARLY, Said

LETTER = (
    "Vi anser att strategin behöver tydligare mål för landsbygden. Målen ska gå att mäta, och "
    "det ska framgå vem som ansvarar för att de nås. Utan det blir strategin en önskelista som "
    "ingen följer upp, och pengarna går till dem som redan har mest."
)

VOCABULARY = "vi anser att målen bör kunna mätas i hela länet och inte bara vid kusten 2030"
WORDS = st.sampled_from(VOCABULARY.split())
SENTENCES = st.lists(WORDS, max_size=24).map(" ".join)
PLACES = st.sampled_from(["a", "b"])
ANYTHING = st.one_of(SENTENCES, st.text(max_size=60), st.sampled_from([LETTER, LETTER.upper()]))


def said(texts):
    return [Said(number, text, place) for number, (text, place) in enumerate(texts, start=1)]


def grouped(texts, leads=()):
    return [
        (each.lead, {like.number: like.is_same for like in each.members})
        for each in alike.groups(texts, leads)
    ]


@given(st.lists(st.tuples(ANYTHING, PLACES), max_size=25), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_groups_are_the_same_in_whatever_order_the_texts_come(texts, chance):
    row = said(texts)
    shuffled = row[:]
    chance.shuffle(shuffled)
    assert alike.groups(row) == alike.groups(shuffled)


@given(st.lists(st.tuples(ANYTHING, PLACES), max_size=25))
@settings(max_examples=150, deadline=None)
def test_copies_are_together_and_nothing_is_there_twice(texts):
    row = said(texts)
    found = alike.groups(row)
    group_of = {like.number: place for place, each in enumerate(found) for like in each.members}
    assert len(group_of) == sum(len(each.members) for each in found)
    for one in row:
        for other in row:
            words = alike.normalised(one.text)
            is_long = len(words.split()) >= alike.FEWEST_WORDS
            if (
                one.number < other.number
                and words
                and words == alike.normalised(other.text)
                and (is_long or one.place == other.place)
            ):
                assert group_of[one.number] == group_of[other.number]


@given(st.lists(st.tuples(ANYTHING, PLACES), max_size=25))
@settings(max_examples=150, deadline=None)
def test_who_is_in_a_group_is_as_like_its_lead_as_is_said(texts):
    row = said(texts)
    words = {each.number: alike.normalised(each.text) for each in row}
    for each in alike.groups(row):
        assert len(each.members) > 1
        for like in each.members:
            assert like.likeness == alike.likeness(words[each.lead], words[like.number])
            assert like.likeness >= NEARLY
            assert like.is_same == (words[each.lead] == words[like.number])


@given(st.text(max_size=200))
def test_what_is_normalised_stays_so(text):
    once = alike.normalised(text)
    assert alike.likeness(once, once) == 1
    assert alike.normalised(once) == once or not any(sign.isalnum() for sign in text)


@given(SENTENCES, SENTENCES)
def test_likeness_goes_both_ways_and_is_a_share(one, other):
    assert alike.likeness(one, other) == alike.likeness(other, one)
    assert 0 <= alike.likeness(one, other) <= 1


@pytest.mark.parametrize(
    "other",
    [
        LETTER.upper(),
        LETTER.replace(" ", "\n  "),
        LETTER.replace("strategin", "stra\u00adtegin"),
        LETTER.replace("å", "a\u030a"),
        f"”{LETTER}” !!",
    ],
)
def test_what_only_looks_different_is_the_same(other):
    assert grouped([Said(1, LETTER), Said(2, other)]) == [(1, {1: True, 2: True})]


def test_a_campaign_with_own_words_is_nearly_the_same():
    own = LETTER.replace("landsbygden", "inlandet") + " Hälsningar från Sorsele."
    assert grouped([Said(1, own), Said(2, LETTER), Said(3, LETTER)]) == [
        (2, {1: False, 2: True, 3: True})
    ]


def test_who_says_the_opposite_is_shown_as_different():
    [(_, members)] = grouped([Said(1, LETTER), Said(2, LETTER.replace("ska gå", "ska inte gå"))])
    assert members == {1: True, 2: False}


def test_short_texts_are_alike_on_the_same_place_only():
    row = [Said(1, "Tillstyrks.", "a"), Said(2, "tillstyrks", "a"), Said(3, "Tillstyrks", "b")]
    assert grouped(row) == [(1, {1: True, 2: True})]
    assert grouped([Said(1, "Vi tillstyrker målen."), Said(2, "Vi avstyrker målen.")]) == []


def test_texts_of_signs_alone_are_alike_where_the_signs_are():
    assert grouped(
        [Said(1, "👍👍"), Said(2, "👍👍"), Said(3, "👎"), Said(4, " "), Said(5, "")]
    ) == [(1, {1: True, 2: True})]


def test_what_comes_later_joins_the_group_that_stands():
    near = LETTER.replace("landsbygden", "inlandet")
    later = [
        Said(7, LETTER),
        Said(8, near),
        Said(9, "Något helt annat om tåg och bussar i länet nu."),
    ]
    assert grouped(later, [Said(2, LETTER)]) == [(2, {7: True, 8: False})]


def test_a_group_that_stands_is_led_by_its_own_text_however_many_the_others_are():
    near = LETTER.replace("landsbygden", "inlandet")
    assert grouped([Said(number, near) for number in (5, 6, 7)], [Said(1, LETTER)]) == [
        (1, {5: False, 6: False, 7: False})
    ]


def test_many_variants_of_one_letter_are_found_however_they_differ():
    chance = random.Random(7)  # noqa: S311 - texts, not secrets
    words = LETTER.split()
    row = []
    for number in range(1, 401):
        own = words[:]
        own[chance.randrange(len(own))] = f"ord{number}"
        row.append(Said(number, " ".join(own)))
    row.append(Said(500, LETTER))
    [(_, members)] = grouped([*row, Said(501, LETTER)])
    assert len(members) == 402


def test_a_very_long_text_is_compared_whole():
    chance = random.Random(3)  # noqa: S311 - texts, not secrets
    long = " ".join(str(chance.randrange(10_000)) for _ in range(20_000))
    assert grouped([Said(1, long), Said(2, long + " slut")]) == [(1, {1: True, 2: False})]


def test_how_far_it_has_come_only_rises_to_the_end():
    told = []
    row = [Said(number, f"{LETTER} {number % 7}") for number in range(2_500)]
    alike.groups(row, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1
