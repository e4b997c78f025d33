"""What was deleted and can return, and what a new document can be begun from."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webapp.accounts.models import User
from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.drafts.models import Document, RemovedBranch, Version

MOST_OFFERED = 100
"""So many deletions, or versions, are offered at most, newest first."""


def removed_branch(document_id: uuid.UUID, removed_id: uuid.UUID) -> RemovedBranch:
    """Sections that were deleted from the document and have not returned.

    Raises:
        NotFoundError: there are none under this id.
    """
    found = session.get(RemovedBranch, removed_id, with_for_update=True)
    if found is None or found.document_id != document_id or found.restored_at is not None:
        raise NotFoundError(_l("There is nothing to put back. Perhaps someone has done so."))
    return found


def removed_branches(document_id: uuid.UUID) -> Sequence[tuple[RemovedBranch, str]]:
    """What was deleted from a document and has not returned, newest first, with who did it."""
    statement = (
        select(RemovedBranch, func.coalesce(User.name, ""))
        .outerjoin(User, User.id == RemovedBranch.removed_by)
        .where(RemovedBranch.document_id == document_id, RemovedBranch.restored_at.is_(None))
        .order_by(RemovedBranch.id.desc())
        .limit(MOST_OFFERED)
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def versions_to_copy(document_id: uuid.UUID) -> Sequence[Version]:
    """The frozen versions of other documents, newest first, each with its document."""
    statement = (
        select(Version)
        .join(Document)
        .where(Version.document_id != document_id, Version.frozen_at.is_not(None))
        .order_by(Version.frozen_at.desc())
        .options(joinedload(Version.document))
        .limit(MOST_OFFERED)
    )
    return session.scalars(statement).all()
