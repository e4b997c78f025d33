"""Moving sections about in the tree."""

import uuid
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.errors import DomainError, NotFoundError
from webapp.drafts import tree
from webapp.drafts.tree import Place, Spot, Step


@dataclass(eq=False)
class Node:
    name: str
    level: int
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    parent_key: uuid.UUID | None = None
    ordinal: int = 0
    number: str = ""


def row_of(*lines: str) -> list[Node]:
    """A row out of lines in which each dot before the name is a level."""
    row = [Node(line.lstrip("."), line.count(".") + 1) for line in lines]
    tree.settle(row)
    return row


def drawn(row: list[Node]) -> list[str]:
    return ["." * (node.level - 1) + node.name for node in row]


def after(row: list[Node], index: int, step: Step) -> list[str]:
    assert step in tree.steps(row, index)
    new = tree.moved(row, index, step)
    tree.settle(new)
    return drawn(new)


SHAPE = ("a", ".b", "..c", ".d", "e", ".f")


def test_numbers_and_parents_follow_from_order_and_levels():
    row = row_of(*SHAPE)
    assert [node.number for node in row] == ["1", "1.1", "1.1.1", "1.2", "2", "2.1"]
    assert [node.parent_key for node in row] == [
        None, row[0].key, row[1].key, row[0].key, None, row[4].key,
    ]  # fmt: skip


def test_a_section_moves_with_all_that_lies_under_it():
    assert after(row_of(*SHAPE), 4, Step.UP) == ["e", ".f", "a", ".b", "..c", ".d"]
    assert after(row_of(*SHAPE), 0, Step.DOWN) == ["e", ".f", "a", ".b", "..c", ".d"]
    assert after(row_of(*SHAPE), 1, Step.DOWN) == ["a", ".d", ".b", "..c", "e", ".f"]


def test_a_promoted_section_leaves_its_siblings_where_they_are():
    assert after(row_of(*SHAPE), 1, Step.PROMOTE) == ["a", ".d", "b", ".c", "e", ".f"]


def test_a_demoted_section_comes_under_the_one_before():
    assert after(row_of(*SHAPE), 4, Step.DEMOTE) == ["a", ".b", "..c", ".d", ".e", "..f"]


def test_steps_that_cannot_be_taken_are_not_offered():
    row = row_of(*SHAPE)
    assert tree.steps(row, 0) == {Step.DOWN}
    assert tree.steps(row, 2) == {Step.PROMOTE}
    assert tree.steps(row, 5) == {Step.PROMOTE}


def test_nothing_goes_deeper_than_html_has_headings():
    row = row_of("a", ".b", "..c", "...d", "....e", ".....f", ".....g")
    assert Step.DEMOTE not in tree.steps(row, 6)
    assert tree.target(row, Place(row[6].key, within=True)) == (7, 6)


def test_a_new_section_goes_where_it_is_asked_for():
    row = row_of(*SHAPE)
    assert tree.target(row, Place()) == (6, 1)
    assert tree.target(row, Place(row[1].key)) == (3, 2)
    assert tree.target(row, Place(row[1].key, within=True)) == (3, 3)
    with pytest.raises(NotFoundError):
        tree.target(row, Place(uuid.uuid4()))


@given(st.lists(st.integers(1, 5), min_size=1, max_size=12), st.data())
def test_every_step_keeps_every_section_and_a_sound_tree(levels, data):
    row = [Node(str(n), level) for n, level in enumerate(levels)]
    tree.settle(row)
    index = data.draw(st.integers(0, len(row) - 1))
    for step in tree.steps(row, index):
        copy = [Node(node.name, node.level, node.key) for node in row]
        under = {node.name for node in tree.branch(copy, index)}
        new = tree.moved(copy, index, step)
        tree.settle(new)
        place = tree.index(new, row[index].key)
        assert {node.name for node in tree.branch(new, place)} == under
        assert sorted(node.name for node in new) == sorted(node.name for node in row)
        assert new[0].level == 1
        assert all(b.level <= a.level + 1 for a, b in pairwise(new))
        if step in {Step.UP, Step.DOWN}:
            back = tree.moved(new, place, Step.DOWN if step is Step.UP else Step.UP)
            tree.settle(back)
            assert drawn(back) == drawn(row)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=14), st.data())
def test_every_spot_can_be_taken_and_leaves_the_others_where_they_were(levels, data):
    row = [Node(str(n), level) for n, level in enumerate(levels)]
    tree.settle(row)
    start = data.draw(st.integers(0, len(row) - 1))
    moving = [node.key for node in tree.branch(row, start)]
    spot = data.draw(st.sampled_from(list(tree.spots(row, start))))
    parents = {node.key: node.parent_key for node in row}
    rest = [node.key for node in row if node.key not in moving]
    new = tree.placed(row, start, spot)
    tree.settle(new)
    keys = [node.key for node in new]
    assert [key for key in keys if key not in moving] == rest
    place = keys.index(moving[0])
    assert keys[place : place + len(moving)] == moving
    assert (keys[place - 1] if place else None) == spot.after
    assert new[place].level == spot.level
    others = {node.key: node.parent_key for node in new if node.key != moving[0]}
    assert others == {key: parent for key, parent in parents.items() if key != moving[0]}


def test_a_branch_cannot_be_moved_into_itself_or_too_deep():
    row = row_of(*SHAPE)
    inside = row[1].key
    with pytest.raises(NotFoundError):
        tree.placed(row, 0, Spot(inside, 2))
    with pytest.raises(DomainError):
        tree.placed(row, 0, Spot(row[4].key, 3))
    with pytest.raises(DomainError):
        tree.placed(row, 5, Spot(row[0].key, 1))
