"""Finding the own spaces of a person: whoever reads or writes in one comes through here."""

import uuid
from collections.abc import Sequence
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, Select, Uuid, bindparam, or_, select
from sqlalchemy.orm import joinedload

from webapp.accounts.models import Participant
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.organisations.models import Member, MemberRole
from webapp.responses.models import Hand, OwnSpace
from webapp.rounds.models import Invitation, Round


def space_of(
    person: Participant,
    round_id: uuid.UUID,
    *,
    preferred: uuid.UUID | None = None,
    held: bool = False,
) -> OwnSpace:
    """The space where `person` writes an answer to the round.

    Who answers for several bodies has several; then it is `preferred`, else the latest used.
    With `held` nobody else writes in it until the transaction ends.

    Raises:
        NotFoundError: the person has none there.
    """
    found = find_space(person, round_id, preferred=preferred, held=held)
    if found is None:
        raise NotFoundError(_l("You have not begun to answer this consultation."))
    return found


def find_space(
    person: Participant,
    round_id: uuid.UUID,
    *,
    preferred: uuid.UUID | None = None,
    held: bool = False,
) -> OwnSpace | None:
    """As `space_of`, or None."""
    asked = {"person_id": person.id, "round_id": round_id, "preferred": preferred}
    found = session.execute(_finding(held), asked).one_or_none()
    if found is None:
        return None
    space, role = found
    return space.opened_by(Hand(person, role or MemberRole.COORDINATOR), held=held)


@cache
def _finding(held: bool) -> Select[OwnSpace, MemberRole]:  # noqa: FBT001 - what is kept by it
    """What finds a space. Built once: whoever writes asks it every few seconds."""
    person_id = bindparam("person_id", type_=Uuid())
    mine = (Member.organisation_id == OwnSpace.organisation_id) & (
        Member.participant_id == person_id
    )
    statement = (
        select(OwnSpace, Member.role)
        .outerjoin(Member, mine)
        .where(OwnSpace.round_id == bindparam("round_id", type_=Uuid()), _owned_by(person_id))
        .options(
            joinedload(OwnSpace.round).joinedload(Round.consultation),
            joinedload(OwnSpace.round).joinedload(Round.version),
            joinedload(OwnSpace.invitation),
            joinedload(OwnSpace.organisation),
        )
        .order_by(
            (OwnSpace.id == bindparam("preferred", type_=Uuid())).desc(),
            OwnSpace.updated_at.desc(),
        )
        .limit(1)
    )
    if not held:
        return statement
    # What others keep beside it, and only refer to it, need not wait.
    return statement.with_for_update(of=OwnSpace, key_share=True).execution_options(
        populate_existing=True
    )


def spaces_of(person: Participant, round_id: uuid.UUID) -> Sequence[OwnSpace]:
    """Every space of the person in the round, by name."""
    statement = (
        select(OwnSpace)
        .where(OwnSpace.round_id == round_id, _owned_by(person.id))
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


def _owned_by(person_id: uuid.UUID | BindParameter[uuid.UUID]) -> ColumnElement[bool]:
    return or_(
        OwnSpace.participant_id == person_id, OwnSpace.organisation_id.in_(_bodies_of(person_id))
    )


def organisations_of(person: Participant) -> Select[uuid.UUID]:
    """The bodies that the person answers for."""
    return _bodies_of(person.id)


def _bodies_of(person_id: uuid.UUID | BindParameter[uuid.UUID]) -> Select[uuid.UUID]:
    return select(Member.organisation_id).where(Member.participant_id == person_id)
