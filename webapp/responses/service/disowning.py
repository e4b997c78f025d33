"""When the owner of an address says: this was not me. What was submitted is never deleted."""

import uuid
from dataclasses import dataclass

from webapp.accounts import service as accounts
from webapp.accounts.models import Participant, User
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.access import LinkExpiredError
from webapp.core.database import session
from webapp.core.errors import ConflictError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications import queries as notified
from webapp.notifications import service as notifications
from webapp.responses import emails, queries
from webapp.responses.models import Disowning, Response, Whose
from webapp.responses.service import erasing


@dataclass(frozen=True, slots=True)
class Found:
    """What there is under an address that its owner may not have given."""

    person: Participant
    begun: int
    sent: int
    for_a_body: bool
    """Whether a body answers or is reached by it: then the address itself is not stopped."""
    is_stopped: bool


@dataclass(frozen=True, slots=True)
class _Owner:
    """Who said it, as the trail shows it: the trail is for ever, so it holds no address."""

    id: uuid.UUID
    display_name: str = ""


def found(person_id: uuid.UUID) -> Found:
    """What there is under the address of the person whom a link was signed for.

    Raises:
        LinkExpiredError: name and address have been erased, and there is nothing to stop.
    """
    person = session.get(Participant, person_id)
    if person is None or person.erased_at is not None:
        raise LinkExpiredError(
            _l("We have erased this address already, so there is nothing left to stop.")
        )
    return Found(
        person,
        begun=len(queries.begun_alone(person)),
        sent=len(queries.sent_alone(person)),
        for_a_body=queries.answers_for_a_body(person),
        is_stopped=notified.is_stopped(person.email),
    )


def disown(under: Found) -> None:
    """Stop what is done under the address. Pressing twice is as pressing once.

    Sessions and links end, what was begun is erased, what was submitted is marked for staff, and
    the address gets no more e-mails unless a body answers by it.
    """
    person = under.person
    accounts.shut_out(person)
    erased = sum(_erase(each) for each in queries.begun_alone(person))
    marked = [each for each in queries.sent_alone(person) if _mark(each)]
    if not under.for_a_body:
        notifications.stop(person.email)
    audit.record(
        "responses.disown",
        subject=person.id,
        actor=_Owner(person.id),
        erased=erased,
        marked=[each.number for each in marked],
        stopped=not under.for_a_body,
    )
    session.flush()


def take_back(under: Found) -> None:
    """It was the owner after all: e-mails come again, and what nobody has settled stands."""
    notifications.let_again(under.person.email)
    for row in queries.disowned_under(under.person):
        if row.outcome is None:
            row.outcome, row.settled_at = Whose.TAKEN_BACK, clock.now()
    audit.record(
        "responses.take_back_disowning", subject=under.person.id, actor=_Owner(under.person.id)
    )


def settle(response: Response, outcome: Whose, reason: str, *, actor: User) -> Disowning:
    """Keep what staff found about whose the answer is. The answer stays in any case.

    Raises:
        ConflictError: it was not disowned, or its sender has taken that back.
    """
    row = response.disowning
    if row is None or row.outcome is Whose.TAKEN_BACK:
        raise ConflictError(_l("The sender does not say that this answer is not theirs."))
    row.outcome, row.reason = outcome, reason
    row.settled_at, row.settler = clock.now(), actor
    audit.record(
        "responses.settle_disowning",
        subject=response.id,
        actor=actor,
        number=response.number,
        outcome=outcome.value,
        reason=reason,
    )
    session.flush()
    return row


def _erase(space_id: uuid.UUID) -> bool:
    """Erase the space, unless an answer was submitted from it just now."""
    space = queries.space_to_erase(space_id)
    if space is None or queries.latest_of(space) is not None:
        return False
    erasing.erase(space.id)
    return True


def _mark(response: Response) -> bool:
    """Mark the answer for staff, and tell them; False where it was marked before."""
    row = response.disowning
    if row is not None and row.outcome is not Whose.TAKEN_BACK:
        return False
    if row is None:
        row = Disowning(response=response)
        session.add(row)
    row.told_at, row.outcome, row.settled_at = clock.now(), None, None
    notifications.renew(emails.response_disowned(response))
    return True
