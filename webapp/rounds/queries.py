"""Reading consultations and rounds: one function a question."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from webapp.audit.models import Entry
from webapp.core import clock
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import queries as drafts
from webapp.drafts.models import Document, Version
from webapp.notifications.models import Email, EmailStatus, Occasion
from webapp.rounds import distribution, ledger, policy, standing
from webapp.rounds.ledger import Choice, InvitationStatus, Line
from webapp.rounds.models import Consultation, ConsultationDocument, Invitation, Round

PAGE = 20
"""Consultations on a page."""


def consultation(consultation_id: uuid.UUID) -> Consultation:
    """The case.

    Raises:
        NotFoundError: there is none with this id.
    """
    found = session.get(Consultation, consultation_id)
    if found is None:
        raise NotFoundError(_l("This consultation does not exist."))
    return found


def consultations(
    *, after: uuid.UUID | None = None, limit: int = PAGE
) -> tuple[Sequence[Consultation], uuid.UUID | None]:
    """The cases, newest first, with their rounds; and the cursor of the next page, if any."""
    statement = (
        select(Consultation)
        .options(selectinload(Consultation.rounds))
        .order_by(Consultation.id.desc())
        .limit(limit + 1)
    )
    if after is not None:
        statement = statement.where(Consultation.id < after)
    found = session.scalars(statement).all()
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def find_by_number(registry_number: str) -> Consultation | None:
    """The case with this registry number, whatever its letters' case."""
    statement = select(Consultation).where(
        func.lower(Consultation.registry_number) == registry_number.lower()
    )
    return session.scalars(statement).first()


def frozen_versions(consultation_id: uuid.UUID) -> Sequence[Version]:
    """The frozen versions of the case's documents, newest first, each with its document."""
    statement = (
        select(Version)
        .join(ConsultationDocument, ConsultationDocument.document_id == Version.document_id)
        .where(ConsultationDocument.consultation_id == consultation_id)
        .where(Version.frozen_at.is_not(None))
        .options(joinedload(Version.document))
        .order_by(Version.frozen_at.desc(), Version.id)
    )
    return session.scalars(statement).all()


def consultation_of(document_id: uuid.UUID) -> uuid.UUID:
    """The case that a document belongs to.

    Raises:
        NotFoundError: it belongs to none.
    """
    statement = select(ConsultationDocument.consultation_id).where(
        ConsultationDocument.document_id == document_id
    )
    found = session.scalar(statement)
    if found is None:
        raise NotFoundError(_l("This consultation does not exist."))
    return found


def documents(consultation_id: uuid.UUID) -> Sequence[Document]:
    """The case's documents with their versions, oldest first."""
    statement = (
        select(Document)
        .join(ConsultationDocument)
        .where(ConsultationDocument.consultation_id == consultation_id)
        .options(selectinload(Document.versions))
        .order_by(Document.created_at)
    )
    return session.scalars(statement).all()


def timeline(
    subjects: Collection[uuid.UUID], *, actions: Collection[str], limit: int = 50
) -> Sequence[Entry]:
    """The latest lines of the trail about any of `subjects`, newest first."""
    statement = (
        select(Entry)
        .where(Entry.subject.in_(subjects), Entry.action.in_(actions))
        .order_by(Entry.id.desc())
        .limit(limit)
    )
    return session.scalars(statement).all()


def get(round_id: uuid.UUID) -> Round:
    """The round, with its case and its version.

    Raises:
        NotFoundError: there is none with this id.
    """
    statement = _with_case(select(Round).where(Round.id == round_id))
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(_l("This round does not exist."))
    return found


def showing(versions: Collection[uuid.UUID]) -> Sequence[Round]:
    """The rounds that ask about any of these versions, newest first, whatever their state."""
    statement = select(Round).where(Round.version_id.in_(versions))
    return session.scalars(statement.order_by(Round.id.desc())).all()


def open_rounds() -> Sequence[Round]:
    """The rounds that take answers in time now, soonest deadline first, each with its case.

    Those that only invited bodies may answer are among them (`open_to_public`).
    """
    today = clock.local(clock.now()).date()
    statement = _with_case(select(Round)).where(_is_running(), Round.deadline >= today)
    statement = statement.order_by(Round.deadline, Round.id)
    return session.scalars(statement).all()


def preparation(round_: Round, at: datetime) -> dict[str, Any]:
    """What is there and what is missing before the round opens, the text's languages too."""
    untranslated = drafts.lacking(round_.version, round_.text_languages)
    return {**distribution.preparation(round_, at), "untranslated": untranslated}


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


