"""Weaving the texts of several languages into one row of blocks."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from webapp.drafts import blocks
from webapp.drafts.blocks import BlockKind
from webapp.drafts.weaving import Former, weave

ONE = "Länet har starka miljöer för forskning om skog och metaller."
TWO = "Avstånden är långa, och tågen går sällan i tid på vintern."
THREE = "Regionen samordnar ansökningar tillsammans med kommunerna."
FIRST = "The county has strong environments for research on forests."
SECOND = "Distances are long, and trains are seldom on time in winter."
THIRD = "The region coordinates applications with the municipalities."


def text(*parts: str):
    return blocks.split("\n\n".join(parts))


def former(*pairs: tuple[str, str]) -> list[Former]:
    return [
        Former(
            uuid.uuid4(),
            BlockKind.PARAGRAPH,
            {tag: words for tag, words in (("sv", sv), ("en", en)) if words},
        )
        for sv, en in pairs
    ]


def shown(row):
    return [(each.texts.get("sv"), each.texts.get("en")) for each in row]


def keys(row):
    return [each.key for each in row]


BOTH = ((ONE, FIRST), (TWO, SECOND), (THREE, THIRD))


def test_nothing_changed_changes_nothing():
    old = former(*BOTH)
    row = weave(old, {"sv": text(ONE, TWO, THREE), "en": text(FIRST, SECOND, THIRD)}, lead="sv")
    assert keys(row) == [each.key for each in old]
    assert shown(row) == list(BOTH)


def test_a_first_translation_is_paired_in_order():
    old = former((ONE, ""), (TWO, ""), (THREE, ""))
    row = weave(old, {"sv": text(ONE, TWO, THREE), "en": text(FIRST, SECOND, THIRD)}, lead="sv")
    assert keys(row) == [each.key for each in old]
    assert shown(row) == list(BOTH)


def test_a_translation_keeps_to_blocks_of_its_kind():
    items, points = "- skog\n- malm", "- forests\n- ore"
    old = [
        Former(uuid.uuid4(), BlockKind.PARAGRAPH, {"sv": ONE}),
        Former(uuid.uuid4(), BlockKind.LIST, {"sv": items}),
        Former(uuid.uuid4(), BlockKind.PARAGRAPH, {"sv": TWO}),
    ]
    row = weave(old, {"sv": text(ONE, items, TWO), "en": text(points, SECOND)}, lead="sv")
    assert shown(row) == [(ONE, None), (items, points), (TWO, SECOND)]
    assert keys(row) == [each.key for each in old]


def test_a_paragraph_new_in_both_languages_is_one_block():
    old = former((ONE, FIRST), (THREE, THIRD))
    row = weave(old, {"sv": text(ONE, TWO, THREE), "en": text(FIRST, SECOND, THIRD)}, lead="sv")
    assert shown(row) == list(BOTH)
    assert keys(row) == [old[0].key, None, old[1].key]


def test_what_is_new_in_one_language_stands_alone_in_its_place():
    old = former((ONE, FIRST), (THREE, THIRD))
    row = weave(old, {"sv": text(ONE, THREE), "en": text(FIRST, SECOND, THIRD)}, lead="sv")
    assert shown(row) == [(ONE, FIRST), (None, SECOND), (THREE, THIRD)]


def test_moving_a_paragraph_in_one_language_moves_it_in_both():
    old = former(*BOTH)
    row = weave(old, {"sv": text(ONE, TWO, THREE), "en": text(THIRD, FIRST, SECOND)}, lead="en")
    assert shown(row) == [BOTH[2], BOTH[0], BOTH[1]]


def test_a_paragraph_deleted_in_one_language_stays_in_the_other():
    old = former(*BOTH)
    row = weave(old, {"sv": text(ONE, THREE), "en": text(FIRST, SECOND, THIRD)}, lead="sv")
    assert shown(row) == [BOTH[0], (None, SECOND), BOTH[2]]
    assert keys(row) == [each.key for each in old]


def test_a_text_that_comes_back_goes_to_the_block_that_waited():
    old = former((ONE, FIRST), ("", SECOND), (THREE, THIRD))
    row = weave(old, {"sv": text(ONE, TWO, THREE), "en": text(FIRST, SECOND, THIRD)}, lead="sv")
    assert shown(row) == list(BOTH)
    assert keys(row) == [each.key for each in old]


def test_a_figure_and_a_paragraph_are_never_one_block():
    old = former((ONE, FIRST))
    picture = blocks.figure("a" * 32, "Karta")
    row = weave(old, {"sv": text(picture), "en": text(FIRST)}, lead="sv")
    assert len(row) == 2
    assert {each.kind for each in row} == {BlockKind.FIGURE, BlockKind.PARAGRAPH}


def test_emptying_every_language_leaves_nothing():
    assert weave(former(*BOTH), {"sv": [], "en": []}, lead="sv") == []


PARTS = st.lists(
    st.sampled_from([ONE, TWO, THREE, FIRST, SECOND, THIRD, "- a\n- b", "> sagt", "Kort."]),
    max_size=7,
)


@given(PARTS, PARTS, PARTS, PARTS, st.sampled_from(["sv", "en"]))
def test_no_text_is_lost_and_no_key_given_twice(old_sv, old_en, sv, en, lead):
    before = [Former(uuid.uuid4(), blocks.split(each)[0].kind, {"sv": each}) for each in old_sv] + [
        Former(uuid.uuid4(), blocks.split(each)[0].kind, {"en": each}) for each in old_en
    ]
    new = {"sv": text(*sv), "en": text(*en)}
    row = weave(before, new, lead=lead)
    for tag, parts in new.items():
        woven = [each.texts[tag] for each in row if tag in each.texts]
        assert sorted(woven) == sorted(part.text for part in parts)
    in_lead = [each.texts[lead] for each in row if lead in each.texts]
    assert in_lead == [part.text for part in new[lead]]
    given_keys = [each.key for each in row if each.key]
    assert len(given_keys) == len(set(given_keys))
    assert all(each.texts for each in row)
