"""What people read for the kinds of body, and for what a list said and what becomes of it."""

from collections.abc import Mapping
from typing import Any

from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations import contactcolumns
from webapp.organisations.addresslist import DoubletReason, Field, Problem, ProblemCode, Refusal
from webapp.organisations.contactcolumns import ContactCells, ContactField
from webapp.organisations.models import (
    Category,
    Contact,
    ContactPurpose,
    MemberRole,
    Organisation,
    OrganisationChange,
    Sector,
)
from webapp.organisations.standing import RowState

CATEGORIES: Mapping[Category, Any] = {
    Category.MUNICIPALITY: _l("Municipalities"),
    Category.REGION: _l("Regions"),
    Category.AGENCY: _l("Government agencies"),
    Category.UNIVERSITY: _l("Universities and research institutes"),
    Category.COMPANY: _l("Companies"),
    Category.BUSINESS_ORGANISATION: _l("Business organisations"),
    Category.CIVIL_SOCIETY: _l("Civil society"),
    Category.SAMI: _l("Sámi organisations"),
    Category.UNION: _l("Trade unions"),
    Category.OTHER: _l("Others"),
}
"""Each category as the heading of a group of bodies."""

CATEGORY_NAMES: Mapping[Category, Any] = {
    Category.MUNICIPALITY: _l("Municipality"),
    Category.REGION: _l("Region"),
    Category.AGENCY: _l("Government agency"),
    Category.UNIVERSITY: _l("University or research institute"),
    Category.COMPANY: _l("Company"),
    Category.BUSINESS_ORGANISATION: _l("Business organisation"),
    Category.CIVIL_SOCIETY: _l("Civil society"),
    Category.SAMI: _l("Sámi organisation"),
    Category.UNION: _l("Trade union"),
    Category.OTHER: _l("Other"),
}
"""Each category as one body is."""

SECTORS: Mapping[Sector, Any] = {
    Sector.BUSINESS: _l("Business"),
    Sector.ACADEMIA: _l("Academia"),
    Sector.PUBLIC: _l("Public sector"),
    Sector.CIVIL: _l("Civil society"),
    Sector.NOT_STATED: _l("Sector not stated"),
}

ROLES: Mapping[MemberRole, Any] = {
    MemberRole.COORDINATOR: _l("coordinator"),
    MemberRole.WRITER: _l("writer"),
    MemberRole.APPROVER: _l("approver"),
}
"""What a person does in the answering of a body."""

PURPOSES: Mapping[ContactPurpose, Any] = {
    ContactPurpose.ANSWERS: _l("Answers"),
    ContactPurpose.REMINDERS: _l("Alternative contact for reminders"),
    ContactPurpose.INFORMATION: _l("For information"),
}
"""What someone at a body is turned to for."""

LANGUAGES: Mapping[str, str] = {
    "sv": "Svenska",
    "en": "English",
    "fi": "Suomi",
    "se": "Davvisámegiella",
    "sma": "Åarjelsaemien gïele",
    "smj": "Julevsámegiella",
    "sju": "Ubmejesámien giella",
    "no": "Norsk",
}
"""The languages that a body may want to be written to in, each in its own words."""

FIELDS: Mapping[Field, Any] = {
    Field.NAME: _l("Name"),
    Field.NUMBER: _l("Organisation number"),
    Field.CATEGORY: _l("Category"),
    Field.SECTOR: _l("Sector"),
    Field.ADDRESS: _l("Official e-mail address"),
    Field.LANGUAGE: _l("Language"),
    Field.COMMENT: _l("Note"),
    Field.REASON: _l("Why it is on the list"),
}

