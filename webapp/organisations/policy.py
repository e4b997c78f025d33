"""Who may change the register, and which rows of a list may still change."""

from typing import Protocol

from webapp.core.access import Role
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations.models import (
    Contact,
    ContactPurpose,
    ListRow,
    Organisation,
    RowChoice,
)

WRITERS = (Role.CASE_OFFICER, Role.REGISTRAR, Role.ADMINISTRATOR)
"""The roles that keep the register. Approvers read."""


class Person(Protocol):
    """Anyone with roles."""

    @property
    def roles(self) -> frozenset[Role]:
        """What the person is trusted with."""


def may_write(person: Person) -> bool:
    """Say whether `person` may change the register."""
    return not person.roles.isdisjoint(WRITERS)


def alternative_contact(body: Organisation) -> Contact | None:
    """The first whom reminders go to when the official mailbox does not answer, if anyone."""
    return next((each for each in body.contacts if each.purpose is ContactPurpose.REMINDERS), None)


def reminded_instead(body: Organisation) -> Contact | None:
    """Who gets the e-mail when the body has not opened its invitation, in place of its mailbox.

    That is the first alternative contact with an address, or else the first who sees to answers.
    Those who are there for information are never reminded.
    """
    addressed = [each for each in body.contacts if each.email.strip()]
    for purpose in (ContactPurpose.REMINDERS, ContactPurpose.ANSWERS):
        for each in addressed:
            if each.purpose is purpose:
                return each
    return None


def require_open(row: ListRow) -> None:
    """Raise a ConflictError where the row has had its effect on the register."""
    if row.is_applied:
        raise ConflictError(
            _l("This line is done: its body is in the register. Change the body there instead.")
        )


def require_usable(row: ListRow, choice: RowChoice) -> None:
    """Raise a DomainError where the row must be corrected before `choice` can be made."""
    if row.bad and choice is not RowChoice.SKIP:
        raise DomainError(_l("Correct the line first. What is wrong stands beside each field."))
