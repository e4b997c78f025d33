"""Making documents, and freezing what is written."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import Localised, session, uuid7
from webapp.core.errors import ConflictError, DomainError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import queries, sealing, writing
from webapp.drafts.models import Approval, Document, Section, Version


def create_document(title: Localised, *, actor: User) -> Document:
    """A new document with an empty version to write on."""
    document = Document(id=uuid7(), title=dict(title))
    document.versions.append(Version(number=1))
    session.add(document)
    session.flush()
    audit.record("drafts.create", subject=document.id, actor=actor, title=document.title)
    return document


def freeze(document: Document, *, name: str, note: str, actor: User) -> Version:
    """Freeze the version at hand for good, and go on with a copy of it. Returns the frozen one.

    Raises:
        DomainError: there is nothing to freeze.
    """
    version = open_version(document.id)
    row = queries.reading(version.id)
    if not row:
        raise DomainError(_l("Write a section first. There is nothing to freeze yet."))
    approval = _approval(document, row)
    version.name, version.note = name, note
    version.frozen_at, version.frozen_by = clock.now(), actor.id
    session.flush()
    following = Version(id=uuid7(), document_id=document.id, number=version.number + 1)
    session.add(following)
    session.flush()
    writing.copy(row, following.id)
    audit.record(
        "drafts.freeze",
        subject=document.id,
        actor=actor,
        version=str(version.id),
        number=version.number,
        name=name,
        sections=len(row),
        approval=str(approval.id) if approval else None,
    )
    session.expire(document, ["versions"])
    return version


def _approval(document: Document, row: Sequence[Section]) -> Approval | None:
    """The approval of the text as it stands, which a document may need.

    The version is locked, so the text stays as it is until it is frozen. Whether approval is
    needed is asked anew: someone may have said so since the page was opened.
    """
    session.refresh(document, ["needs_approval", "title"], with_for_update={"read": True})
    found = queries.approval_of(document.id, sealing.mark(document.title, row))
    if document.needs_approval and found is None:
        raise DomainError(
            _l("The text as it stands is not approved. Ask for approval before you freeze it.")
        )
    return found


def open_version(document_id: uuid.UUID, *, alone: bool = True) -> Version:
    """The version that is being written, locked until the transaction ends.

    Who changes the tree or freezes it holds it `alone`; those who write in one section share it,
    so that no text comes in after the version was frozen.

    Raises:
        ConflictError: there is none.
    """
    statement = (
        select(Version)
        .where(Version.document_id == document_id, Version.frozen_at.is_(None))
        .with_for_update(read=not alone)
        .execution_options(populate_existing=True)
    )
    # Whoever waits here for a freezing finds the version frozen; its copy is seen by asking again.
    found = session.scalars(statement).one_or_none() or session.scalars(statement).one_or_none()
    if found is None:
        raise ConflictError(_l("This document has no version to write in."))
    return found
