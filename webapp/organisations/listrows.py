"""Between a list's rows as they are read and as they are kept."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, astuple
from typing import Any

from webapp.core import clock
from webapp.core.database import uuid7
from webapp.core.rendering import gettext as _
from webapp.organisations import addresses
from webapp.organisations.addresslist import (
    AddressList,
    Category,
    Entry,
    Field,
    Row,
    Sector,
    entry,
    problems,
)
from webapp.organisations.contactcolumns import Columns, ContactCells, of_kept
from webapp.organisations.models import Contact, ListImport, ListRow, Organisation
from webapp.organisations.proposals import Proposal


def columns_of(import_id: uuid.UUID, row: Row, proposal: Proposal | None) -> dict[str, Any]:
    """The columns of a new `ListRow`; a row without a proposal is one that must be corrected."""
    return {
        "id": uuid7(),
        "created_at": clock.now(),
        "import_id": import_id,
        "line": row.line,
        # PostgreSQL can store every character but this one.
        "raw": [cell.replace("\x00", "") for cell in row.raw],
        **said(row),
        **placed(proposal or Proposal()),
    }


def said(row: Row) -> dict[str, Any]:
    """The columns that hold what a row says and what is wrong with it."""
    found = problems(row)
    return {
        "cells": {
            **{field.value: text.replace("\x00", "") for field, text in row.cells.items()},
            "contacts": [asdict(contact) for contact in row.contacts],
        },
        "problems": [f"{each.code.value}:{each.field.value}" for each in found],
        "bad": any(each.is_error for each in found),
    }


def placed(proposal: Proposal) -> dict[str, Any]:
    """The columns that hold what is to become of a row."""
    return {
        "choice": proposal.choice,
        "chosen": False,
        "doublet_reasons": [reason.value for reason in proposal.reasons],
        "merge_with_line": proposal.line,
        "candidate_id": uuid.UUID(proposal.key) if proposal.key else None,
    }


def as_read(row: ListRow) -> Row:
    """A kept row as the reader of lists knows it."""
    cells = {field: str(row.cells.get(field.value, "")) for field in Field}
    contacts = tuple(ContactCells(**said) for said in row.cells.get("contacts", ()))
    return Row(line=row.line, cells=cells, extra={}, raw=tuple(row.raw), contacts=contacts)


def list_as_read(found: ListImport) -> AddressList:
    """A kept list, without its rows, as the reader of lists knows it."""
    return AddressList(
        rows=(),
        headings=tuple(found.headings["written"]),
        columns=fields_of(found),
        contact_columns=contact_columns_of(found),
        encoding=found.encoding,
        delimiter=found.delimiter,
        sheet=found.sheet,
        other_sheets=tuple(found.other_sheets),
    )


def fields_of(found: ListImport) -> Mapping[Field, int]:
    """The place of each field's column in the file, from 0."""
    return {Field(name): int(at) for name, at in found.headings["fields"].items()}


def contact_columns_of(found: ListImport) -> Columns:
    """The place of each column that holds contacts, from 0."""
    return of_kept(found.headings.get("contacts", {}))


def sector_of(said_: Entry) -> Sector:
    """The sector that a row tells, or that it is not stated."""
    return said_.sector or Sector.NOT_STATED


def new_body(row: ListRow, *, taken: set[str]) -> Organisation:
    """The body that a sound row becomes; a number that another body has is only noted."""
    said_ = entry(as_read(row))
    body = Organisation(
        id=uuid7(),
        name=said_.name,
        number=said_.number or None,
        category=said_.category,
        sector=sector_of(said_),
        email=said_.address,
        language=said_.language,
        note=said_.comment,
    )
    if said_.number in taken:
        body.number = None
        _add_note(
            body,
            _("Shares the organisation number %(number)s with another body.", number=said_.number),
        )
    _add_contacts(body, said_.contacts)
    return body


def fill_in(body: Organisation, row: ListRow, *, source: str, taken: set[str]) -> None:
    """Give the body what it lacks and the row says. What it has stays; another address is noted."""
    said_ = entry(as_read(row))
    if body.number is None and said_.number not in taken:
        body.number = said_.number or None
    if body.category is Category.OTHER:
        body.category = said_.category
    if body.sector is Sector.NOT_STATED:
        body.sector = sector_of(said_)
    body.note = body.note or said_.comment
    if said_.address.casefold() not in f"{body.email}\n{body.note}".casefold():
        _add_note(
            body,
            _(
                "Another address, in %(file)s, line %(line)s: %(address)s",
                file=source,
                line=row.line,
                address=said_.address,
            ),
        )
    _add_contacts(body, said_.contacts)


def _add_contacts(body: Organisation, contacts: Iterable[ContactCells]) -> None:
    """Add whom the body lacks, and what it lacks of those it has. Of the rest the note is told."""
    there = {(each.name.casefold(), each.email.casefold()): each for each in body.contacts}
    for said_ in contacts:
        if not said_.is_sound:
            _add_note(body, ", ".join(filter(None, astuple(said_))))
            continue
        address = addresses.find_normalised(said_.email) or ""
        known = there.get((said_.name.casefold(), address.casefold()))
        if known is None:
            known = Contact(
                ordinal=max((each.ordinal for each in body.contacts), default=-1) + 1,
                name=said_.name,
                title="",
                email=address,
                phone="",
                purpose=said_.meant_for,
            )
            body.contacts.append(known)
            there[said_.name.casefold(), address.casefold()] = known
        known.title, known.phone = known.title or said_.title, known.phone or said_.phone


def _add_note(body: Organisation, text: str) -> None:
    body.note = f"{body.note}\n{text}".strip()
