"""Which columns of a list hold contacts, and whom a line names. Pure.

A list may have one contact on a line or several: `Kontakt 2 e-post` is the second one's address.
A heading that is repeated without a number is the next contact's.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.organisations import addresses
from webapp.organisations.models import ContactPurpose

MOST = 50
"""Contacts of one body that a list may have columns for."""

LONGEST = {"name": 200, "title": 200, "email": 320, "phone": 60}
"""Characters."""


class ContactField(StrEnum):
    """What a list says of a contact."""

    NAME = "name"
    TITLE = "title"
    EMAIL = "email"
    PHONE = "phone"
    PURPOSE = "purpose"


Columns = Mapping[tuple[int, ContactField], int]
"""The place of each column: of which contact, from 1, and what it says."""

HEADINGS: Mapping[ContactField, str] = {
    ContactField.NAME: "Kontakt {number}",
    ContactField.TITLE: "Kontakt {number} titel",
    ContactField.EMAIL: "Kontakt {number} e-post",
    ContactField.PHONE: "Kontakt {number} telefon",
    ContactField.PURPOSE: "Kontakt {number} för",
}
"""How the columns are headed in a file that we write."""

_SPELLINGS: Mapping[ContactField, str] = {
    ContactField.NAME: "namn name person",
    ContactField.TITLE: "titel title befattning roll role funktion jobtitle position",
    ContactField.EMAIL: (
        "epost epostadress epostadresser mejl mejladress mail mailadress email emailaddress adress"
    ),
    ContactField.PHONE: "telefon tel telefonnummer phone phonenumber mobil mobilnummer mobile",
    ContactField.PURPOSE: "for syfte purpose uppgift andamal turnedtofor",
}
_KINDS = {word: field for field, words in _SPELLINGS.items() for word in words.split()}
_WHOSE = re.compile("kontaktpersonens|kontaktpersoner|kontaktperson|kontaktens|kontakter|kontakt")
_THEIRS = re.compile("contactpersons|contactperson|contacts|contact")
_PURPOSES: Mapping[ContactPurpose, str] = {
    ContactPurpose.ANSWERS: "answers answer svar svarar svara remissvar",
    ContactPurpose.REMINDERS: (
        "reminders reminder alternative alternativecontact alternativecontactforreminders "
        "paminnelser paminnelse alternativ alternativkontakt alternativkontaktforpaminnelser"
    ),
    ContactPurpose.INFORMATION: "information info forinformation kannedom forkannedom kopia copy",
}
_NAMED = {word: purpose for purpose, words in _PURPOSES.items() for word in words.split()}


@dataclass(frozen=True)
class ContactCells:
    """What a line says of one contact, as it was written."""

    name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    purpose: str = ""

    @property
    def is_named(self) -> bool:
        """Whether there is anyone at all."""
        return any((self.name, self.title, self.email, self.phone))

    @property
    def is_sound(self) -> bool:
        """Whether the register can take it as it stands."""
        known = (addresses.find_normalised(self.email) is not None) if self.email else True
        return known and all(len(getattr(self, name)) <= most for name, most in LONGEST.items())

    @property
    def meant_for(self) -> ContactPurpose:
        """What they are turned to for; where it is not said, when the mailbox is silent."""
        return purpose_named(self.purpose) or ContactPurpose.REMINDERS


def find(headings: Sequence[str], *, taken: Collection[int]) -> Columns:
    """The columns that hold contacts, of those that are not `taken` for something else."""
    named = [_meaning(heading) for heading in headings]
    found: dict[tuple[int, ContactField], int] = {}
    for at, meant in enumerate(named):
        if meant is not None and at not in taken:
            found.setdefault(_free(meant, found), at)
    if found:  # A bare "Telefon" is the contact's only where the list has contacts.
        for at, heading in enumerate(headings):
            bare = _KINDS.get(_compact(heading))
            if bare in (ContactField.PHONE, ContactField.TITLE) and at not in taken:
                found.setdefault((1, bare), at)
    return {place: at for place, at in found.items() if place[0] <= MOST}


def contacts_on(seen: Sequence[str], columns: Columns) -> tuple[ContactCells, ...]:
    """Whom a line names, in the order of their numbers."""
    said: dict[int, dict[str, str]] = {}
    for (number, field), at in columns.items():
        said.setdefault(number, {})[field.value] = seen[at] if at < len(seen) else ""
    found = (ContactCells(**said[number]) for number in sorted(said))
    return tuple(each for each in found if each.is_named)


def purpose_named(word: str) -> ContactPurpose | None:
    """The purpose that a word in a list means, if any."""
    return _NAMED.get(_compact(word))


def kept(columns: Columns) -> dict[str, int]:
    """The columns as JSON can hold them."""
    return {f"{number}:{field.value}": at for (number, field), at in columns.items()}


def of_kept(columns: Mapping[str, int]) -> Columns:
    """The columns out of that form."""
    split = ((place.partition(":"), at) for place, at in columns.items())
    return {(int(number), ContactField(field)): int(at) for (number, _, field), at in split}


def written(contacts: Iterable[ContactCells]) -> list[str]:
    """The cells of these contacts in the order of `HEADINGS`."""
    return [str(getattr(each, field.value)) for each in contacts for field in ContactField]


def _meaning(heading: str) -> tuple[int, ContactField] | None:
    compact = _compact(heading)
    number = re.search("[0-9]+", compact)
    plain = re.sub("[0-9]", "", compact)
    for whose in (_WHOSE, _THEIRS):
        rest, count = whose.subn("", plain, count=1)
        if count and (not rest or rest in _KINDS):
            field = _KINDS[rest] if rest else ContactField.NAME
            return int(number[0][:4]) if number else 1, field
    return None


def _free(
    meant: tuple[int, ContactField], found: Mapping[tuple[int, ContactField], int]
) -> tuple[int, ContactField]:
    number, field = meant
    while (number, field) in found:
        number += 1
    return number, field


def _compact(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", plain)
