"""Reading invitations."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload

from webapp.core.database import alphabetical, session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.notifications.models import Email
from webapp.rounds import standing
from webapp.rounds.models import Invitation, Round


def find_invitation(invitation_id: uuid.UUID) -> Invitation | None:
    """The invitation, with its round and case."""
    statement = (
        select(Invitation)
        .where(Invitation.id == invitation_id)
        .options(joinedload(Invitation.round).joinedload(Round.consultation))
        .options(joinedload(Invitation.round).joinedload(Round.version))
    )
    return session.scalars(statement).one_or_none()


def invitation(invitation_id: uuid.UUID) -> Invitation:
    """The invitation, with its round and case.

    Raises:
        NotFoundError: there is none with this id.
    """
    found = find_invitation(invitation_id)
    if found is None:
        raise NotFoundError(_l("This invitation does not exist."))
    return found


def with_bodies(round_id: uuid.UUID) -> Sequence[Invitation]:
    """Every invitation of the round that counts, each with the body in the register."""
    statement = (
        select(Invitation)
        .where(Invitation.round_id == round_id, standing.counts())
        .options(joinedload(Invitation.organisation))
        .order_by(Invitation.id)
    )
    return session.scalars(statement).all()


def invited_named(round_id: uuid.UUID, words: str) -> Select[Invitation]:
    """The invitations of the round that count and have the words in name or address, by name."""
    return (
        select(Invitation)
        .where(Invitation.round_id == round_id, standing.counts())
        .where(standing.says(Invitation, words))
        .order_by(alphabetical(Invitation.name), Invitation.id)
    )


def mail_of(invitation_: Invitation) -> Email | None:
    """The e-mail with the invitation to the body's present address."""
    statement = select(Email).join(Invitation, standing.MAILED)
    return session.scalars(statement.where(Invitation.id == invitation_.id)).one_or_none()


def unmailed(round_id: uuid.UUID, *, after: uuid.UUID | None, limit: int) -> Sequence[Invitation]:
    """The round's invitations, from the one after `after`, that no e-mail was written for yet."""
    statement = (
        select(Invitation)
        .where(Invitation.round_id == round_id, standing.counts())
        .where(~exists().where(standing.MAILED))
        .order_by(Invitation.id)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(Invitation.id > after)
    return session.scalars(statement).all()
