"""Reading the register of bodies and their members."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, literal, or_, select, tuple_, union
from sqlalchemy.orm import aliased, joinedload, selectinload

from webapp.accounts.models import Participant
from webapp.core.database import alphabetical, session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations import numbers
from webapp.organisations.addresslist import Known
from webapp.organisations.models import (
    Category,
    Contact,
    ContactCorrection,
    Member,
    MemberRole,
    Organisation,
    OrganisationChange,
)

PAGE = 50
"""Bodies, or lines of a list, on a page."""


MERGED_WITH = "merged_with"
"""The key in a change of which other body it was merged with."""


@dataclass(frozen=True)
class Choice:
    """Which bodies of the register to show."""

    words: str = ""
    category: Category | None = None
    after: uuid.UUID | None = None


def memberships(participant_id: uuid.UUID) -> Sequence[Member]:
    """The bodies that a person answers for, by name, each with its organisation loaded."""
    statement = (
        select(Member)
        .join(Member.organisation)
        .where(Member.participant_id == participant_id)
        .options(joinedload(Member.organisation))
        .order_by(alphabetical(Organisation.name), Member.id)
    )
    return session.scalars(statement).all()


def members(organisation_id: uuid.UUID) -> Sequence[Member]:
    """Who coordinates the answers of a body, of those whose addresses the register has.

    Whom they have asked in is the body's own business.
    """
    known = union(
        select(func.lower(Organisation.email)).where(Organisation.id == organisation_id),
        select(func.lower(Contact.email)).where(Contact.organisation_id == organisation_id),
    )
    statement = (
        select(Member)
        .join(Member.participant)
        .where(Member.organisation_id == organisation_id, Member.role == MemberRole.COORDINATOR)
        .where(Participant.email.in_(known))
        .options(joinedload(Member.participant))
        .order_by(Member.id)
        .limit(PAGE)
    )
    return session.scalars(statement).all()


def get(organisation_id: uuid.UUID) -> Organisation:
    """The body.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(Organisation, organisation_id)
    if found is None:
        raise NotFoundError(_l("There is no such body in the register."))
    return found


