"""Whom to turn to at a body when its official mailbox does not answer."""

import uuid
from dataclasses import dataclass

from webapp.accounts.models import User
from webapp.audit.service import record
from webapp.core.database import session
from webapp.organisations.models import Contact, ContactPurpose, Organisation
from webapp.organisations.service import history


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """Who it is, how to reach them, and for what; where that is None it stays as it was."""

    name: str
    title: str
    email: str
    phone: str
    purpose: ContactPurpose | None = None

    def write_on(self, contact: Contact) -> None:
        """Give the contact these facts."""
        contact.name, contact.title = self.name, self.title
        contact.email, contact.phone = self.email, self.phone
        contact.purpose = self.purpose or contact.purpose or ContactPurpose.REMINDERS


def add_contact(body: Organisation, facts: ContactFacts, actor: User, *, key: uuid.UUID) -> Contact:
    """Add someone to turn to, last in order; once for each `key`."""
    session.refresh(body, with_for_update={"of": Organisation})
    there = session.get(Contact, key)
    if there is not None:
        return there
    before = history.snapshot(body)
    contact = Contact(id=key, organisation=body, ordinal=_next(body))
    facts.write_on(contact)
    session.add(contact)
    session.flush()
    _note(body, before, actor)
    return contact


def change_contact(contact: Contact, facts: ContactFacts, actor: User) -> None:
    """Change who it is, or how to reach them."""
    before = history.snapshot(contact.organisation)
    facts.write_on(contact)
    session.flush()
    _note(contact.organisation, before, actor)


def move_contact(contact: Contact, actor: User, *, up: bool) -> None:
    """Let the contact change places with the one before or after it, if there is one."""
    body = contact.organisation
    session.refresh(body, with_for_update={"of": Organisation})
    session.refresh(body, ["contacts"])
    before, order = history.snapshot(body), list(body.contacts)
    place = order.index(contact) + (-1 if up else 1)
    if not 0 <= place < len(order):
        return
    order.remove(contact)
    order.insert(place, contact)
    for ordinal, each in enumerate(order):
        each.ordinal = ordinal
    session.flush()
    session.refresh(body, ["contacts"])
    _note(body, before, actor)


def remove_contact(contact: Contact, actor: User) -> None:
    """Take someone off. The history keeps who it was."""
    body = contact.organisation
    before = history.snapshot(body)
    body.contacts.remove(contact)
    session.flush()
    _note(body, before, actor)


def _next(body: Organisation) -> int:
    return max((each.ordinal for each in body.contacts), default=-1) + 1


def _note(body: Organisation, before: dict[str, object], actor: User) -> None:
    history.keep(body, before, cause="staff", by=actor)
    record("organisations.change", subject=body.id, actor=actor, changed=["contacts"])
