"""Whom a message is from, and which round it answers: told by what it refers to, or its sender."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from webapp.accounts.models import Participant
from webapp.core.database import session
from webapp.notifications.models import Email
from webapp.organisations.models import Contact, Member
from webapp.rounds.models import Invitation, Round


def answered(row_ids: Sequence[uuid.UUID]) -> tuple[Round | None, Invitation | None]:
    """The round and the invitation that e-mails of ours were about; `row_ids`: likeliest first.

    A row is an e-mail, or the thread that an e-mail stood in, which is its round.
    """
    if not row_ids:
        return None, None
    sent = {row.id: row for row in session.scalars(select(Email).where(Email.id.in_(row_ids)))}
    rows = [sent[each] for each in row_ids if each in sent]
    about = [key for row in rows for key in (row.concerns, row.about) if key is not None]
    invitation = _first_invitation(about)
    if invitation is not None:
        return invitation.round, invitation
    threads = [row.thread for row in rows if row.thread is not None]
    return _first_round([*threads, *row_ids]), None


def known_email(row_ids: Sequence[uuid.UUID]) -> uuid.UUID | None:
    """The first of `row_ids` that is an e-mail of ours."""
    known = set(session.scalars(select(Email.id).where(Email.id.in_(row_ids)))) if row_ids else ()
    return next((each for each in row_ids if each in known), None)


def invited_at(address: str, *, round_id: uuid.UUID | None = None) -> Invitation | None:
    """The invitation of the body that an address belongs to; None where that is none, or several.

    In the round `round_id`, or else in those that take answers now.
    """
    wanted = address.strip().lower()
    if not wanted:
        return None
    members = (
        select(Member.organisation_id)
        .join(Member.participant)
        .where(func.lower(Participant.email) == wanted)
    )
    contacts = select(Contact.organisation_id).where(func.lower(Contact.email) == wanted)
    statement = (
        select(Invitation)
        .join(Invitation.round)
        .where(
            or_(
                func.lower(Invitation.email) == wanted,
                Invitation.organisation_id.in_(members),
                Invitation.organisation_id.in_(contacts),
            )
        )
        .options(joinedload(Invitation.round).joinedload(Round.consultation))
        .limit(2)
    )
    if round_id is not None:
        statement = statement.where(Invitation.round_id == round_id)
    else:
        statement = statement.where(*_takes_answers())
    found = session.scalars(statement).all()
    return found[0] if len(found) == 1 else None


def rounds_taking_answers() -> Sequence[Round]:
    """The rounds that an answer may still be for, newest first, each with its case."""
    statement = (
        select(Round)
        .where(*_takes_answers())
        .options(joinedload(Round.consultation))
        .order_by(Round.opened_at.desc())
        .limit(100)
    )
    return session.scalars(statement).all()


def _takes_answers() -> tuple[ColumnElement[bool], ...]:
    ended = (Round.cancelled_at, Round.reported_at, Round.archived_at)
    return (Round.opened_at.is_not(None), *(each.is_(None) for each in ended))


def _first_invitation(keys: Sequence[uuid.UUID]) -> Invitation | None:
    statement = (
        select(Invitation)
        .where(Invitation.id.in_(keys))
        .options(joinedload(Invitation.round).joinedload(Round.consultation))
    )
    found = {each.id: each for each in session.scalars(statement)} if keys else {}
    return next((found[key] for key in keys if key in found), None)


def _first_round(keys: Sequence[uuid.UUID]) -> Round | None:
    statement = select(Round).where(Round.id.in_(keys)).options(joinedload(Round.consultation))
    found = {each.id: each for each in session.scalars(statement)}
    return next((found[key] for key in keys if key in found), None)
