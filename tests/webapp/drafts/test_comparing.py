"""What differs between two versions."""

import uuid
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from webapp.drafts.blocks import BlockKind
from webapp.drafts.comparing import Standing, compare
from webapp.drafts.ordering import interleaved

NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "test")


def key(name):
    return uuid.uuid5(NAMES, name)


@dataclass
class Block:
    name: str
    text: dict[str, str]
    kind: BlockKind = BlockKind.PARAGRAPH
    key: uuid.UUID | None = None

    def __post_init__(self):
        self.key = key(self.name)


@dataclass
class Section:
    name: str
    blocks: list[Block] = field(default_factory=list)
    under: str = ""
    number: str = "1"
    words: str = ""

    @property
    def title(self):
        return {"sv": self.words or self.name}

    @property
    def key(self):
        return key(self.name)

    @property
    def parent_key(self):
        return key(self.under) if self.under else None


def said(name, text=None):
    return Block(name, {"sv": text or f"Stycke {name}."})


def fates(former, later):
    found = {}
    for each in compare(former, later, "sv").sections:
        words = [] if each.standing is Standing.KEPT else [each.standing.value]
        words += ["moved"] * each.moved + ["edited"] * each.edited
        found[each.heading.title] = " ".join(words) or "same"
    return found


def test_a_version_does_not_differ_from_itself():
    row = [Section("a", [said("1")]), Section("b", under="a")]
    assert fates(row, row) == {"a": "same", "b": "same"}
    assert compare(row, row, "sv").changed == []


def test_another_number_alone_is_no_move():
    former = [Section("a", number="1"), Section("b", number="2")]
    later = [Section("new", number="1"), Section("a", number="2"), Section("b", number="3")]
    assert fates(former, later) == {"new": "added", "a": "same", "b": "same"}


def test_one_section_is_moved_and_not_all_that_it_passed():
    former = [Section(name) for name in "abcd"]
    later = [Section(name) for name in "dabc"]
    assert fates(former, later) == {"d": "moved", "a": "same", "b": "same", "c": "same"}


def test_what_lies_under_a_moved_section_comes_along_unmoved():
    former = [Section("a"), Section("a1", under="a"), Section("b"), Section("c")]
    later = [Section("b"), Section("c"), Section("a"), Section("a1", under="a")]
    assert fates(former, later)["a1"] == "same"
    assert fates(former, later)["a"] == "moved"


def test_another_parent_is_a_move_unless_the_former_one_is_gone():
    former = [Section("a"), Section("x", under="a"), Section("b")]
    assert fates(former, [Section("a"), Section("b"), Section("x", under="b")])["x"] == "moved"
    assert fates(former, [Section("x"), Section("b")]) == {"a": "removed", "x": "same", "b": "same"}


def test_an_edited_block_shows_the_words_that_differ():
    former = [Section("a", [said("1", "Senast 2030."), said("2")])]
    later = [Section("a", [said("1", "Senast 2035."), said("2")])]
    [section] = compare(former, later, "sv").sections
    assert section.edited
    assert section.counts == (1, 1)
    assert [(p.fate.value, p.text) for p in section.blocks[0].pieces] == [
        ("same", "Senast "), ("gone", "2030"), ("new", "2035"), ("same", "."),
    ]  # fmt: skip
    assert section.blocks[1].is_same


def test_a_block_that_went_to_another_section_is_named_on_both_sides():
    former = [Section("a", [said("1"), said("2")], number="1"), Section("b", number="2")]
    later = [Section("a", [said("2")], number="1"), Section("b", [said("1")], number="2")]
    a, b = compare(former, later, "sv").sections
    went, came = a.blocks[0], b.blocks[0]
    assert (went.standing, went.elsewhere.number) == (Standing.REMOVED, "2")
    assert (came.standing, came.elsewhere.number) == (Standing.ADDED, "1")
    assert came.moved
    assert not came.edited
    assert a.blocks[1].is_same


def test_blocks_that_changed_places_are_moved():
    former = [Section("a", [said("1"), said("2"), said("3")])]
    later = [Section("a", [said("3"), said("1"), said("2")])]
    [section] = compare(former, later, "sv").sections
    assert [block.moved for block in section.blocks] == [True, False, False]


def test_a_change_that_no_word_shows_is_shown_by_its_marks():
    former = [Section("a", [said("1", "ett ord")])]
    later = [Section("a", [said("1", "ett **ord**")])]
    [section] = compare(former, later, "sv").sections
    assert section.blocks[0].later == "ett **ord**"


def test_cells_stand_between_bars():
    table = "| A | B |\n|---|---|\n| 1 | {} |"
    rows = [
        [Section("a", [Block("t", {"sv": table.format(n)}, BlockKind.TABLE)])] for n in ("2", "3")
    ]
    [section] = compare(*rows, "sv").sections
    assert section.blocks[0].later == "A | B\n1 | 3"


def test_a_new_title_is_an_edit_of_the_section():
    [section] = compare([Section("a", words="Ett")], [Section("a", words="Två")], "sv").sections
    assert section.renamed
    assert section.edited


def test_another_language_is_another_comparison():
    block = Block("1", {"sv": "Samma.", "en": "Old."}), Block("1", {"sv": "Samma.", "en": "New."})
    rows = [[Section("a", [each])] for each in block]
    assert compare(*rows, "sv").sections[0].is_same
    assert compare(*rows, "en").sections[0].edited


ROWS = st.lists(st.sampled_from("abcdefghij"), unique=True)


@given(ROWS, ROWS)
def test_each_is_there_once_and_the_later_order_holds(former, later):
    row = interleaved(former, later)
    assert sorted(row) == sorted(set(former) | set(later))
    assert [name for name in row if name in later] == later


@given(ROWS, st.randoms(use_true_random=False))
def test_what_is_not_moved_stands_in_the_same_order(names, random):
    mixed = list(names)
    random.shuffle(mixed)
    found = compare([Section(n) for n in names], [Section(n) for n in mixed], "sv")
    staying = [each.heading.title for each in found.sections if not each.moved]
    assert staying == [name for name in names if name in staying]
    assert (names == mixed) == (len(staying) == len(names))


def only_block(former, later):
    [change] = compare([Section("A", [former])], [Section("A", [later])], "sv").sections
    return change.blocks[0]


def figure(picture, alt="Karta"):
    return Block("f", {"sv": f"![{alt}](image:{picture})"}, BlockKind.FIGURE)


def test_another_picture_is_said_and_needs_no_other_words():
    change = only_block(figure("0123456789abcdef"), figure("fedcba9876543210"))
    assert change.repictured
    assert change.edited
    assert not change.is_same
    assert (change.former, change.later) == ("Karta", "Karta")


def test_what_a_figure_shows_is_compared_by_word():
    change = only_block(figure("0123456789abcdef"), figure("0123456789abcdef", "Ny karta"))
    assert not change.repictured
    assert (change.former, change.later) == ("Karta", "Ny karta")


def test_a_list_is_compared_item_by_item_and_its_bullets_are_no_words():
    former = Block("l", {"sv": "- Ett\n- Två"}, BlockKind.LIST)
    later = Block("l", {"sv": "- Ett\n- Två\n- Tre"}, BlockKind.LIST)
    assert only_block(former, later).later == "• Ett\n• Två\n• Tre"
    [change] = compare([Section("A", [former])], [Section("A", [later])], "sv").sections
    assert change.counts == (1, 0)
