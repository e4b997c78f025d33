"""What is wrong with one row of a list, and whether it must be put right before it is used."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from webapp.organisations import addresses, numbers
from webapp.organisations.categories import category_named, language_named, sector_named
from webapp.organisations.columns import Field
from webapp.organisations.rows import FORMULA_STARTS, Row

LONGEST: Mapping[Field, int] = {
    Field.NAME: 200,
    Field.NUMBER: 32,
    Field.CATEGORY: 100,
    Field.SECTOR: 100,
    Field.ADDRESS: 254,
    Field.LANGUAGE: 35,
    Field.COMMENT: 2_000,
    Field.REASON: 400,
}
"""Characters; an address may have 254 (RFC 5321, erratum 1690)."""


class ProblemCode(StrEnum):
    """What can be wrong with a row."""

    NAME_MISSING = "name_missing"
    NAME_IS_FORMULA = "name_is_formula"
    ADDRESS_MISSING = "address_missing"
    ADDRESS_INVALID = "address_invalid"
    NUMBER_INVALID = "number_invalid"
    LOOKS_PERSONAL = "looks_personal"
    CATEGORY_UNKNOWN = "category_unknown"
    SECTOR_UNKNOWN = "sector_unknown"
    LANGUAGE_UNKNOWN = "language_unknown"
    TOO_LONG = "too_long"
    CONTACT_UNSOUND = "contact_unsound"


_WARNINGS = frozenset(
    {
        ProblemCode.CATEGORY_UNKNOWN,
        ProblemCode.SECTOR_UNKNOWN,
        ProblemCode.LANGUAGE_UNKNOWN,
        ProblemCode.CONTACT_UNSOUND,
    }
)


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one cell."""

    code: ProblemCode
    field: Field

    @property
    def is_error(self) -> bool:
        """Whether the row cannot become a body until a person has corrected it."""
        return self.code not in _WARNINGS


def problems(row: Row) -> tuple[Problem, ...]:
    """Everything wrong with a row, errors first."""
    found = [
        *_name(row),
        *_address(row),
        *_number(row),
        *_too_long(row),
        *_unknown_words(row),
        *_contacts(row),
    ]
    return tuple(sorted(found, key=lambda problem: not problem.is_error))


def has_errors(row: Row) -> bool:
    """Whether the row must be corrected before it can be used; warnings do not count."""
    return any(problem.is_error for problem in problems(row))


def _name(row: Row) -> Iterator[Problem]:
    if not any(character.isalnum() for character in row.name):
        yield Problem(ProblemCode.NAME_MISSING, Field.NAME)
    elif row.name.startswith(FORMULA_STARTS):
        yield Problem(ProblemCode.NAME_IS_FORMULA, Field.NAME)


def _address(row: Row) -> Iterator[Problem]:
    if not row.address:
        yield Problem(ProblemCode.ADDRESS_MISSING, Field.ADDRESS)
    elif addresses.find_normalised(row.address) is None:
        yield Problem(ProblemCode.ADDRESS_INVALID, Field.ADDRESS)


def _number(row: Row) -> Iterator[Problem]:
    if numbers.looks_personal(row.number):
        yield Problem(ProblemCode.LOOKS_PERSONAL, Field.NUMBER)
    elif row.number and not numbers.is_valid(row.number):
        yield Problem(ProblemCode.NUMBER_INVALID, Field.NUMBER)


def _too_long(row: Row) -> Iterator[Problem]:
    return (
        Problem(ProblemCode.TOO_LONG, field)
        for field, longest in LONGEST.items()
        if len(row.cells[field]) > longest
    )


def _unknown_words(row: Row) -> Iterator[Problem]:
    vocabulary = (
        (Field.CATEGORY, category_named, ProblemCode.CATEGORY_UNKNOWN),
        (Field.SECTOR, sector_named, ProblemCode.SECTOR_UNKNOWN),
        (Field.LANGUAGE, language_named, ProblemCode.LANGUAGE_UNKNOWN),
    )
    for field, named, code in vocabulary:
        if row.cells[field] and named(row.cells[field]) is None:
            yield Problem(code, field)


def _contacts(row: Row) -> Iterator[Problem]:
    if not all(contact.is_sound for contact in row.contacts):
        yield Problem(ProblemCode.CONTACT_UNSOUND, Field.COMMENT)
