"""Merged cells in a table: `<<` continues the cell to the left, `^^` the cell above.

GFM tables have no merged cells. A cell that holds one of these marks alone is taken out, and the
cell that it continues spans its place too. A mark that continues nothing is shown as it was typed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

LEFT: Final = "<<"
ABOVE: Final = "^^"


@dataclass(slots=True, eq=False)
class _Cell:
    """A cell's opening token, and how many columns and rows it spans."""

    token: Token
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class _Table:
    """The cells of a table's part (head or body), as far as they are read."""

    above: list[_Cell] = field(default_factory=list)
    row: list[_Cell] = field(default_factory=list)


def merge_cells(state: StateCore) -> None:
    """Take the marks out of the tables among the tokens, as a rule of markdown-it's core."""
    if any(token.type == "table_open" for token in state.tokens):
        state.tokens = list(_without_marks(state.tokens))


def _without_marks(tokens: list[Token]) -> Iterator[Token]:
    table = _Table()
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type in {"thead_open", "tbody_open"}:
            table = _Table()
        elif token.type == "tr_open":
            table.above, table.row = table.row, []
        elif token.type in {"th_open", "td_open"} and _continues(token, tokens[index + 1], table):
            index += 3
            continue
        yield token
        index += 1


def _continues(opening: Token, content: Token, table: _Table) -> bool:
    """Say whether the cell continues another, which then grows; the cell's place is noted."""
    place = len(table.row)
    if content.content == LEFT and table.row:
        cell = table.row[-1]
        # Below a wide cell that continues downwards the row above has counted this column.
        if cell.rows == 1:
            cell.columns += 1
            cell.token.attrSet("colspan", str(cell.columns))
        table.row.append(cell)
        return True
    if content.content == ABOVE and place < len(table.above):
        cell = table.above[place]
        if place == 0 or table.row[-1] is not cell:
            cell.rows += 1
            cell.token.attrSet("rowspan", str(cell.rows))
        table.row.append(cell)
        return True
    table.row.append(_Cell(opening))
    return False
