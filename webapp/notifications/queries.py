"""What became of e-mails."""

import uuid
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from webapp.core.database import session
from webapp.notifications.models import Email, Occasion


def latest_about(ids: Iterable[uuid.UUID], occasion: Occasion) -> Mapping[uuid.UUID, Email]:
    """For each of the rows `ids`, the latest e-mail about it on `occasion`."""
    statement = (
        select(Email)
        .where(Email.about.in_(list(ids)), Email.occasion == occasion)
        .order_by(Email.created_at)
    )
    return {email.about: email for email in session.scalars(statement)}
