"""Which column of a distribution list is which: headings in many spellings, or the content itself.

What a column *means* belongs here; how the file was decoded does not.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.organisations import numbers
from webapp.organisations.categories import category_named, language_named, sector_named

Cells = tuple[str, ...]

_LINES_BEFORE_HEADINGS = 10
_SAMPLE = 200


class Field(StrEnum):
    """What the register takes from a distribution list."""

    NAME = "name"
    NUMBER = "number"
    CATEGORY = "category"
    SECTOR = "sector"
    ADDRESS = "address"
    LANGUAGE = "language"
    COMMENT = "comment"
    REASON = "reason"


# The most telling spelling stands first: a list may have both "Organisation" and "Namn".
_SPELLINGS: Mapping[Field, str] = {
    Field.NAME: (
        "organisation organisationsnamn organisationensnamn orgnamn remissinstans remissinstanser "
        "instans instansnamn remissmottagare body bodyname organization organisationname "
        "organizationname consultee myndighet myndighetsnamn organ aktor mottagare recipient "
        "foretag foretagsnamn foreningsnamn benamning namn name"
    ),
    Field.NUMBER: (
        "organisationsnummer organisationsnr orgnr orgnummer organisationnumber "
        "organizationnumber registrationnumber companynumber orgno orgid "
        "personorganisationsnummer personorgnr personnummer personnr"
    ),
    Field.CATEGORY: (
        "kategori category organisationstyp typavorganisation instanstyp aktorstyp typ type "
        "grupp group malgrupp slag"
    ),
    Field.SECTOR: "sektor sector samhallssektor",
    Field.ADDRESS: (
        "epostregistrator epostregistratorn epostadressregistrator registratorepost "
        "registratorsepost registratorsepostadress officiellbrevlada officiellepost "
        "officiellepostadress myndighetsbrevlada myndighetsepost funktionsbrevlada "
        "funktionsadress registrator registratur officialmailbox registryemail registry "
        "brevlada epost epostadress epostadresser mejl mejladress mail mailadress email "
        "emailaddress mailbox adress address"
    ),
    Field.LANGUAGE: "sprak sprakkod language lang",
    Field.COMMENT: (
        "kommentar kommentarer anmarkning anmarkningar comment comments notering noteringar "
        "anteckning anteckningar ovrigt note notes remark remarks"
    ),
    Field.REASON: (
        "varforpalistan varfortillfragad varfordetillfragas skal motivering "
        "whyonthelist whyitisonthelist whyasked whytheyareasked reason"
    ),
}
_EXACT = {
    spelling: (field, rank)
    for field, spellings in _SPELLINGS.items()
    for rank, spelling in enumerate(spellings.split())
}
HEADINGS: Mapping[Field, str] = {
    Field.NAME: "Organisation",
    Field.NUMBER: "Organisationsnummer",
    Field.CATEGORY: "Kategori",
    Field.SECTOR: "Sektor",
    Field.ADDRESS: "E-post",
    Field.LANGUAGE: "Språk",
    Field.COMMENT: "Kommentar",
    Field.REASON: "Varför på listan",
}
"""What a column is headed in a file that we write for a list that had no heading for it."""

# Tried in this order on headings that are no known spelling, such as "E-postadress (diariet)".
_WITHIN: tuple[tuple[str, Field], ...] = (
    ("orgn", Field.NUMBER),
    ("organisationsn", Field.NUMBER),
    ("epost", Field.ADDRESS),
    ("email", Field.ADDRESS),
    ("mejl", Field.ADDRESS),
    ("brevlada", Field.ADDRESS),
    ("remissinstans", Field.NAME),
    ("organisation", Field.NAME),
)
_RANK_WITHIN = 100
_RANK_CONTACT = 200


@dataclass(frozen=True)
class Layout:
    """Where the fields stand; `heading_line` is an index among the lines, None without headings."""

    headings: Cells
    fields: Mapping[Field, int]
    heading_line: int | None
    numbered: frozenset[int]
    """All columns for numbers, of which only one is the field."""


def layout(lines: Sequence[Cells]) -> Layout:
    """Find the headings, if any, and each field's column, among cleaned lines of a file."""
    at = _heading_line(lines)
    body = _filled(line for index, line in enumerate(lines) if index != at)
    written = lines[at] if at is not None else ()
    fields = _by_heading(written, body)
    _by_content(fields, written, body)
    numbered = {at for at, heading in enumerate(written) if _means_number(heading)}
    numbered |= {fields[Field.NUMBER]} if Field.NUMBER in fields else set()
    return Layout(headings=written, fields=fields, heading_line=at, numbered=frozenset(numbered))


