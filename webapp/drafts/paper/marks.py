"""A text in which every word has a fate: the same, gone or new. Pure.

A text that is compared with nothing is all the same. From one in which changes are marked the
former text is had by leaving out what is new, and the later one by leaving out what is gone.
"""

import uuid
from dataclasses import dataclass
from typing import Final

from webapp.drafts.paper.content import Cell, Run, Table
from webapp.drafts.paper.lines import Item, Line, Stretch
from webapp.drafts.wording import Fate

Pieces = tuple[tuple[Fate, Run], ...]


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A paragraph, what became of it, and what became of its words."""

    fate: Fate
    line: Line
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell in one of the rows that it reaches; `is_first` where it begins."""

    cell: Cell
    is_first: bool
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A table's row."""

    fate: Fate
    is_head: bool
    cells: tuple[MarkedCell, ...]


@dataclass(frozen=True, slots=True)
class MarkedTable:
    """A table."""

    width: int
    rows: tuple[MarkedRow, ...]


MarkedItem = MarkedLine | MarkedTable


@dataclass(frozen=True, slots=True)
class MarkedStretch:
    """A heading or a block. `fate` tells whether all of it is gone or new."""

    key: uuid.UUID
    is_heading: bool
    language: str
    falls_back: bool
    fate: Fate
    items: tuple[MarkedItem, ...]


def whole(stretch: Stretch, fate: Fate = Fate.SAME) -> MarkedStretch:
    """The stretch, all of it of one fate."""
    items = tuple(whole_item(item, fate) for item in stretch.items)
    return around(stretch, fate, items)


def around(stretch: Stretch, fate: Fate, items: tuple[MarkedItem, ...]) -> MarkedStretch:
    """The stretch with these items in it."""
    return MarkedStretch(
        stretch.key, stretch.is_heading, stretch.language, stretch.falls_back, fate, items
    )


def whole_item(item: Item, fate: Fate) -> MarkedItem:
    """A paragraph or table, all of it of one fate."""
    if isinstance(item, Table):
        rows = tuple(whole_row(item, number, fate) for number in range(len(item.rows)))
        return MarkedTable(item.width, rows)
    return MarkedLine(fate, item, whole_runs(item.runs, fate))


def whole_row(table: Table, number: int, fate: Fate) -> MarkedRow:
    """A row of a table, all of it of one fate."""
    cells = tuple(
        MarkedCell(cell, is_first, whole_runs(cell.runs, fate) if is_first else NOTHING)
        for cell, is_first in table.places()[number]
    )
    return MarkedRow(fate, number < table.heads, cells)


NOTHING: Final[Pieces] = ()


def whole_runs(runs: tuple[Run, ...], fate: Fate) -> Pieces:
    """Runs, all of them of one fate."""
    return tuple((fate, run) for run in runs)