def mail_of(invitation_: Invitation) -> Email | None:
    """The e-mail with the invitation to the body's present address."""
    statement = select(Email).join(Invitation, standing.MAILED)
    return session.scalars(statement.where(Invitation.id == invitation_.id)).one_or_none()


def figures(round_: Round, at: datetime) -> ledger.Figures:
    """How many of the invited bodies stand where, at the moment `at`."""
    each = (
        select(
            standing.status(round_, at).label("standing"),
            Invitation.category,
            Invitation.answered_preliminarily.label("preliminary"),
            Invitation.answered_late.label("late"),
        )
        .outerjoin(Email, standing.MAILED)
        .where(Invitation.round_id == round_.id)
        .subquery()
        .c
    )
    statement = select(each.standing, each.category, each.preliminary, each.late, func.count())
    return ledger.Figures.of(
        ledger.Group(InvitationStatus(status), category, preliminary, late, count)
        for status, category, preliminary, late, count in session.execute(
            statement.group_by(each.standing, each.category, each.preliminary, each.late)
        )
    )


def lines(
    round_: Round, choice: Choice, at: datetime, *, limit: int = ledger.PAGE
) -> tuple[Sequence[Line], uuid.UUID | None]:
    """A page of the round's ledger by name, and the cursor of the next page, if any."""
    statement = (
        select(Invitation, Email)
        .outerjoin(Email, standing.MAILED)
        .where(Invitation.round_id == round_.id)
    )
    if choice.status is not None:
        statement = statement.where(standing.status(round_, at) == choice.status.value)
    found = session.execute(standing.page_of(Invitation, statement, choice).limit(limit + 1)).all()
    shown = [_line(each, mail, at) for each, mail in found[:limit]]
    return shown, shown[-1].invitation.id if len(found) > limit else None


def line(invitation_: Invitation, at: datetime) -> Line:
    """The invitation's line in its round's ledger."""
    return _line(invitation_, mail_of(invitation_), at)


def unmailed(round_id: uuid.UUID, *, after: uuid.UUID | None, limit: int) -> Sequence[Invitation]:
    """The round's invitations, from the one after `after`, that no e-mail was written for yet."""
    statement = (
        select(Invitation)
        .where(Invitation.round_id == round_id, ~exists().where(standing.MAILED))
        .order_by(Invitation.id)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(Invitation.id > after)
    return session.scalars(statement).all()


def due_to_open(at: datetime) -> Sequence[uuid.UUID]:
    """The scheduled rounds whose time to open has come."""
    statement = select(Round.id).where(
        Round.opens_at <= at, Round.opened_at.is_(None), Round.cancelled_at.is_(None)
    )
    return session.scalars(statement).all()


def due_to_close(at: datetime) -> Sequence[Round]:
    """Rounds whose deadline has passed and is not on the trail yet, claimed for writing it."""
    statement = (
        select(Round)
        .where(_is_running(), Round.deadline < clock.local(at).date())
        .with_for_update(skip_locked=True)
    )
    return session.scalars(statement).all()


def due_to_invite() -> Sequence[uuid.UUID]:
    """The open rounds where an invitation has no e-mail: its writing was lost half-way."""
    statement = select(Round.id).where(
        _is_running(),
        exists().where(Invitation.round_id == Round.id, ~exists().where(standing.MAILED)),
    )
    return session.scalars(statement).all()


def undelivered() -> Sequence[tuple[Invitation, Email]]:
    """Invitations in open rounds whose mail failed for good and that no one was told of yet."""
    told = aliased(Email)
    statement = (
        select(Invitation, Email)
        .join(Email, standing.MAILED)
        .join(Invitation.round)
        .where(_is_running(), Email.status == EmailStatus.FAILED)
        .where(~exists().where(told.about == Invitation.id, told.occasion == Occasion.UNDELIVERED))
        .options(joinedload(Invitation.round).joinedload(Round.consultation))
        .limit(ledger.PAGE)
    )
    return session.execute(statement).all()


def _line(invitation_: Invitation, mail: Email | None, at: datetime) -> Line:
    ended = policy.is_over_for(invitation_, at)
    status = ledger.status_of(invitation_, mail.status if mail else None, ended=ended)
    return Line(invitation_, mail, status)


def _with_case(statement: Select[Round]) -> Select[Round]:
    return statement.options(
        joinedload(Round.consultation), joinedload(Round.version).joinedload(Version.document)
    )


def _is_running() -> ColumnElement[bool]:
    return and_(
        Round.opened_at.is_not(None), Round.closed_at.is_(None), Round.cancelled_at.is_(None)
    )
