"""Long lists on the disk: the same as in memory, however they are read."""

from dataclasses import dataclass, field

import pytest

from webapp.reports import shelves
from webapp.reports.shelves import STRETCH, Place, Shelf


@pytest.mark.parametrize("number", [0, 1, STRETCH - 1, STRETCH, STRETCH + 1, 3 * STRETCH + 7])
def test_a_shelf_is_read_as_any_list(number):
    plain = [f"sak {each}" for each in range(number)]
    shelf = Shelf(Place(), plain)
    assert list(shelf) == plain
    assert shelf == plain
    assert (len(shelf), bool(shelf)) == (number, bool(plain))
    assert [shelf[each] for each in range(-number, number)] == plain + plain
    assert shelf[1:-1] == tuple(plain[1:-1])
    with pytest.raises(IndexError):
        shelf[number]


def test_several_in_one_place_are_read_and_added_to_at_the_same_time():
    place = Place()
    one, other = Shelf(place), Shelf(place)
    for each in range(3 * STRETCH):
        one.append(each)
        other.append(-each)
    assert list(zip(one, other, one, strict=True)) == [(n, -n, n) for n in range(3 * STRETCH)]


def test_what_is_changed_is_changed_when_it_is_read():
    seen = []

    def note(number):
        seen.append(number)
        return number + 1

    shelf = Shelf(Place(), range(2 * STRETCH))
    later = shelves.through(shelf, note)
    assert (len(later), seen) == (2 * STRETCH, [])
    assert next(iter(later)) == 1
    assert len(seen) == STRETCH
    assert later != shelf
    assert shelves.through((1, 2), note) == (2, 3)


def test_no_more_than_a_stretch_is_in_memory():
    shelf = Shelf(Place(), (object for _each in range(10 * STRETCH + 3)))
    assert len(shelf._latest) == 3
    assert max(len(each) for each in shelf.stretches()) == STRETCH


@dataclass(frozen=True, slots=True)
class _Kept:
    name: str
    inner: "_Kept | None" = None
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Alone:
    name: str


@dataclass
class _Counting:
    name: str
    letters: int = field(init=False)

    def __post_init__(self):
        self.letters = len(self.name)


def test_values_are_kept_with_all_their_fields():
    plain = [_Kept(f"namn {each}", _Kept("inre", None, (each,))) for each in range(STRETCH)]
    plain += [_Alone("ensam"), _Counting("räknad")] * STRETCH
    assert list(Shelf(Place(), plain)) == plain
