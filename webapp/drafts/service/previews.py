"""Links by which someone outside reads the draft for a time."""

import uuid
from datetime import timedelta
from typing import Final

from webapp.accounts.models import User
from webapp.audit import service as audit
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError, GoneError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts import queries
from webapp.drafts.models import Document, PreviewLink

LONGEST_DAYS: Final = 90
USUAL_DAYS: Final = 14


def make_preview(document: Document, recipient: str, *, days: int, actor: User) -> PreviewLink:
    """Make a link for someone outside, good for so many days.

    Raises:
        DomainError: nobody is named, or the time is not between one day and ninety.
    """
    if not recipient:
        raise DomainError(_l("Write whom the link is for."), field="recipient")
    if not 1 <= days <= LONGEST_DAYS:
        raise DomainError(_l("Choose between 1 and 90 days."), field="days")
    link = PreviewLink(
        id=uuid7(),
        document_id=document.id,
        made_by=actor.id,
        recipient=recipient,
        expires_at=clock.now() + timedelta(days=days),
    )
    session.add(link)
    session.flush()
    audit.record(
        "drafts.make_preview",
        subject=document.id,
        actor=actor,
        preview=str(link.id),
        recipient=recipient,
        days=days,
    )
    return link


def withdraw_preview(document: Document, preview_id: uuid.UUID, *, actor: User) -> None:
    """End a link before its time. Ending it twice changes nothing."""
    link = queries.preview(preview_id)
    if link is None or link.document_id != document.id or link.withdrawn_at:
        return
    link.withdrawn_at, link.withdrawn_by = clock.now(), actor.id
    audit.record("drafts.withdraw_preview", subject=document.id, actor=actor, preview=str(link.id))


def working_preview(preview_id: uuid.UUID | None) -> PreviewLink:
    """The link, if it works.

    Raises:
        GoneError: it is unknown, past its time or withdrawn.
    """
    link = queries.preview(preview_id) if preview_id else None
    if link is None or link.withdrawn_at or link.expires_at <= clock.now():
        raise GoneError(
            _l("This link does not work any more. Ask whoever sent it to you for a new one.")
        )
    return link


def note_opened(link: PreviewLink) -> None:
    """Note that the link was followed, by a person or by a program that reads their e-mail."""
    link.last_opened_at = clock.now()
