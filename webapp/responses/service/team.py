"""The people who answer for a body: asking them in, coming in, roles and leaving."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, update

from webapp.accounts import queries as accounts
from webapp.accounts import service as signing
from webapp.accounts.models import Participant
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications import service as notifications
from webapp.organisations import service as organisations
from webapp.organisations.models import Member, MemberRole, Organisation
from webapp.responses import emails, policy, queries
from webapp.responses.models import Assignment, Colleague, Deed, OwnSpace
from webapp.responses.service.past import tell
from webapp.rounds import service as rounds

MOST_ASKED = 200
"""Colleagues that can be asked into one space, so that it sends no mail to the whole world."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a coordinator asks in, and to what."""

    email: str
    role: MemberRole
    day: date | None = None
    message: str = ""


def ask_in(space: OwnSpace, asked: Asked, *, language: str) -> Colleague:
    """Ask a colleague to take part, by e-mail.

    Raises:
        ForbiddenError: whoever has the space open is no coordinator.
        ConflictError: the round takes no answers any more.
        DomainError: the colleague is there or asked already, or too many were asked.
    """
    policy.check_may_coordinate(space)
    policy.check_writable(space.round, clock.now())
    address = asked.email.strip().lower()
    _check_new(space, address)
    row = queries.colleague_at(space, address)
    if row is None:
        row = Colleague(space=space, email=address, link_number=0)
        session.add(row)
    row.role, row.day, row.message = asked.role, asked.day, asked.message
    row.asked_by, row.asked_at = _hand(space), clock.now()
    row.link_number += 1
    row.joined_at = row.withdrawn_at = None
    session.flush()
    tell(space, Deed.ASKED, email=address, role=asked.role.value)
    _send(row, language=language)
    return row


def ask_again(space: OwnSpace, colleague: Colleague, *, language: str) -> None:
    """Send a colleague the e-mail again, with the same link.

    Raises:
        ForbiddenError: whoever has the space open is no coordinator.
        ConflictError: the round takes no answers any more.
    """
    policy.check_may_coordinate(space)
    policy.check_writable(space.round, clock.now())
    colleague.asked_at = clock.now()
    tell(space, Deed.ASKED_AGAIN, email=colleague.email)
    _send(colleague, language=language)


def withdraw(space: OwnSpace, colleague: Colleague) -> None:
    """Stop the link of a colleague who has not come.

    Raises:
        ForbiddenError: whoever has the space open is no coordinator.
    """
    policy.check_may_coordinate(space)
    colleague.withdrawn_at = clock.now()
    tell(space, Deed.WITHDREW, email=colleague.email)


def join(colleague: Colleague, *, name: str, language: str) -> Participant:
    """Let the colleague, who pressed the button behind the link, into the space.

    Who came before keeps the role that a coordinator may have changed since.
    """
    space = colleague.space
    if space.organisation is None:
        raise LookupError(colleague.id)
    person = signing.participant(colleague.email, language=language)
    person.confirmed_at = person.confirmed_at or clock.now()
    notifications.let_again(person.email)
    person.name = name or person.name
    known = queries.find_member(space.organisation.id, person.id)
    member = organisations.join(space.organisation, person, role=colleague.role)
    if space.invitation is not None:
        rounds.note_opened(space.invitation, joined=member.created_at)
    if colleague.joined_at is None:
        colleague.joined_at = clock.now()
    if known is None:
        tell(space, Deed.JOINED, person=person, role=member.role.value)
    return person


def come_by_mailbox(organisation: Organisation, person: Participant) -> tuple[Member, bool]:
    """Let in whoever came by the link to the official mailbox, always as coordinator.

    So a mailbox that changes hands never locks a body out. Returns the part in the body, and
    whether the other coordinators are to be told.
    """
    known = queries.find_member(organisation.id, person.id)
    is_news = known is None or known.role is not MemberRole.COORDINATOR
    member = organisations.join(organisation, person)
    member.role = MemberRole.COORDINATOR
    return member, is_news


def tell_of_mailbox(space: OwnSpace, member: Member, person: Participant) -> None:
    """Tell the body's other coordinators that someone came in by the official mailbox."""
    others = queries.coordinators(member.organisation_id)
    tell(space, Deed.CAME_BY_MAILBOX, person=person)
    letters = [
        emails.came_by_mailbox(space, about=member.id, to=each.participant, came=person.email)
        for each in others
        if each.participant_id != person.id
    ]
    for letter in letters:
        notifications.renew(letter)


def change_role(space: OwnSpace, member: Member, role: MemberRole) -> None:
    """Give one of the people another role.

    Raises:
        ForbiddenError: whoever has the space open is no coordinator.
        ConflictError: nobody would be left who coordinates.
    """
    policy.check_may_coordinate(space)
    if member.role is role:
        return
    _check_one_left(space, member)
    tell(space, Deed.ROLE, name=member.participant.display_name, role=role.value)
    member.role = role


def remove(space: OwnSpace, member: Member) -> None:
    """Let one of the people answer for the body no more. What the person wrote stays.

    Raises:
        ForbiddenError: whoever has the space open is no coordinator.
        ConflictError: nobody would be left who coordinates.
    """
    policy.check_may_coordinate(space)
    _check_one_left(space, member)
    tell(space, Deed.REMOVED, name=member.participant.display_name)
    theirs = OwnSpace.organisation_id == space.organisation_id
    session.execute(
        update(Colleague)
        .where(Colleague.email == member.participant.email, Colleague.withdrawn_at.is_(None))
        .where(Colleague.space.has(theirs))
        .values(withdrawn_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    session.execute(
        delete(Assignment)
        .where(Assignment.participant_id == member.participant_id, Assignment.space_id == space.id)
        .execution_options(synchronize_session=False)
    )
    session.delete(member)


def _check_new(space: OwnSpace, address: str) -> None:
    person = accounts.find_participant(address)
    body = space.organisation_id
    if person is not None and body and queries.find_member(body, person.id):
        raise DomainError(_l("This colleague is one of you already."), field="email")
    row = queries.colleague_at(space, address)
    if row is not None and row.withdrawn_at is None and row.joined_at is None:
        raise DomainError(
            _l("This colleague is asked already. You can send the e-mail again."), field="email"
        )
    if row is None and queries.count_asked(space) >= MOST_ASKED:
        raise DomainError(_l("You have asked too many. Turn to us."))


def _check_one_left(space: OwnSpace, member: Member) -> None:
    if space.organisation_id is None or member.role is not MemberRole.COORDINATOR:
        return
    others = [each for each in queries.coordinators(space.organisation_id) if each is not member]
    if not others:
        raise ConflictError(_l("Someone must coordinate. Make another person coordinator first."))


def _send(colleague: Colleague, *, language: str) -> None:
    person = accounts.find_participant(colleague.email)
    spoken = person.language if person else language
    notifications.renew(emails.colleague_invited(colleague, language=spoken))


def _hand(space: OwnSpace) -> Participant:
    if space.hand is None:
        raise LookupError(space.id)
    return space.hand.person
