"""A read list as people see it: how its columns were taken, what will happen, what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.core.rendering import gettext as _
from webapp.core.rendering import plain_line
from webapp.organisations import labels
from webapp.organisations.addresslist import bad_rows_csv
from webapp.organisations.columns import letter
from webapp.organisations.listrows import as_read, contact_columns_of, fields_of, list_as_read
from webapp.organisations.models import ListImport, ListRow
from webapp.organisations.standing import READY, TABS, RowState


@dataclass(frozen=True)
class Tally:
    """How many rows of a list are in each state."""

    states: Mapping[RowState, int]

    @property
    def total(self) -> int:
        """All the rows."""
        return sum(self.states.values())

    @property
    def ready(self) -> int:
        """The rows that applying the list would do something with."""
        return sum(self.states[state] for state in READY)

    @property
    def tabs(self) -> Sequence[tuple[str, int]]:
        """The parts of the list that have rows in them, and how many."""
        counted = (
            (tab, sum(self.states[state] for state in states)) for tab, states in TABS.items()
        )
        return [(tab, number) for tab, number in counted if number or not tab]


def columns(found: ListImport) -> Sequence[tuple[str, Any]]:
    """Each column's heading, or its letter, and the field that it was taken for, or None."""
    taken = {at: str(labels.FIELDS[field]) for field, at in fields_of(found).items()}
    for (number, field), at in contact_columns_of(found).items():
        taken[at] = labels.contact_column(number, field)
    written = list(found.headings["written"])
    width = max([len(written), *(at + 1 for at in taken)])
    headings = [*written, *[""] * (width - len(written))]
    return [(heading or letter(at), taken.get(at)) for at, heading in enumerate(headings)]


def others(row: ListRow, found: ListImport) -> Sequence[tuple[str, str]]:
    """The cells of a row that were taken for no field, each with its heading."""
    headings = found.headings["written"]
    taken = {*fields_of(found).values(), *contact_columns_of(found).values()}
    return [
        ((headings[at] if at < len(headings) else "") or letter(at), plain_line(cell))
        for at, cell in enumerate(row.raw)
        if at not in taken and cell.strip()
    ]


def bad_rows(found: ListImport, rows: Sequence[ListRow]) -> bytes:
    """Rows that have to be corrected, each with what is wrong with it, as CSV."""
    wrong = {row.line: row.problems for row in rows}
    return bad_rows_csv(
        list_as_read(found),
        [as_read(row) for row in rows],
        reason_heading=_("What has to be corrected"),
        reason=lambda row: " ".join(
            f"{labels.field_of(each)}: {labels.problem(each)}" for each in wrong[row.line]
        ),
    )
