"""Reading the authority's own Word templates."""

import uuid
from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from webapp.core.database import session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l
from webapp.reports.models import ReportTemplate


def templates(round_id: uuid.UUID) -> Sequence[ReportTemplate]:
    """The templates that the round's report can be made of: its own first, newest first."""
    statement = (
        select(ReportTemplate)
        .where(
            or_(ReportTemplate.round_id == round_id, ReportTemplate.round_id.is_(None)),
            ReportTemplate.retired_at.is_(None),
        )
        .options(joinedload(ReportTemplate.file), joinedload(ReportTemplate.uploader))
        .order_by(ReportTemplate.round_id.is_(None), ReportTemplate.created_at.desc())
    )
    return session.scalars(statement).all()


def template(round_id: uuid.UUID, template_id: uuid.UUID) -> ReportTemplate:
    """One of the templates of the round, or of all rounds, the retired ones too.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(ReportTemplate, template_id)
    if found is None or found.round_id not in {None, round_id}:
        raise NotFoundError(_l("There is no such template."))
    return found
