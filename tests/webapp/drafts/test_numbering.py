from hypothesis import given
from hypothesis import strategies as st

from webapp.drafts import numbering

_LEVELS = st.lists(st.integers(1, 9), max_size=30)


def test_sections_are_numbered_by_level() -> None:
    assert numbering.numbers([1, 2, 2, 3, 1, 2]) == ["1", "1.1", "1.2", "1.2.1", "2", "2.1"]


def test_levels_begin_at_one_and_never_jump() -> None:
    assert numbering.normalised([2, 4, 3, 2, 1, 3]) == [1, 2, 2, 1, 1, 2]


@given(_LEVELS)
def test_no_two_sections_share_a_number(levels: list[int]) -> None:
    numbers = numbering.numbers(numbering.normalised(levels))
    assert len(set(numbers)) == len(numbers) == len(levels)


@given(_LEVELS)
def test_levels_that_are_right_stay(levels: list[int]) -> None:
    right = numbering.normalised(levels)
    assert numbering.normalised(right) == right
    assert all(after <= before + 1 for before, after in zip([0, *right], right, strict=False))