PROBLEMS: Mapping[ProblemCode, Any] = {
    ProblemCode.NAME_MISSING: _l("The name is missing."),
    ProblemCode.NAME_IS_FORMULA: _l("The name begins like a formula in a spreadsheet."),
    ProblemCode.ADDRESS_MISSING: _l("The e-mail address is missing."),
    ProblemCode.ADDRESS_INVALID: _l(
        "This is not an e-mail address. It should be like name@example.se."
    ),
    ProblemCode.NUMBER_INVALID: _l(
        "This is not an organisation number. It has ten digits, like 212000-2627."
    ),
    ProblemCode.LOOKS_PERSONAL: _l(
        "This looks like a personal identity number, which is not kept. Leave it empty, or write "
        "the body's organisation number."
    ),
    ProblemCode.CATEGORY_UNKNOWN: _l(
        "The category is not one that we know, so the name decides, or else it is “Other”."
    ),
    ProblemCode.SECTOR_UNKNOWN: _l("The sector is not one that we know, so the category decides."),
    ProblemCode.LANGUAGE_UNKNOWN: _l("The language is not one that we know, so it is Swedish."),
    ProblemCode.TOO_LONG: _l("This is too long."),
    ProblemCode.CONTACT_UNSOUND: _l(
        "A contact's e-mail address is none, or something about a contact is too long, so that "
        "contact is kept here."
    ),
}

REASONS: Mapping[DoubletReason, Any] = {
    DoubletReason.SAME_NUMBER: _l("same organisation number"),
    DoubletReason.SAME_NAME: _l("same name"),
    DoubletReason.NAME_DIFFERS_IN_DOTS: _l("the names differ only in the dots of å, ä and ö"),
    DoubletReason.NAME_DIFFERS_IN_FORM: _l(
        "the names differ only in a final s, the legal form or small words"
    ),
    DoubletReason.NAME_DIFFERS_IN_DOTS_AND_FORM: _l(
        "the names differ only in dots and in a final s, the legal form or small words"
    ),
    DoubletReason.SAME_ADDRESS: _l("same e-mail address"),
}
"""In what two bodies are alike, as a part of a sentence."""

REFUSALS: Mapping[Refusal, Any] = {
    Refusal.EMPTY: _l("There is nothing in the file but perhaps headings. Choose another file."),
    Refusal.NOT_A_TABLE: _l(
        "The file is not a table. Save the list as CSV or as an Excel workbook (.xlsx) and choose "
        "that file."
    ),
    Refusal.TOO_LARGE: _l(
        "The file is too large: at most 5 megabytes can be read. Remove what is not the list, or "
        "divide it into several files."
    ),
    Refusal.TOO_MANY_ROWS: _l("The list has more than 20,000 lines. Divide it into several files."),
    Refusal.OLD_EXCEL: _l(
        "This is an Excel file of the old kind (.xls). Open it in Excel, save it as .xlsx and "
        "choose that file."
    ),
    Refusal.XLSX_ENCRYPTED: _l(
        "The workbook is protected with a password. Save it without one and choose that file."
    ),
    Refusal.XLSX_CORRUPT: _l(
        "The workbook is damaged and cannot be read. Open it in Excel, save it anew and choose "
        "that file."
    ),
    Refusal.XLSX_BOMB: _l(
        "The workbook holds far more than a list does, so it is not opened. Copy the list to a "
        "new workbook and choose that file."
    ),
}

STATES: Mapping[RowState, Any] = {
    RowState.CREATE: _l("New"),
    RowState.USE_EXISTING: _l("In the register"),
    RowState.MERGE: _l("Merged"),
    RowState.UNDECIDED: _l("To decide"),
    RowState.BAD: _l("To correct"),
    RowState.SKIP: _l("Skipped"),
    RowState.DONE: _l("Done"),
}
"""The state of one row."""

TONES: Mapping[RowState, str] = {
    RowState.UNDECIDED: "warning",
    RowState.BAD: "danger",
    RowState.DONE: "success",
    RowState.CREATE: "info",
}

COUNTS: Mapping[RowState, Any] = {
    RowState.CREATE: _l("Will be new bodies"),
    RowState.USE_EXISTING: _l("Are in the register already"),
    RowState.MERGE: _l("Will be merged with another line"),
    RowState.UNDECIDED: _l("You have to decide"),
    RowState.BAD: _l("Have to be corrected"),
    RowState.SKIP: _l("Are skipped"),
    RowState.DONE: _l("Are done"),
}
"""What a number of rows is the number of."""

TABS: Mapping[str, Any] = {
    "": _l("All lines"),
    "undecided": _l("To decide"),
    "bad": _l("To correct"),
    "ready": _l("Ready"),
    "skip": _l("Skipped"),
    "done": _l("Done"),
}
"""The parts of a list that can be shown alone."""

