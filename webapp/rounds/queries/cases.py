"""Reading consultations."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.audit.models import Entry
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.models import Document, Version
from webapp.rounds.models import Consultation, ConsultationDocument

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
