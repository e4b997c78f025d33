"""Reading what approvers were asked about editions."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.reports.models import Edition, EditionApproval


def approvals(edition_id: uuid.UUID) -> Sequence[EditionApproval]:
    """What approvers were asked about an edition, newest first, with the people."""
    statement = (
        select(EditionApproval)
        .where(EditionApproval.edition_id == edition_id)
        .options(joinedload(EditionApproval.asker), joinedload(EditionApproval.approver))
        .order_by(EditionApproval.id.desc())
    )
    return session.scalars(statement).all()


def approval(edition: Edition, approval_id: uuid.UUID) -> EditionApproval:
    """One request about the edition, locked until it is decided.

    Raises:
        NotFoundError: there is none.
    """
    statement = (
        select(EditionApproval)
        .where(EditionApproval.id == approval_id, EditionApproval.edition_id == edition.id)
        .with_for_update()
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(_l("There is no such request for approval."))
    return found
