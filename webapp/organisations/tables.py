"""From a file's bytes to lines of cells: what kind of file it is, and refusing what is no table."""

from dataclasses import dataclass
from enum import StrEnum

MAX_BYTES = 5_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 500
MAX_CELLS = 1_000_000
"""Fifty columns for each of the rows; beyond it a file is made to exhaust memory."""


class Refusal(StrEnum):
    """Why a whole file is refused."""

    EMPTY = "empty"
    NOT_A_TABLE = "not_a_table"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    OLD_EXCEL = "old_excel"
    XLSX_ENCRYPTED = "xlsx_encrypted"
    XLSX_CORRUPT = "xlsx_corrupt"
    XLSX_BOMB = "xlsx_bomb"


class RefusedListError(Exception):
    """The file cannot be read as a list; `reason` says why, for the page to put into words."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class SourceLine:
    """One record; `number` is where it begins in the file, from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """All records of a file that are not blank, and how they were found."""

    lines: tuple[SourceLine, ...]
    encoding: str
    delimiter: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()


def is_blank(cells: tuple[str, ...]) -> bool:
    """Whether nothing at all is written on a line."""
    return not any(cell.strip() for cell in cells)


@dataclass
class Budget:
    """How much of a file may still be read before it is refused."""

    rows: int = MAX_ROWS + 1  # the headings are a line too
    cells: int = MAX_CELLS

    def spend(self, cells: tuple[str, ...]) -> None:
        """Count one line; raises `RefusedListError` when the file has too many lines or cells."""
        self.cells -= len(cells)
        self.rows -= not is_blank(cells)
        filled = len(cells) <= MAX_COLUMNS or is_blank(cells[MAX_COLUMNS:])
        if self.cells < 0 or not filled:
            raise RefusedListError(Refusal.TOO_LARGE)
        if self.rows < 0:
            raise RefusedListError(Refusal.TOO_MANY_ROWS)
