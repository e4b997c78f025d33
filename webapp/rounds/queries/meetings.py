"""Reading meetings, steps of a case, and its consultation with Sámi representatives."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.models import Version
from webapp.notifications.models import Email
from webapp.rounds import standing
from webapp.rounds.models import (
    CaseStep,
    Consultation,
    Invitation,
    Meeting,
    Round,
)
from webapp.rounds.queries.rounds import is_running


def meeting(meeting_id: uuid.UUID) -> Meeting:
    """The meeting, with its case.

    Raises:
        NotFoundError: there is none with this id.
    """
    statement = select(Meeting).where(Meeting.id == meeting_id)
    found = session.scalars(statement.options(joinedload(Meeting.consultation))).one_or_none()
    if found is None:
        raise NotFoundError(_l("This meeting does not exist."))
    return found


def meetings(consultation_id: uuid.UUID) -> Sequence[Meeting]:
    """The case's meetings, in the order that they are held."""
    statement = select(Meeting).where(Meeting.consultation_id == consultation_id)
    return session.scalars(statement.order_by(Meeting.starts_at, Meeting.id)).all()


def meetings_of(round_: Round) -> Sequence[Meeting]:
    """The meetings that the round's bodies may know of: its own, and the whole case's.

    What is not public is theirs to see once staff have told anyone of it.
    """
    statement = select(Meeting).where(
        Meeting.consultation_id == round_.consultation_id,
        or_(Meeting.round_id == round_.id, Meeting.round_id.is_(None)),
        or_(Meeting.is_public, Meeting.told_sequence.is_not(None)),
    )
    return session.scalars(statement.order_by(Meeting.starts_at, Meeting.id)).all()


def case_step(step_id: uuid.UUID) -> CaseStep:
    """One step of a case.

    Raises:
        NotFoundError: there is none with this id.
    """
    found = session.get(CaseStep, step_id)
    if found is None:
        raise NotFoundError(_l("This step does not exist."))
    return found


def whole_case(consultation_id: uuid.UUID) -> Consultation | None:
    """The case with its steps, and its rounds with the versions that they show."""
    statement = select(Consultation).where(Consultation.id == consultation_id)
    shown = selectinload(Consultation.rounds).joinedload(Round.version)
    options = selectinload(Consultation.steps), shown.joinedload(Version.document)
    return session.scalars(statement.options(*options)).one_or_none()


def called_by_language(meeting_: Meeting) -> Mapping[str, int]:
    """How many bodies are called to the meeting, in each language they are written to in."""
    statement = (
        select(Invitation.language, func.count())
        .join(Invitation.round)
        .where(*_called(meeting_))
        .group_by(Invitation.language)
        .order_by(func.count().desc())
    )
    return dict(session.execute(statement).all())


def called(
    meeting_: Meeting, *, after: uuid.UUID | None = None, limit: int = 100
) -> Sequence[Invitation]:
    """The next of the bodies that are called to the meeting."""
    statement = (
        select(Invitation)
        .join(Invitation.round)
        .where(*_called(meeting_))
        .options(joinedload(Invitation.round).joinedload(Round.consultation))
        .order_by(Invitation.id)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(Invitation.id > after)
    return session.scalars(statement).all()


def meetings_to_tell(before: datetime) -> Sequence[uuid.UUID]:
    """The meetings whose e-mails were asked for before `before` and are not all written."""
    return session.scalars(select(Meeting.id).where(Meeting.telling_at < before)).all()


def _called(meeting_: Meeting) -> list[ColumnElement[bool]]:
    """Who is told of the meeting as it is now, of those who have an address.

    Those whom it calls, and those who have been told of it before, whatever became of their
    round or of whom it calls. That it is cancelled concerns these alone.
    """
    told = Invitation.id.in_(select(Email.concerns).where(Email.about.in_(meeting_.tellings)))
    of_now = and_(standing.counts(), *_calls(meeting_))
    return [
        func.trim(Invitation.email) != "",
        told if meeting_.cancelled_at is not None else or_(told, of_now),
    ]


def _calls(meeting_: Meeting) -> list[ColumnElement[bool]]:
    """Whom it calls: the bodies of its round, or of every open round of its case."""
    if meeting_.round_id is not None:
        return [Invitation.round_id == meeting_.round_id, Round.opened_at.is_not(None)]
    return [Round.consultation_id == meeting_.consultation_id, is_running()]
