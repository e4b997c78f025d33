"""Who answers for a body together, and what they do: all of it asked from an open space."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webapp.accounts.models import Participant
from webapp.core.database import alphabetical, session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.organisations.models import Member, MemberRole
from webapp.responses.models import Colleague, OwnSpace, Release, SpaceEvent
from webapp.rounds.models import Round

EVENTS = 50
"""Events on a page of the history."""


def people(space: OwnSpace) -> Sequence[Member]:
    """Who answers for the body, each with the person, by name."""
    statement = (
        select(Member)
        .join(Member.participant)
        .where(Member.organisation_id == space.organisation_id)
        .options(joinedload(Member.participant))
        .order_by(alphabetical(func.coalesce(func.nullif(Participant.name, ""), Participant.email)))
    )
    return session.scalars(statement).all()


def member_of(space: OwnSpace, member_id: uuid.UUID) -> Member:
    """One of the body's people.

    Raises:
        NotFoundError: the body has none such.
    """
    found = session.get(Member, member_id, options=[joinedload(Member.participant)])
    if found is None or found.organisation_id != space.organisation_id:
        raise NotFoundError(_l("This person does not belong to your organisation any more."))
    return found


def find_member(organisation_id: uuid.UUID, participant_id: uuid.UUID) -> Member | None:
    """The person's part in the body, if any."""
    statement = select(Member).where(
        Member.organisation_id == organisation_id, Member.participant_id == participant_id
    )
    return session.scalars(statement).one_or_none()


def coordinators(organisation_id: uuid.UUID) -> Sequence[Member]:
    """Those of the body's people who coordinate, held for a change so that one is always left."""
    statement = (
        select(Member)
        .where(Member.organisation_id == organisation_id, Member.role == MemberRole.COORDINATOR)
        .options(joinedload(Member.participant))
        .order_by(Member.id)
        .with_for_update(of=Member)
    )
    return session.scalars(statement).all()


def asked(space: OwnSpace) -> Sequence[Colleague]:
    """The colleagues who are asked, and have not come yet."""
    statement = (
        select(Colleague)
        .where(
            Colleague.space_id == space.id,
            Colleague.joined_at.is_(None),
            Colleague.withdrawn_at.is_(None),
        )
        .options(joinedload(Colleague.asked_by))
        .order_by(Colleague.email)
    )
    return session.scalars(statement).all()


def colleague_at(space: OwnSpace, email: str) -> Colleague | None:
    """The row of whoever was asked at this address."""
    statement = select(Colleague).where(Colleague.space_id == space.id, Colleague.email == email)
    return session.scalars(statement).one_or_none()


def colleague_of(space: OwnSpace, colleague_id: uuid.UUID) -> Colleague:
    """A colleague who was asked, and has not come.

    Raises:
        NotFoundError: there is none such.
    """
    found = session.get(Colleague, colleague_id)
    waits = found is not None and found.joined_at is None and found.withdrawn_at is None
    if found is None or found.space_id != space.id or not waits:
        raise NotFoundError(_l("This colleague has joined already, or is not asked any more."))
    return found


def find_colleague(colleague_id: uuid.UUID) -> Colleague | None:
    """The colleague behind a link, with the space and its round."""
    statement = (
        select(Colleague)
        .where(Colleague.id == colleague_id)
        .options(
            joinedload(Colleague.asked_by),
            joinedload(Colleague.space).joinedload(OwnSpace.round).joinedload(Round.consultation),
            joinedload(Colleague.space).joinedload(OwnSpace.invitation),
            joinedload(Colleague.space).joinedload(OwnSpace.organisation),
        )
    )
    return session.scalars(statement).one_or_none()


def mails_to(colleagues: Sequence[Colleague]) -> Mapping[uuid.UUID, EmailStatus]:
    """How far the e-mails to those who are asked have come, by colleague."""
    if not colleagues:
        return {}
    statement = select(Email.about, Email.status).where(
        Email.occasion == Occasion.COLLEAGUE_INVITED,
        Email.about.in_([each.id for each in colleagues]),
    )
    return dict(iter(session.execute(statement)))


def count_asked(space: OwnSpace) -> int:
    """How many were ever asked into the space."""
    statement = select(func.count()).select_from(Colleague).where(Colleague.space_id == space.id)
    return session.scalar(statement) or 0


def latest_release(space: OwnSpace) -> Release | None:
    """What was last released for approval, with the people in it."""
    statement = (
        select(Release)
        .where(Release.space_id == space.id)
        .options(
            joinedload(Release.asked_by),
            joinedload(Release.approver),
            joinedload(Release.ended_by),
        )
        .order_by(Release.id.desc())
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def events(
    space: OwnSpace, *, after: uuid.UUID | None = None
) -> tuple[Sequence[SpaceEvent], uuid.UUID | None]:
    """What the people did, newest first; and the cursor of the next page, if any."""
    statement = (
        select(SpaceEvent)
        .where(SpaceEvent.space_id == space.id)
        .options(joinedload(SpaceEvent.person))
        .order_by(SpaceEvent.id.desc())
        .limit(EVENTS + 1)
    )
    if after is not None:
        statement = statement.where(SpaceEvent.id < after)
    found = session.scalars(statement).all()
    return found[:EVENTS], found[EVENTS - 1].id if len(found) > EVENTS else None
