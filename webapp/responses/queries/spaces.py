"""Finding the own spaces of a person: whoever reads or writes in one comes through here."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload

from webapp.accounts.models import Participant
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations.models import Member, MemberRole
from webapp.responses.models import Hand, OwnSpace
from webapp.rounds.models import Invitation, Round


def space_of(
    person: Participant, round_id: uuid.UUID, *, preferred: uuid.UUID | None = None
) -> OwnSpace:
    """The space where `person` writes an answer to the round.

    Who answers for several bodies has several; then it is `preferred`, else the latest used.

    Raises:
        NotFoundError: the person has none there.
    """
    found = find_space(person, round_id, preferred=preferred)
    if found is None:
        raise NotFoundError(_l("You have not begun to answer this consultation."))
    return found


def find_space(
    person: Participant, round_id: uuid.UUID, *, preferred: uuid.UUID | None = None
) -> OwnSpace | None:
    """As `space_of`, or None."""
    mine = (Member.organisation_id == OwnSpace.organisation_id) & (
        Member.participant_id == person.id
    )
    statement = (
        select(OwnSpace, Member.role)
        .outerjoin(Member, mine)
        .where(OwnSpace.round_id == round_id, _owned_by(person))
        .options(
            joinedload(OwnSpace.round).joinedload(Round.consultation),
            joinedload(OwnSpace.round).joinedload(Round.version),
            joinedload(OwnSpace.invitation),
            joinedload(OwnSpace.organisation),
        )
        .order_by((OwnSpace.id == preferred).desc(), OwnSpace.updated_at.desc())
        .limit(1)
    )
    found = session.execute(statement).one_or_none()
    if found is None:
        return None
    space, role = found
    return space.opened_by(Hand(person, role or MemberRole.COORDINATOR))


def spaces_of(person: Participant, round_id: uuid.UUID) -> Sequence[OwnSpace]:
    """Every space of the person in the round, by name."""
    statement = (
        select(OwnSpace)
        .where(OwnSpace.round_id == round_id, _owned_by(person))
        .options(joinedload(OwnSpace.invitation), joinedload(OwnSpace.organisation))
        .order_by(OwnSpace.created_at)
    )
    return session.scalars(statement).all()


def invitations_of(person: Participant, round_id: uuid.UUID) -> Sequence[Invitation]:
    """The invitations to the round of bodies that the person belongs to."""
    statement = (
        select(Invitation)
        .join(Member, Member.organisation_id == Invitation.organisation_id)
        .where(Invitation.round_id == round_id, Member.participant_id == person.id)
        .options(joinedload(Invitation.organisation))
        .order_by(Invitation.name)
    )
    return session.scalars(statement).all()


def _owned_by(person: Participant) -> ColumnElement[bool]:
    return or_(
        OwnSpace.participant_id == person.id,
        OwnSpace.organisation_id.in_(organisations_of(person)),
    )


def organisations_of(person: Participant) -> Select[uuid.UUID]:
    """The bodies that the person answers for."""
    return select(Member.organisation_id).where(Member.participant_id == person.id)
