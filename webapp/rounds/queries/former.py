"""The round before, where the text has changed since, and what its bodies did."""

import uuid
from collections.abc import Collection, Mapping
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from webapp.core.database import session
from webapp.drafts import comparing, queries
from webapp.drafts.comparing import Comparison
from webapp.drafts.models import Version
from webapp.rounds.models import Invitation, Round


def former_round(round_: Round) -> Round | None:
    """The latest round before this one that asked about an earlier version of the same text."""
    if round_.number == 1:
        return None
    its_version = aliased(Version)
    statement = (
        select(Round)
        .join(Version, Version.id == Round.version_id)
        .join(its_version, its_version.id == round_.version_id)
        .where(Round.consultation_id == round_.consultation_id, Round.number < round_.number)
        .where(Round.opened_at.is_not(None), Round.cancelled_at.is_(None))
        .where(Version.document_id == its_version.document_id)
        .where(Version.number < its_version.number)
        .options(joinedload(Round.version).joinedload(Version.document))
        .order_by(Round.number.desc())
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def answered_in(round_: Round, organisations: Collection[uuid.UUID]) -> Mapping[uuid.UUID, bool]:
    """Whether each of these bodies that was asked in the round answered it."""
    statement = select(Invitation.organisation_id, Invitation.answered_at).where(
        Invitation.round_id == round_.id, Invitation.organisation_id.in_(organisations)
    )
    return {body: answered is not None for body, answered in session.execute(statement)}


@lru_cache(maxsize=32)
def differences(former_id: uuid.UUID, later_id: uuid.UUID, tag: str) -> Comparison:
    """What differs between two frozen versions. Kept, for a frozen version never changes."""
    return comparing.compare(queries.reading(former_id), queries.reading(later_id), tag)
