"""What is to be erased, and what has been. Asked by the clock, and by who owns a space."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.accounts.models import Participant, SignIn
from webapp.core.database import day_of, session
from webapp.core.storage import StoredFile
from webapp.notifications.models import Email
from webapp.organisations.models import Member
from webapp.responses.models import (
    AnswerFile,
    Attachment,
    Erasure,
    ErasureStatus,
    OwnAttachment,
    OwnSpace,
    Response,
)
from webapp.rounds.models import Invitation, Notice, Round


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """Before which days and moments things must lie to be planned now."""

    over: date
    written: datetime


def spaces_to_plan(cutoffs: Cutoffs, *, limit: int) -> Sequence[OwnSpace]:
    """Spaces never submitted, long after the asking, that no erasing is planned for."""
    planned = exists().where(Erasure.space_id == OwnSpace.id, _waits())
    statement = (
        select(OwnSpace)
        .join(OwnSpace.round)
        .outerjoin(OwnSpace.invitation)
        .where(_over_by(cutoffs.over), OwnSpace.updated_at < cutoffs.written)
        .where(or_(Invitation.deadline.is_(None), Invitation.deadline <= cutoffs.over))
        .where(~exists().where(*_submitted()), ~planned)
        .options(joinedload(OwnSpace.round).joinedload(Round.consultation))
        .options(joinedload(OwnSpace.invitation), joinedload(OwnSpace.participant))
        .options(joinedload(OwnSpace.organisation))
        .options(selectinload(OwnSpace.comments), selectinload(OwnSpace.answers))
        .order_by(OwnSpace.id)
        .limit(limit)
        .with_for_update(of=OwnSpace, skip_locked=True)
    )
    return session.scalars(statement).all()


def erasures_due(day: date, *, limit: int) -> Sequence[Erasure]:
    """The plans whose day has come, claimed."""
    statement = (
        select(Erasure)
        .where(_waits(), Erasure.erase_on <= day)
        .order_by(Erasure.erase_on, Erasure.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return session.scalars(statement).all()


def space_to_erase(space_id: uuid.UUID) -> OwnSpace | None:
    """The space, locked, so that nobody writes in it while it is looked at."""
    statement = select(OwnSpace).where(OwnSpace.id == space_id)
    return session.scalars(
        statement.with_for_update().execution_options(populate_existing=True)
    ).one_or_none()


def erasure_of(space: OwnSpace) -> Erasure | None:
    """The plan to erase the space, if there is one."""
    statement = select(Erasure).where(Erasure.space_id == space.id, _waits())
    return session.scalars(statement).one_or_none()


def letters_about(erasure: Erasure) -> Sequence[Email]:
    """The e-mails that tell of the plan."""
    return session.scalars(select(Email).where(Email.about == erasure.id)).all()


def has_files(space: OwnSpace) -> bool:
    """Say whether somebody has put a file in the space."""
    held = (exists().where(table.space_id == space.id) for table in (AnswerFile, OwnAttachment))
    return bool(session.scalar(select(or_(*held))))


def files_in(space_id: uuid.UUID) -> Sequence[StoredFile]:
    """The files that were put in the space, but for those that went with what was submitted."""
    sent_in = exists().where(Attachment.file_id == StoredFile.id)
    put_in = [
        select(table.file_id).where(table.space_id == space_id)
        for table in (AnswerFile, OwnAttachment)
    ]
    statement = select(StoredFile).where(or_(*map(StoredFile.id.in_, put_in)), ~sent_in)
    return session.scalars(statement).all()


def people_of(space: OwnSpace) -> Sequence[Participant]:
    """Those who write in the space: the person, or the body's members."""
    if space.organisation_id is None:
        return [space.participant] if space.participant else []
    statement = (
        select(Participant)
        .join(Member)
        .where(Member.organisation_id == space.organisation_id)
        .order_by(Participant.id)
    )
    return session.scalars(statement).all()


def erasure_counts(round_id: uuid.UUID) -> Mapping[ErasureStatus, tuple[int, date | None]]:
    """How many plans of the round there are by status, and the earliest day of each."""
    statement = (
        select(Erasure.status, func.count(), func.min(Erasure.erase_on))
        .where(Erasure.round_id == round_id)
        .group_by(Erasure.status)
    )
    rows = session.execute(statement).all()
    return {status: (number, day) for status, number, day in rows}


def people_to_forget(before: datetime, *, limit: int) -> Sequence[Participant]:
    """Those who answered for themselves, and whose rounds are all finished `before` that moment."""
    ended = func.coalesce(Round.archived_at, Round.cancelled_at)
    needed = or_(ended.is_(None), ended >= before)
    own, sent, asked = OwnSpace.participant_id, Response.participant_id, Notice.asked_by
    statement = (
        select(Participant)
        .where(Participant.erased_at.is_(None), Participant.created_at < before)
        .where(~exists().where(Member.participant_id == Participant.id))
        .where(~exists().where(own == Participant.id, ~exists().where(*_submitted())))
        .where(~exists().where(own == Participant.id, OwnSpace.round_id == Round.id, needed))
        .where(~exists().where(sent == Participant.id, Response.round_id == Round.id, needed))
        .where(~exists().where(asked == Participant.id, Notice.round_id == Round.id, needed))
        .where(
            ~exists().where(SignIn.participant_id == Participant.id, SignIn.created_at >= before)
        )
        .order_by(Participant.id)
        .limit(limit)
        .with_for_update(of=Participant, skip_locked=True)
    )
    return session.scalars(statement).all()


def submitted_spaces_of(person: Participant) -> Sequence[uuid.UUID]:
    """The spaces that the person wrote in for themself."""
    return session.scalars(select(OwnSpace.id).where(OwnSpace.participant_id == person.id)).all()


def _waits() -> ColumnElement[bool]:
    return Erasure.status == ErasureStatus.WAITING


def _submitted() -> tuple[ColumnElement[bool], ...]:
    """That whoever owns the space has answered its round, on any channel."""
    body = Response.organisation_id == OwnSpace.organisation_id
    person = (Response.participant_id == OwnSpace.participant_id) & (
        Response.organisation_id.is_(None)
    )
    return Response.round_id == OwnSpace.round_id, or_(body, person)


def _over_by(day: date) -> ColumnElement[bool]:
    """That the round had stopped asking by the end of `day`; the service looks more closely."""
    ended = day_of(func.coalesce(Round.cancelled_at, Round.closed_at))
    return or_(ended <= day, Round.deadline <= day)
