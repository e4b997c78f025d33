"""Rows that could not be used, as a file that a person corrects and sends in again."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence

from webapp.organisations.columns import HEADINGS, Field, letter
from webapp.organisations.rows import AddressList, Row, cleaned, inert


def bad_rows_csv(
    source: AddressList,
    rows: Sequence[Row],
    *,
    reason_heading: str,
    reason: Callable[[Row], str],
) -> bytes:
    """The rows as CSV for correction and a new import: UTF-8 with BOM, semicolons, CRLF.

    The columns are the file's own, with a person's corrections in them, and the reason last. A
    cell that a spreadsheet could run as a formula begins with an apostrophe, which `read` removes.
    """
    width = max([len(source.headings), *(len(row.raw) for row in rows)])
    columns = _columns(source, rows, width)
    width = max([width, *(at + 1 for at in columns.values())])
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(map(inert, (*_headings(source, columns, width), reason_heading)))
    for row in rows:
        writer.writerow(map(inert, (*_written(row, columns, width), reason(row))))
    return out.getvalue().encode("utf-8-sig")


def _columns(source: AddressList, rows: Sequence[Row], width: int) -> Mapping[Field, int]:
    """The file's columns, and after them one for each field that a person added to some row."""
    added = [
        field
        for field in Field
        if field not in source.columns and any(row.cells[field] for row in rows)
    ]
    return {**source.columns, **{field: width + at for at, field in enumerate(added)}}


def _headings(source: AddressList, columns: Mapping[Field, int], width: int) -> list[str]:
    meant = {at: HEADINGS[field] for field, at in columns.items()}
    own = [*source.headings, *[""] * (width - len(source.headings))]
    return [heading or meant.get(at, letter(at)) for at, heading in enumerate(own)]


def _written(row: Row, columns: Mapping[Field, int], width: int) -> list[str]:
    """The line as it came, but for the cells that were corrected."""
    written = [*row.raw, *[""] * (width - len(row.raw))]
    for field, at in columns.items():
        if cleaned(written[at]) != row.cells[field]:
            written[at] = row.cells[field]
    return written