def letter(column: int) -> str:
    """The spreadsheet's letters for a column counted from 0: A, B, … Z, AA."""
    before, last = divmod(column, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def _compact(heading: str) -> str:
    plain = unicodedata.normalize("NFKD", heading.casefold())
    return re.sub(r"[^a-z0-9]", "", plain)


def _meaning(heading: str) -> tuple[Field, int] | None:
    """The field that a heading names and how far it stands from the clearest spelling."""
    compact = _compact(heading)
    if compact in _EXACT:
        return _EXACT[compact]
    for part, field in _WITHIN:
        if part in compact:
            return field, _RANK_CONTACT if "kontakt" in compact else _RANK_WITHIN
    return None


def _means_number(heading: str) -> bool:
    meaning = _meaning(heading)
    return meaning is not None and meaning[0] is Field.NUMBER


def _heading_line(lines: Sequence[Cells]) -> int | None:
    for index, line in enumerate(lines[:_LINES_BEFORE_HEADINGS]):
        if _names_fields(line):
            return index
    return 0 if lines and _names_one_field(lines) else None


def _names_fields(line: Cells) -> bool:
    meanings = [_meaning(cell) for cell in line if cell]
    return len({found[0] for found in meanings if found}) > 1 and "@" not in "".join(line)


def _names_one_field(lines: Sequence[Cells]) -> bool:
    """Whether the first line is headings though one alone is known: no later line repeats it."""
    known = [column for column, cell in enumerate(lines[0]) if _compact(cell) in _EXACT]
    if not known or "@" in "".join(lines[0]):
        return False
    word = lines[0][known[0]].casefold()
    return all(_at(line, known[0]).casefold() != word for line in lines[1:])


def _by_heading(headings: Cells, body: Mapping[int, Sequence[str]]) -> dict[Field, int]:
    ranked: dict[Field, list[tuple[int, int]]] = {}
    for column, heading in enumerate(headings):
        found = _meaning(heading)
        if found and (
            found[0] is not Field.ADDRESS or _may_be_addresses(heading, body.get(column, ()))
        ):
            ranked.setdefault(found[0], []).append((found[1], column))
    return {field: min(places)[1] for field, places in ranked.items()}


def _may_be_addresses(heading: str, cells: Sequence[str]) -> bool:
    """Whether a column has mailboxes; under "Registrator" people's names may stand instead."""
    plain = any(part in _compact(heading) for part in ("post", "mail", "mejl"))
    return plain or not cells or any("@" in cell for cell in cells)


def _by_content(
    fields: dict[Field, int], written: Cells, body: Mapping[int, Sequence[str]]
) -> None:
    """Fill in, from what the cells look like, fields that no heading names."""
    for field, looks in _LOOKS_LIKE.items():
        free = [column for column in sorted(body) if column not in fields.values()]
        # Under a heading that means something else, ten digits are a telephone number.
        nameless = [column for column in free if not _at(written, column)]
        fitting = _fitting(body, free if field in _ANYWHERE else nameless, looks)
        if field not in fields and fitting is not None:
            fields[field] = fitting


def _fitting(
    body: Mapping[int, Sequence[str]], columns: Sequence[int], looks: Callable[[str], bool]
) -> int | None:
    """The first column where at least half of the filled cells look right."""
    for column in columns:
        cells = body.get(column, ())
        if cells and 2 * sum(map(looks, cells)) >= len(cells):
            return column
    return None


def _filled(lines: Iterable[Cells]) -> Mapping[int, Sequence[str]]:
    """The first cells of each column that have something in them, enough to judge it by."""
    columns: dict[int, list[str]] = {}
    for line in lines:
        for column, cell in enumerate(line):
            sample = columns.setdefault(column, [])
            if cell and len(sample) < _SAMPLE:
                sample.append(cell)
    return columns


def _at(line: Cells, column: int) -> str:
    return line[column] if column < len(line) else ""


_LOOKS_LIKE: Mapping[Field, Callable[[str], bool]] = {
    Field.ADDRESS: lambda cell: "@" in cell,
    Field.NUMBER: numbers.is_issued,
    Field.CATEGORY: lambda cell: category_named(cell) is not None,
    Field.SECTOR: lambda cell: sector_named(cell) is not None,
    Field.LANGUAGE: lambda cell: language_named(cell) is not None,
    Field.NAME: lambda cell: any(character.isalpha() for character in cell),
}
_ANYWHERE = (Field.ADDRESS, Field.NAME)
