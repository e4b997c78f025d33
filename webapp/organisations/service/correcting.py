"""What a body itself corrects of its contact data, and taking that back."""

from dataclasses import dataclass
from typing import Any

from webapp.accounts.models import Participant, User
from webapp.audit.service import record
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations import policy
from webapp.organisations.models import (
    Contact,
    ContactCorrection,
    ContactPurpose,
    Organisation,
)
from webapp.organisations.service import history
from webapp.organisations.service.contacts import ContactFacts

CORRECTABLE = ("email", "language")


@dataclass(frozen=True, slots=True)
class OwnDetails:
    """How a body wants to be reached: its mailbox, its language, and someone to turn to."""

    email: str
    language: str
    contact: ContactFacts


def correct(
    body: Organisation, details: OwnDetails, person: Participant
) -> ContactCorrection | None:
    """Let the register say what the body says of itself. None where it said so already."""
    session.refresh(body, with_for_update={"of": Organisation})
    before = history.snapshot(body)
    if body.email != details.email:
        body.undeliverable_since = None
    body.email, body.language = details.email, details.language
    _put_first(body, details.contact)
    session.flush()
    change = history.keep(body, before, cause="itself", by_name=person.display_name)
    if change is None:
        return None
    correction = ContactCorrection(
        organisation_id=body.id,
        participant_id=person.id,
        before=change.before,
        after=change.after,
    )
    session.add(correction)
    session.flush()
    record("organisations.correct_itself", subject=body.id, changed=sorted(change.after))
    return correction


def note_seen(correction: ContactCorrection, actor: User) -> None:
    """Keep who saw first what a body corrected; to see it again changes nothing."""
    session.refresh(correction, with_for_update={"of": ContactCorrection})
    if correction.seen_at is not None:
        return
    correction.seen_at, correction.seen_by = clock.now(), actor.id
    record("organisations.see_correction", subject=correction.organisation_id, actor=actor)


def take_back(correction: ContactCorrection, body: Organisation, actor: User) -> None:
    """Let the register say what it said before, of what nobody has changed since.

    Raises:
        ConflictError: it is taken back already.
    """
    session.refresh(correction, with_for_update={"of": ContactCorrection})
    if correction.undone_at is not None:
        raise ConflictError(_l("This correction is taken back already."))
    before = history.snapshot(body)
    for name in CORRECTABLE:
        if name in correction.after and getattr(body, name) == correction.after[name]:
            setattr(body, name, correction.before[name])
    if correction.after.get("contacts") == before["contacts"]:
        _restore(body, correction.before["contacts"])
    session.flush()
    correction.undone_at = clock.now()
    history.keep(body, before, cause="staff", by=actor)
    record("organisations.take_back", subject=body.id, actor=actor)


def _put_first(body: Organisation, facts: ContactFacts) -> None:
    if not any((facts.name, facts.title, facts.email, facts.phone)):
        return
    alternative = policy.alternative_contact(body)
    if alternative is None:
        last = max((each.ordinal for each in body.contacts), default=-1)
        alternative = Contact(ordinal=last + 1)
        body.contacts.append(alternative)
    facts.write_on(alternative)


def _restore(body: Organisation, contacts: list[dict[str, Any]]) -> None:
    body.contacts.clear()
    session.flush()
    body.contacts.extend(
        Contact(ordinal=n, **said | {"purpose": ContactPurpose(said["purpose"])})
        for n, said in enumerate(contacts)
    )
