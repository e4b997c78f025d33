"""To whom what is said while a document is written: colleagues, about notes and approvals."""

from datetime import timedelta
from typing import Any, Final

from webapp.accounts.models import User
from webapp.core.rendering import localised
from webapp.drafts.models import Approval, ApprovalRequest, Document, InternalNote, Section
from webapp.notifications.models import Occasion
from webapp.notifications.service import Letter

NOTES_WAIT: Final = timedelta(minutes=5)
"""How long the first note for a colleague lies, so that those written after it go with it."""


def note_assigned(
    document: Document, note: InternalNote, section: Section | None, *, to: User, by: User
) -> Letter:
    """To a colleague: that a note is theirs to deal with. `notes` are gathered to one e-mail."""
    title = localised(section.title, to.language) if section else ""
    told = {
        "key": str(note.id),
        "by": by.name,
        "section": f"{section.number} {title}".strip() if section else "",
        "quote": note.quote,
        "text": note.text,
    }
    return Letter(
        Occasion.NOTE_ASSIGNED,
        about=note.id,
        address=to.email,
        language=to.language,
        params={**_facts(document, to.language), "notes": [told]},
        thread=document.id,
        wait=NOTES_WAIT,
    )


def approval_asked(document: Document, approval: Approval, *, to: User, by: User) -> Letter:
    """To the approver: that a text waits for approval."""
    return Letter(
        Occasion.APPROVAL_ASKED,
        about=approval.id,
        address=to.email,
        language=to.language,
        params={**_facts(document, to.language), **asked(approval, by)},
    )


def approval_decided(document: Document, approval: Approval, *, to: User) -> Letter:
    """To whoever asked: what the approver said."""
    return Letter(
        Occasion.APPROVAL_DECIDED,
        about=approval.id,
        address=to.email,
        language=to.language,
        params={**_facts(document, to.language), **decided(approval)},
    )


def asked(request: ApprovalRequest, by: User) -> dict[str, Any]:
    """Who asks for approval, and with what words, whatever is to be approved."""
    return {"by": by.name, "text": request.message}


def decided(request: ApprovalRequest) -> dict[str, Any]:
    """What an approver said, whatever was to be approved."""
    return {
        "by": request.decided_name,
        "outcome": request.outcome.value if request.outcome else "",
        "delegation": request.delegation,
        "text": request.reason,
    }


def _facts(document: Document, language: str) -> dict[str, str]:
    return {"title": localised(document.title, language), "document": str(document.id)}
