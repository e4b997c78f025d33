"""What is done to the register of bodies and to who answers for each."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import Participant
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.organisations.models import Member, MemberRole, Organisation


def join(
    organisation: Organisation,
    participant: Participant,
    *,
    role: MemberRole = MemberRole.COORDINATOR,
) -> Member:
    """Make the person a member of the body, unless the person is one already.

    Someone who already is a member keeps the role, whatever `role` says.
    """
    mine = (
        Member.organisation_id == organisation.id,
        Member.participant_id == participant.id,
    )
    session.execute(
        insert(Member)
        .values(
            id=uuid7(),
            created_at=clock.now(),
            organisation_id=organisation.id,
            participant_id=participant.id,
            role=role,
        )
        .on_conflict_do_nothing(index_elements=["organisation_id", "participant_id"])
    )
    return session.scalars(select(Member).where(*mine)).one()
