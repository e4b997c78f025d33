"""Tables: Word's grid of merged cells, and the table of the dialect that shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from webapp.drafts import spans

_MAX_SPAN: Final = 63  # Word's own limit to the columns of a table


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text in CommonMark, on one line, and how it is merged with others."""

    text: str
    span: int = 1
    goes_on: bool = False
    """Whether the cell continues the one above."""
    leans: bool = False
    """Whether the cell continues the one to the left."""


@dataclass(slots=True, eq=False)
class _Field:
    """A cell as it is seen: text, and the columns that it covers in its first row."""

    text: str
    first: int
    span: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table in CommonMark, and how many merged cells were kept, and divided, in it."""

    text: str
    merged: int
    divided: int


def to_commonmark(rows: Sequence[Sequence[Cell]]) -> Table:
    """The rows as a GFM table whose first row is the header; nothing when no cell has text.

    A header cannot be one with a cell below it in GFM, so there its words are repeated. Empty rows
    and columns are left out.
    """
    grid = _pruned(_laid_out(rows))
    if not grid:
        return Table("", 0, 0)
    lines = [_line(list(_texts(grid, index))) for index in range(len(grid))]
    rule = _line(["---"] * len(grid[0]))
    merged = {id(field) for row in _places(grid) for field in row}
    divided = {id(field) for field in grid[0] if len(grid) > 1 and field in grid[1]}
    text = "\n".join([lines[0], rule, *lines[1:]])
    return Table(text, len(merged - divided), len(divided))


def _laid_out(rows: Sequence[Sequence[Cell]]) -> list[list[_Field]]:
    grid: list[list[_Field]] = []
    for row in rows:
        fields: list[_Field] = []
        for cell in row:
            fields += _covered(cell, fields, grid[-1] if grid else [])
        grid.append(fields)
    width = max(map(len, grid), default=0)
    return [[*row, *(_Field("", n, 1) for n in range(len(row), width))] for row in grid]


def _covered(cell: Cell, left: Sequence[_Field], above: Sequence[_Field]) -> list[_Field]:
    first, span = len(left), min(cell.span, _MAX_SPAN)
    if cell.leans and left:
        return [_with(left[-1], cell.text)] * span
    if (
        cell.goes_on
        and first < len(above)
        and (above[first].first, above[first].span) == (*(first, span),)
    ):
        return [_with(above[first], cell.text)] * span
    return [_Field(cell.text, first, span)] * span


def _with(field: _Field, text: str) -> _Field:
    """The field, with words that hid in a cell that continues it."""
    field.text = " / ".join(filter(None, [field.text, text]))
    return field


def _pruned(grid: list[list[_Field]]) -> list[list[_Field]]:
    """The grid without rows and columns in which nothing with text begins."""
    begun: set[int] = set()
    rows, columns = set(), set()
    for number, row in enumerate(grid):
        for column, field in enumerate(row):
            if field.text and id(field) not in begun:
                begun.add(id(field))
                rows.add(number)
                columns.add(column)
    return [
        [field for column, field in enumerate(row) if column in columns]
        for number, row in enumerate(grid)
        if number in rows
    ]


def _texts(grid: Sequence[Sequence[_Field]], index: int) -> Iterator[str]:
    row = grid[index]
    above = grid[index - 1] if index > 1 else []
    for column, field in enumerate(row):
        if column and row[column - 1] is field:
            yield spans.LEFT
        elif above and above[column] is field:
            yield spans.ABOVE
        else:
            yield field.text


def _places(grid: Sequence[Sequence[_Field]]) -> Iterator[list[_Field]]:
    """For each row the fields that are met there again."""
    seen: set[int] = set()
    for row in grid:
        yield [field for field in row if id(field) in seen or row.count(field) > 1]
        seen |= {id(field) for field in row}


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
