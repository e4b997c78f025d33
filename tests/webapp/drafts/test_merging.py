"""Two writers' changes to one section put together."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.drafts.blocks import BlockKind
from webapp.drafts.merging import Choice, Conflict, merge, merge_texts
from webapp.drafts.weaving import Former, Woven

KEYS = {name: uuid.uuid5(uuid.NAMESPACE_URL, name) for name in "abcdefghij"}


def former(*row):
    """Blocks out of `a=text` or `a`, whose text is then its name."""
    pairs = [each.partition("=") for each in row]
    return [Former(KEYS[k], BlockKind.PARAGRAPH, {"sv": text or k}) for k, _, text in pairs]


def mine(*row):
    """As `former`; `+text` is a new block."""
    found = []
    for each in row:
        name, _, text = each.partition("=")
        key = None if each.startswith("+") else KEYS[name]
        found.append(
            Woven(key, BlockKind.PARAGRAPH, {"sv": each[1:] if key is None else text or name})
        )
    return found


def said(merged):
    return [block.texts["sv"] for block in merged.row]


def test_changes_to_different_blocks_go_together():
    merged = merge(former("a", "b", "c"), former("a=A", "b", "c"), mine("a", "b", "c=C"))
    assert said(merged) == ["A", "b", "C"]
    assert merged.conflicts == []
    assert [block.key for block in merged.row] == [KEYS[name] for name in "abc"]


def test_what_both_added_stands_after_what_it_followed():
    merged = merge(former("a", "b"), former("a", "c=theirs", "b"), mine("a", "b", "+mine"))
    assert said(merged) == ["a", "theirs", "b", "mine"]
    assert merged.conflicts == []


def test_what_both_wrote_in_the_same_words_is_one_block():
    merged = merge(former("a"), former("a", "c=samma"), mine("a", "+samma"))
    assert said(merged) == ["a", "samma"]
    assert merged.row[1].key == KEYS["c"]


def test_what_one_deleted_and_the_other_left_is_gone():
    assert said(merge(former("a", "b"), former("a"), mine("a", "b"))) == ["a"]
    assert said(merge(former("a", "b"), former("a", "b"), mine("b"))) == ["b"]


def test_a_move_and_an_edit_go_together():
    merged = merge(former("a", "b", "c"), former("c", "a", "b"), mine("a=A", "b", "c"))
    assert said(merged) == ["c", "A", "b"]
    merged = merge(former("a", "b", "c"), former("a=A", "b", "c"), mine("c", "a", "b"))
    assert said(merged) == ["c", "A", "b"]


def test_two_wordings_of_one_block_are_a_conflict_that_keeps_both():
    base, theirs, own = former("a", "b"), former("a=deras", "b"), mine("a=min", "b")
    [conflict] = merge(base, theirs, own).conflicts
    assert (conflict.base, conflict.theirs, conflict.mine) == ("a", "deras", "min")
    assert conflict.choices[0] is Choice.BOTH
    for choice, outcome in {
        Choice.THEIRS: ["deras", "b"],
        Choice.MINE: ["min", "b"],
        Choice.BOTH: ["deras", "min", "b"],
    }.items():
        merged = merge(base, theirs, own, chosen={conflict.name: choice})
        assert said(merged) == outcome
        assert merged.conflicts == []
        assert merged.row[0].key == KEYS["a"]


@pytest.mark.parametrize(
    ("theirs", "own", "kept"), [(["a=A"], [], "A"), ([], ["a=A"], "A")], ids=["mine", "theirs"]
)
def test_deleting_what_the_other_changed_is_a_conflict_in_which_it_stays(theirs, own, kept):
    merged = merge(former("a"), former(*theirs), mine(*own))
    [conflict] = merged.conflicts
    safest = conflict.choices[0]
    assert said(
        merge(former("a"), former(*theirs), mine(*own), chosen={conflict.name: safest})
    ) == [kept]
    assert len(conflict.choices) == 2


def test_languages_are_merged_each_for_itself():
    base = [Former(KEYS["a"], BlockKind.PARAGRAPH, {"sv": "ett", "en": "one"})]
    theirs = [Former(KEYS["a"], BlockKind.PARAGRAPH, {"sv": "två", "en": "one"})]
    own = [Woven(KEYS["a"], BlockKind.PARAGRAPH, {"sv": "ett", "en": "two"})]
    assert merge(base, theirs, own).row[0].texts == {"sv": "två", "en": "two"}


def test_titles_are_merged_as_texts_are():
    kept, conflicts = merge_texts({"sv": "a"}, {"sv": "b"}, {"sv": "a", "en": "A"})
    assert (kept, conflicts) == ({"sv": "b", "en": "A"}, [])
    kept, conflicts = merge_texts({"sv": "a"}, {"sv": "b"}, {"sv": "c"})
    assert conflicts == [Conflict(None, "sv", "a", "b", "c")]
    name = conflicts[0].name
    assert merge_texts({"sv": "a"}, {"sv": "b"}, {"sv": "c"}, chosen={name: Choice.MINE}) == (
        {"sv": "c"},
        [],
    )


ROW = st.lists(st.sampled_from("abcdef"), unique=True, min_size=1)
WORDS = st.text("xyz", min_size=1, max_size=3)


@st.composite
def edits(draw, base):
    """A row that someone made of `base`: some gone, some changed, some new, in some order."""
    row = [name for name in base if draw(st.integers(0, 4))]
    row = draw(st.permutations(row)) if draw(st.booleans()) else row
    made = [f"{name}={name}{draw(WORDS)}" if not draw(st.integers(0, 2)) else name for name in row]
    for number in range(draw(st.integers(0, 2))):
        made.insert(draw(st.integers(0, len(made))), f"+new{number}{draw(WORDS)}")
    return made


def as_saved(row):
    """The row of `mine`'s notation as someone else saved it, new blocks with keys of their own."""
    spare = iter("ghij")
    return former(*(f"{next(spare)}={each[1:]}" if each.startswith("+") else each for each in row))


@given(ROW, st.data())
def test_a_side_that_changed_nothing_yields_to_the_other(base, data):
    other = data.draw(edits(base))
    theirs = merge(former(*base), as_saved(other), mine(*base))
    assert theirs.conflicts == []
    assert said(theirs) == [each.texts["sv"] for each in as_saved(other)]
    own = merge(former(*base), former(*base), mine(*other))
    assert own.conflicts == []
    assert said(own) == [each.texts["sv"] for each in mine(*other)]


@given(ROW, st.data())
def test_nothing_that_either_wrote_is_left_out_unseen(base, data):
    theirs, own = as_saved(data.draw(edits(base))), mine(*data.draw(edits(base)))
    merged = merge(former(*base), theirs, own)
    seen = {*said(merged)}
    for conflict in merged.conflicts:
        seen |= {conflict.theirs, conflict.mine}
    written = {each.texts["sv"] for each in (*theirs, *own)} - set(base)
    assert written <= seen
    both = {each.name: each.choices[0] for each in merged.conflicts}
    settled = merge(former(*base), theirs, own, chosen=both)
    assert settled.conflicts == []
    assert written <= set(said(settled))
    keys = [block.key for block in settled.row if block.key]
    assert len(keys) == len(set(keys))
