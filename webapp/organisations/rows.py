"""A distribution list once it is read: its rows, what each holds, and how a row is corrected."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from webapp.organisations import numbers
from webapp.organisations.columns import Cells, Field
from webapp.organisations.contactcolumns import Columns, ContactCells

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for a formula's start, in half or full width (OWASP)."""

# Controls, soft hyphens, and the marks that hide text or turn its direction around.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_MADE_INERT = re.compile(r"'(?=[\t\r\n]|\s*[=+\-@＝＋－＠])")


@dataclass(frozen=True)
class Row:
    """One line of a list. `line` counts from 1 in the file; `raw` is the line's cells as they came.

    Personal identity numbers are masked in all three, so that none is kept anywhere.
    """

    line: int
    cells: Mapping[Field, str]
    extra: Mapping[str, str]
    raw: Cells
    contacts: tuple[ContactCells, ...] = ()
    """Whom the line names beside the official mailbox."""

    @property
    def name(self) -> str:
        """The body's name."""
        return self.cells[Field.NAME]

    @property
    def number(self) -> str:
        """The organisation number as it was written, or the mask for a person's."""
        return self.cells[Field.NUMBER]

    @property
    def address(self) -> str:
        """The official mailbox as it was written."""
        return self.cells[Field.ADDRESS]


@dataclass(frozen=True)
class AddressList:
    """A whole list. `encoding` is "xlsx" and `delimiter` empty for a workbook."""

    rows: tuple[Row, ...]
    headings: Cells
    columns: Mapping[Field, int]
    contact_columns: Columns
    encoding: str
    delimiter: str
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    """Further sheets of the workbook; only the first one with anything in it was read."""


def cleaned(text: str) -> str:
    """One line of text in NFC, without invisible characters or an apostrophe against formulas."""
    meant = text[1:] if _MADE_INERT.match(text) else text
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", meant)).split())


def inert(cell: str) -> str:
    """The cell for a CSV: one that a spreadsheet could run as a formula gets an apostrophe first.

    `cleaned` takes it away again.
    """
    risky = cell.startswith(("\t", "\r", "\n")) or cell.lstrip().startswith(FORMULA_STARTS)
    return f"'{cell}" if risky else cell


def private(text: str, *, as_number: bool) -> str:
    """The text with personal identity numbers masked; `as_number` in a cell for numbers."""
    if as_number and numbers.looks_personal(cleaned(text)):
        return numbers.MASK
    return numbers.without_personal(text)


def corrected(row: Row, changes: Mapping[Field, str]) -> Row:
    """The row with some cells as a person typed them; `raw` stays as the file had it."""
    typed = {
        field: private(cleaned(text), as_number=field is Field.NUMBER)
        for field, text in changes.items()
    }
    return replace(row, cells={**row.cells, **typed})
