"""Distribution lists as they really arrive: read, turned into bodies, handed back to correct.

This is the door for the rest of the product; what it leans on are modules beside it, none of which
knows of a database or a web page.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from webapp.organisations import addresses, contactcolumns, numbers
from webapp.organisations.categories import (
    Category,
    Sector,
    category_of,
    language_named,
    sector_of,
)
from webapp.organisations.columns import Cells, Field, Layout, layout, letter
from webapp.organisations.corrections import bad_rows_csv
from webapp.organisations.doublets import Doublet, DoubletReason, Known, doublets
from webapp.organisations.problems import Problem, ProblemCode, has_errors, problems
from webapp.organisations.rows import (
    AddressList,
    Row,
    cleaned,
    corrected,
    private,
)
from webapp.organisations.tables import (
    MAX_BYTES,
    MAX_ROWS,
    Refusal,
    RefusedListError,
    SourceLine,
    is_blank,
)
from webapp.organisations.textfiles import read_text
from webapp.organisations.workbooks import is_workbook, read_workbook

__all__ = [
    "MAX_BYTES",
    "MAX_ROWS",
    "AddressList",
    "Category",
    "Doublet",
    "DoubletReason",
    "Entry",
    "Field",
    "Known",
    "Problem",
    "ProblemCode",
    "Refusal",
    "RefusedListError",
    "Row",
    "Sector",
    "bad_rows_csv",
    "corrected",
    "doublets",
    "entry",
    "has_errors",
    "problems",
    "read",
]


@dataclass(frozen=True)
class Entry:
    """What the register would store for a row; a number that is wrong or a person's is left out."""

    name: str
    number: str
    category: Category
    sector: Sector | None
    address: str
    language: str
    comment: str
    contacts: tuple[contactcolumns.ContactCells, ...] = ()


def read(data: bytes, *, filename: str) -> AddressList:
    """Read a list in CSV or XLSX; every line with anything on it but the headings becomes a row.

    Raises `RefusedListError` when the file as a whole cannot be used. Never raises anything else.
    """
    if len(data) > MAX_BYTES:
        raise RefusedListError(Refusal.TOO_LARGE)
    workbook = is_workbook(data, filename=filename)
    table = read_workbook(data) if workbook and data else read_text(data)
    lines = [(line, seen) for line in table.lines if not is_blank(seen := _seen(line))]
    found = layout([seen for _, seen in lines])
    whom = contactcolumns.find(found.headings, taken=set(found.fields.values()))
    rows = tuple(
        _row(line, found, whom) for at, (line, _) in enumerate(lines) if at != found.heading_line
    )
    if not rows:
        raise RefusedListError(Refusal.EMPTY)
    if len(rows) > MAX_ROWS:
        raise RefusedListError(Refusal.TOO_MANY_ROWS)
    return AddressList(
        rows=rows,
        headings=found.headings,
        columns=found.fields,
        contact_columns=whom,
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
        other_sheets=table.other_sheets,
    )


def entry(row: Row) -> Entry:
    """What the register would store for a row; make sure first that the row has no errors."""
    category = category_of(row.cells[Field.CATEGORY], row.name)
    return Entry(
        name=row.name,
        number=numbers.normalised(row.number) if numbers.is_valid(row.number) else "",
        category=category,
        sector=sector_of(row.cells[Field.SECTOR], category),
        address=addresses.find_normalised(row.address) or "",
        language=language_named(row.cells[Field.LANGUAGE]) or "sv",
        comment=row.cells[Field.COMMENT],
        contacts=row.contacts,
    )


def _seen(line: SourceLine) -> Cells:
    return tuple(map(cleaned, line.cells))


def _row(line: SourceLine, found: Layout, whom: contactcolumns.Columns) -> Row:
    """Keep every cell of a line: in its field, or else under its heading."""
    raw = tuple(private(cell, as_number=at in found.numbered) for at, cell in enumerate(line.cells))
    seen = tuple(map(cleaned, raw))
    cells = dict.fromkeys(Field, "")
    cells |= {field: seen[at] for field, at in found.fields.items() if at < len(seen)}
    return Row(
        line=line.number,
        cells=cells,
        extra=_extra(seen, found, {*found.fields.values(), *whom.values()}),
        raw=raw,
        contacts=contactcolumns.contacts_on(seen, whom),
    )


def _extra(seen: Cells, found: Layout, taken: Collection[int]) -> Mapping[str, str]:
    """The cells of no field by heading, or by the column's letter where the heading is no help."""
    extra: dict[str, str] = {}
    for at, cell in enumerate(seen):
        heading = found.headings[at] if at < len(found.headings) else ""
        if at not in taken and (heading or cell):
            extra[heading if heading and heading not in extra else letter(at)] = cell
    return extra