def contact(organisation_id: uuid.UUID, contact_id: uuid.UUID) -> Contact:
    """Someone to turn to at the body.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(Contact, contact_id)
    if found is None or found.organisation_id != organisation_id:
        raise NotFoundError(_l("There is no such contact."))
    return found


def contacts_lacking(kept: Organisation, gone: Organisation) -> Sequence[Contact]:
    """Those one can turn to at `gone` who are not known at `kept`."""
    there = {(each.name, each.email) for each in kept.contacts}
    return [each for each in gone.contacts if (each.name, each.email) not in there]


def changes(organisation_id: uuid.UUID) -> Sequence[OrganisationChange]:
    """The latest changes of what the register says of a body, newest first."""
    statement = (
        select(OrganisationChange)
        .where(OrganisationChange.organisation_id == organisation_id)
        .order_by(OrganisationChange.id.desc())
        .limit(PAGE)
    )
    return session.scalars(statement).all()


def corrections(organisation_id: uuid.UUID) -> Sequence[ContactCorrection]:
    """What the body itself has corrected and nobody has taken back, newest first."""
    statement = (
        select(ContactCorrection)
        .where(ContactCorrection.organisation_id == organisation_id)
        .where(ContactCorrection.undone_at.is_(None))
        .order_by(ContactCorrection.id.desc())
        .limit(10)
    )
    return session.scalars(statement).all()


def unseen_corrections(limit: int = PAGE) -> tuple[Sequence[tuple[Organisation, datetime]], int]:
    """The bodies that corrected something no one has seen, each with when it last did; how many."""
    latest = func.max(ContactCorrection.created_at)
    statement = (
        select(Organisation, latest, func.count().over())
        .join(ContactCorrection, ContactCorrection.organisation_id == Organisation.id)
        .where(ContactCorrection.seen_at.is_(None), ContactCorrection.undone_at.is_(None))
        .group_by(Organisation.id)
        .order_by(latest.desc(), Organisation.id)
        .limit(limit)
    )
    found = session.execute(statement).all()
    return [(body, at) for body, at, _count in found], found[0][2] if found else 0


def correction(organisation_id: uuid.UUID, correction_id: uuid.UUID) -> ContactCorrection:
    """One correction that the body made.

    Raises:
        NotFoundError: it made none with this id.
    """
    found = session.get(ContactCorrection, correction_id)
    if found is None or found.organisation_id != organisation_id:
        raise NotFoundError(_l("There is no such correction."))
    return found


def merge_of(organisation_id: uuid.UUID, other_id: uuid.UUID) -> OrganisationChange | None:
    """What the latest merging of two bodies changed of the first."""
    statement = (
        select(OrganisationChange)
        .where(OrganisationChange.organisation_id == organisation_id)
        .where(OrganisationChange.cause == "merge")
        .where(OrganisationChange.after[MERGED_WITH].astext == str(other_id))
        .order_by(OrganisationChange.id.desc())
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def merged_into(organisation_id: uuid.UUID) -> Sequence[Organisation]:
    """The bodies that turned out to be this one."""
    statement = select(Organisation).where(Organisation.merged_into_id == organisation_id)
    return session.scalars(statement.order_by(Organisation.merged_at)).all()


def same_as(organisation_id: uuid.UUID) -> set[uuid.UUID]:
    """The body and all that turned out to be it, also by way of another."""
    found = select(literal(organisation_id).label("id")).cte("same", recursive=True)
    more = select(Organisation.id).join(found, Organisation.merged_into_id == found.c.id)
    return set(session.scalars(select(found.union(more).c.id)))


def by_id(wanted: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Organisation]:
    """These bodies, by their identifiers."""
    found = session.scalars(select(Organisation).where(Organisation.id.in_(wanted)))
    return {body.id: body for body in found}


def standing(body: Organisation) -> Organisation:
    """The body itself, or the one that it turned out to be."""
    while body.merged_into_id is not None:
        body = get(body.merged_into_id)
    return body


def everyone() -> Sequence[Organisation]:
    """Every body of the register by name, with its contacts: for a file of all."""
    statement = (
        select(Organisation)
        .where(Organisation.merged_into_id.is_(None))
        .options(selectinload(Organisation.contacts))
        .order_by(alphabetical(Organisation.name), Organisation.id)
    )
    return session.scalars(statement).all()


def find_by_number(number: str) -> Organisation | None:
    """The body with this organisation number, ten digits."""
    return session.scalars(select(Organisation).where(Organisation.number == number)).one_or_none()


def register(
    choice: Choice, *, limit: int = PAGE
) -> tuple[Sequence[Organisation], uuid.UUID | None]:
    """A page of the register by name, and where the next page begins."""
    order = (alphabetical(Organisation.name), Organisation.id)
    statement = select(Organisation).where(*_narrowed(choice)).order_by(*order)
    if choice.after is not None:
        last = aliased(Organisation)
        after = select(alphabetical(last.name), last.id).where(last.id == choice.after)
        statement = statement.where(tuple_(*order) > after.scalar_subquery())
    found = session.scalars(statement.limit(limit + 1)).all()
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def named_like(words: str | None, *, limit: int = 10) -> Sequence[Organisation]:
    """The first bodies of the register that `words` finds; none where nothing is searched for."""
    return register(Choice(words), limit=limit)[0] if words else []


def count(choice: Choice) -> int:
    """How many bodies of the register `choice` finds."""
    return session.scalars(
        select(func.count()).select_from(Organisation).where(*_narrowed(choice))
    ).one()


def known(*, made_after: datetime | None = None) -> Sequence[Known]:
    """The bodies of the register, oldest first, as lists are compared with them."""
    columns = (Organisation.id, Organisation.name, Organisation.number, Organisation.email)
    statement = select(*columns).where(Organisation.merged_into_id.is_(None))
    statement = statement.order_by(Organisation.id)
    if made_after is not None:
        statement = statement.where(Organisation.created_at > made_after)
    return [
        Known(key=str(key), name=name, number=number or "", address=email)
        for key, name, number, email in session.execute(statement)
    ]


def numbers_taken(wanted: Collection[str]) -> set[str]:
    """Which of the organisation numbers `wanted` some body of the register has."""
    statement = select(Organisation.number).where(Organisation.number.in_(wanted))
    return {number for number in session.scalars(statement) if number}


def _narrowed(choice: Choice) -> list[ColumnElement[bool]]:
    wheres: list[ColumnElement[bool]] = [Organisation.merged_into_id.is_(None)]
    if choice.words:
        wheres.append(
            or_(
                Organisation.name.icontains(choice.words, autoescape=True),
                Organisation.email.icontains(choice.words, autoescape=True),
                Organisation.number == numbers.normalised(choice.words),
            )
        )
    if choice.category is not None:
        wheres.append(Organisation.category == choice.category)
    return wheres
