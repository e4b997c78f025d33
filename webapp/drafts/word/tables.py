"""Tables: Word's grid of merged cells, and the GFM table that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_MAX_SPAN: Final = 63  # Word's own limit to the columns of a table


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text in CommonMark, on one line, and how it is merged with others."""

    text: str
    span: int = 1
    goes_on: bool = False
    """Whether the cell continues the one above."""

    @property
    def is_merged(self) -> bool:
        """Whether the cell is one with others."""
        return self.span > 1 or self.goes_on


def to_commonmark(rows: Sequence[Sequence[Cell]]) -> str:
    """The rows as a GFM table whose first row is the header; nothing when no cell has text.

    A cell merged downwards is repeated in each row, so that every row can be read by itself; one
    merged sideways stands first, followed by empty cells. Empty rows and columns are left out.
    """
    grid = [row for row in _filled(rows) if any(row)]
    kept = [column for column in range(_width(grid)) if any(_at(row, column) for row in grid)]
    lines = [_line([_at(row, column) for column in kept]) for row in grid]
    if not lines:
        return ""
    return "\n".join([lines[0], _line(["---"] * len(kept)), *lines[1:]])


def _filled(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    grid: list[list[str]] = []
    for row in rows:
        texts: list[str] = []
        for cell in row:
            above = _at(grid[-1], len(texts)) if grid else ""
            texts.append(above if cell.goes_on else cell.text)
            texts += [""] * (min(cell.span, _MAX_SPAN) - 1)
        grid.append(texts)
    return grid


def _width(grid: Sequence[Sequence[str]]) -> int:
    return max(map(len, grid), default=0)


def _at(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
