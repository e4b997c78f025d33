"""One text with the changes from a former to a later one marked in it, word by word. Pure.

What has another place, level or language is gone where it stood and new where it stands: a reader
of the file sees both, and whoever accepts or rejects all gets the later or the former text whole.
"""

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, TypeVar

from webapp.drafts import wording
from webapp.drafts.ordering import interleaved, out_of_order
from webapp.drafts.paper import runs
from webapp.drafts.paper.content import Cell, Table
from webapp.drafts.paper.lines import Item, Line, Stretch
from webapp.drafts.paper.marks import (
    MarkedCell,
    MarkedItem,
    MarkedLine,
    MarkedRow,
    MarkedStretch,
    MarkedTable,
    around,
    whole,
    whole_item,
    whole_row,
)
from webapp.drafts.wording import Fate

Known = tuple[bool, object]
"""A stretch as it is known in both texts: whether it is a heading, and its key."""
Thing = TypeVar("Thing")

_ALIKE: Final = 0.35
"""From this likeness on something is edited; below it one is gone and another new."""
_MOST_PAIRS: Final = 900
"""With more possible pairs than this, what stands in the same place is taken for the same."""


def marked(former: Sequence[Stretch], later: Sequence[Stretch]) -> Iterator[MarkedStretch]:
    """The two texts as one, in the order of the later; what is gone stands where it stood."""
    before, after = ({_known(each): each for each in text} for text in (former, later))
    strayed = _strayed(before, after)
    rows = [
        [(side if key in strayed or key not in other else Fate.SAME, key) for key in text]
        for side, text, other in ((Fate.GONE, before, after), (Fate.NEW, after, before))
    ]
    for fate, key in interleaved(*rows):
        if fate is Fate.SAME:
            yield _merged(before[key], after[key])
        else:
            yield whole((before if fate is Fate.GONE else after)[key], fate)


def _known(stretch: Stretch) -> Known:
    return stretch.is_heading, stretch.key


def _strayed(before: dict[Known, Stretch], after: dict[Known, Stretch]) -> set[Known]:
    """Those in both texts that have another place, level or language than they had."""
    changed = {key for key in before if key in after and _look(before[key]) != _look(after[key])}
    staying = [key for key in before if key in after and key not in changed]
    return changed | out_of_order(staying, [key for key in after if key in set(staying)])


def _look(stretch: Stretch) -> tuple[str, bool, int]:
    first = stretch.items[0] if stretch.is_heading else None
    level = first.level if isinstance(first, Line) else 0
    return stretch.language, stretch.falls_back, level


def _merged(former: Stretch, later: Stretch) -> MarkedStretch:
    if former.items == later.items:
        return whole(later)
    items: list[MarkedItem] = []
    for old, new in _paired(former.items, later.items, _likeness):
        items += _items(old, new)
    return around(later, Fate.SAME, tuple(items))


def _items(old: Item | None, new: Item | None) -> list[MarkedItem]:
    if old is None or new is None:
        return [
            whole_item(item, fate)
            for item, fate in ((old, Fate.GONE), (new, Fate.NEW))
            if item is not None
        ]
    if isinstance(old, Line) and isinstance(new, Line):
        return [MarkedLine(Fate.SAME, new, runs.compared(old.runs, new.runs))]
    if isinstance(old, Table) and isinstance(new, Table) and _fit(old, new):
        return [_table(old, new)]
    return _items(old, None) + _items(None, new)


def _likeness(old: Item, new: Item) -> float:
    """How alike two items are, from 0 for those that cannot be one that was edited."""
    if isinstance(old, Line) and isinstance(new, Line):
        return _likeness_of_lines(old, new)
    if isinstance(old, Table) and isinstance(new, Table):
        return 1.0
    return 0.0


def _likeness_of_lines(old: Line, new: Line) -> float:
    places = [(each.place.depth, each.place.start is None) if each.place else None
              for each in (old, new)]  # fmt: skip
    if old.form is not new.form or places[0] != places[1]:
        return 0.0
    if old.picture or new.picture:
        return float(bool(old.picture and new.picture and old.picture.key == new.picture.key))
    return wording.likeness(old.text, new.text) or _ALIKE / 2


def _paired(
    old: Sequence[Thing], new: Sequence[Thing], likeness: Callable[[Thing, Thing], float]
) -> Iterator[tuple[Thing | None, Thing | None]]:
    """Both rows as one: what is the same or alike in pairs, and all else alone, in order."""
    indices = {each: number for number, each in enumerate(dict.fromkeys([*old, *new]))}
    before, after = ([indices[each] for each in row] for row in (old, new))
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, start, end, new_start, new_end in steps:
        if kind == "equal":
            yield from zip(old[start:end], new[new_start:new_end], strict=True)
        else:
            yield from _likeliest(old[start:end], new[new_start:new_end], likeness)