DELIMITERS: Mapping[str, Any] = {
    ";": _l("semicolon"),
    ",": _l("comma"),
    "\t": _l("tab"),
    "|": _l("vertical bar"),
}

ENCODINGS: Mapping[str, str] = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
    "mac-roman": "Mac Roman",
    "cp850": "DOS (CP850)",
    "latin-1": "ISO 8859-1",
}
"""The encodings by the names that people know."""


def problem_of(kept: str) -> Problem:
    """A problem out of the form that a row keeps it in: `<code>:<field>`."""
    code, _, field = kept.partition(":")
    return Problem(ProblemCode(code), Field(field))


def problem(kept: str) -> Any:
    """The sentence about a problem."""
    return PROBLEMS[problem_of(kept).code]


def field_of(kept: str) -> Any:
    """The name of the field that a problem is about."""
    return FIELDS[problem_of(kept).field]


def hyphenated(number: str | None) -> str:
    """An organisation number as people write it: 212000-2627."""
    return f"{number[:6]}-{number[6:]}" if number else ""


def stated(**parts: Any) -> dict[str, Any]:
    """Of the parts of an address, those that say something."""
    return {name: value for name, value in parts.items() if value}


CAUSES: Mapping[str, Any] = {
    "staff": _l("changed by %(name)s"),
    "import": _l("filled in from the list %(name)s"),
    "merge": _l("merged by %(name)s"),
    "unmerge": _l("parted again by %(name)s"),
    "itself": _l("changed by the body itself, by %(name)s"),
    "mail": _l("e-mail came back"),
}

CHANGED: Mapping[str, Any] = {
    "name": FIELDS[Field.NAME],
    "number": FIELDS[Field.NUMBER],
    "category": FIELDS[Field.CATEGORY],
    "sector": FIELDS[Field.SECTOR],
    "email": FIELDS[Field.ADDRESS],
    "language": FIELDS[Field.LANGUAGE],
    "note": FIELDS[Field.COMMENT],
    "contacts": _l("Contacts"),
}


def shown_value(name: str, value: Any) -> str:
    """A value in a body's history, as people read it."""
    if name == "contacts":
        return "; ".join(_contact(each) for each in value or [])
    if name == "category":
        return str(CATEGORY_NAMES[Category(value)]) if value else ""
    if name == "sector":
        return str(SECTORS[Sector(value)]) if value else ""
    return hyphenated(value) if name == "number" else str(value or "")


def _contact(said: Mapping[str, str]) -> str:
    """A contact in a body's history, the oldest lines of which do not know the purpose."""
    purpose = said.get("purpose")
    known = [said.get(name, "") for name in ("name", "title", "email", "phone")]
    known.append(f"({PURPOSES[ContactPurpose(purpose)]})" if purpose else "")
    return ", ".join(filter(None, known)).replace(", (", " (")


def cause(change: OrganisationChange) -> str:
    """By whom, or by what, a change was made."""
    return str(CAUSES[change.cause]) % {"name": change.changed_by_name or "–"}


def exported(body: Organisation) -> list[str]:
    """What a file of the register says of a body, in the language now spoken."""
    return [
        body.name,
        hyphenated(body.number),
        str(CATEGORY_NAMES[body.category]),
        str(SECTORS[body.sector]),
        body.email,
        body.language,
        body.note,
        *contactcolumns.written(map(_cells, body.contacts)),
    ]


def _cells(contact: Contact) -> ContactCells:
    """A contact as a list says it."""
    return ContactCells(
        name=contact.name,
        title=contact.title,
        email=contact.email,
        phone=contact.phone,
        purpose=str(PURPOSES[contact.purpose]),
    )


CONTACT_FIELDS: Mapping[ContactField, Any] = {
    ContactField.NAME: _l("Contact %(number)s: name"),
    ContactField.TITLE: _l("Contact %(number)s: job title"),
    ContactField.EMAIL: _l("Contact %(number)s: e-mail address"),
    ContactField.PHONE: _l("Contact %(number)s: phone"),
    ContactField.PURPOSE: _l("Contact %(number)s: turned to for"),
}


def contact_column(number: int, field: ContactField) -> str:
    """What a column that holds contacts was taken for."""
    return str(CONTACT_FIELDS[field]) % {"number": number}
