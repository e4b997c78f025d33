"""Reading what approvers were asked about a document's text."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.models import Approval, ApprovalOutcome

MOST_SHOWN = 50


def approvals(document_id: uuid.UUID) -> Sequence[Approval]:
    """What was put before an approver, newest first, with the people."""
    statement = (
        select(Approval)
        .where(Approval.document_id == document_id)
        .options(joinedload(Approval.asker), joinedload(Approval.approver))
        .order_by(Approval.id.desc())
        .limit(MOST_SHOWN)
    )
    return session.scalars(statement).all()


def approval_of(document_id: uuid.UUID, mark: str) -> Approval | None:
    """The first approval of the text that has the mark, if it was approved."""
    statement = select(Approval).where(
        Approval.document_id == document_id,
        Approval.outcome == ApprovalOutcome.APPROVED,
        Approval.content_sha256 == mark,
    )
    return session.scalars(statement.order_by(Approval.decided_at).limit(1)).one_or_none()


def approval(document_id: uuid.UUID, approval_id: uuid.UUID) -> Approval:
    """An approval that was asked for, locked until it is decided.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(Approval, approval_id, with_for_update=True)
    if found is None or found.document_id != document_id:
        raise NotFoundError(_l("There is no such request for approval."))
    return found