def _likeliest(
    old: Sequence[Thing], new: Sequence[Thing], likeness: Callable[[Thing, Thing], float]
) -> Iterator[tuple[Thing | None, Thing | None]]:
    """The pairs that are most alike in all, without crossing each other."""
    alike = _table_of_likeness(old, new, likeness)
    pairs = [(-1, -1), *_best(alike, len(old), len(new)), (len(old), len(new))]
    for (last, last_new), (here, here_new) in pairwise(pairs):
        yield from ((each, None) for each in old[last + 1 : here])
        yield from ((None, each) for each in new[last_new + 1 : here_new])
        if here < len(old):
            yield old[here], new[here_new]


def _table_of_likeness(
    old: Sequence[Thing], new: Sequence[Thing], likeness: Callable[[Thing, Thing], float]
) -> dict[tuple[int, int], float]:
    are_many = len(old) * len(new) > _MOST_PAIRS
    pairs = (
        zip(range(len(old)), range(len(new)), strict=False)
        if are_many
        else ((a, b) for a in range(len(old)) for b in range(len(new)))
    )
    least = 0.0 if len(old) == len(new) == 1 else _ALIKE
    found = {(a, b): likeness(old[a], new[b]) for a, b in pairs}
    return {pair: value for pair, value in found.items() if value > least}


def _best(alike: dict[tuple[int, int], float], height: int, width: int) -> list[tuple[int, int]]:
    """The longest way through the table, as one aligns two rows."""
    sums = [[0.0] * (width + 1) for _ in range(height + 1)]
    for a in reversed(range(height)):
        for b in reversed(range(width)):
            taken = alike.get((a, b), 0.0)
            taken += sums[a + 1][b + 1] if taken else 0.0
            sums[a][b] = max(taken, sums[a + 1][b], sums[a][b + 1])
    path, a, b = [], 0, 0
    while a < height and b < width:
        if (a, b) in alike and sums[a][b] == alike[a, b] + sums[a + 1][b + 1]:
            path.append((a, b))
            a, b = a + 1, b + 1
        elif sums[a][b] == sums[a + 1][b]:
            a += 1
        else:
            b += 1
    return path


def _fit(old: Table, new: Table) -> bool:
    """Say whether the rows of two tables can stand in one: cells that reach down must agree."""
    if old.width != new.width or old.heads != new.heads:
        return False
    reach = any(cell.rows > 1 for table in (old, new) for row in table.rows for cell in row)
    return not reach or _shape(old) == _shape(new)


def _shape(table: Table) -> list[list[tuple[int, int]]]:
    return [[(cell.columns, cell.rows) for cell in row] for row in table.rows]


def _table(old: Table, new: Table) -> MarkedTable:
    rows: list[MarkedRow] = []
    if _shape(old) == _shape(new):
        rows = [_row(old, n, new, n) for n in range(len(new.rows))]
        return MarkedTable(new.width, tuple(rows))
    before, after = ([_Row(t, n) for n in range(len(t.rows))] for t in (old, new))
    for a, b in _paired(before, after, _likeness_of_rows):
        if a is not None and b is not None:
            rows.append(_row(old, a.number, new, b.number))
        elif a is not None:
            rows.append(whole_row(old, a.number, Fate.GONE))
        elif b is not None:
            rows.append(whole_row(new, b.number, Fate.NEW))
    return MarkedTable(new.width, tuple(rows))


class _Row:
    """A row of a table; two are equal when they say the same."""

    def __init__(self, table: Table, number: int) -> None:
        self.number = number
        self.is_head = number < table.heads
        self.cells: tuple[Cell, ...] = table.rows[number]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Row) and self._said == other._said

    def __hash__(self) -> int:
        return hash(self._said)

    @property
    def _said(self) -> tuple[bool, tuple[Cell, ...]]:
        return self.is_head, self.cells


def _likeness_of_rows(old: _Row, new: _Row) -> float:
    columns = [[cell.columns for cell in row.cells] for row in (old, new)]
    if old.is_head is not new.is_head or columns[0] != columns[1]:
        return 0.0
    texts = [" ".join(run.text for cell in row.cells for run in cell.runs) for row in (old, new)]
    return max(wording.likeness(*texts), _ALIKE * 2 * old.is_head)


def _row(old: Table, former: int, new: Table, later: int) -> MarkedRow:
    cells = tuple(
        MarkedCell(cell, is_first, runs.compared(before.runs, cell.runs) if is_first else ())
        for (before, _), (cell, is_first) in zip(
            old.places()[former], new.places()[later], strict=True
        )
    )
    return MarkedRow(Fate.SAME, later < new.heads, cells)
