"""Reading themes, filters under a name, and changes that can be undone."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from webapp.assessment.models import Assignment, ManyChange, Point, PointTheme, SavedFilter, Theme
from webapp.core.database import alphabetical, session
from webapp.core.errors import NotFoundError
from webapp.core.rendering import lazy_gettext as _l


def themes(consultation_id: uuid.UUID) -> Sequence[Theme]:
    """The themes of a consultation, by name."""
    statement = select(Theme).where(Theme.consultation_id == consultation_id)
    return session.scalars(statement.order_by(alphabetical(Theme.name), Theme.id)).all()


def find_theme(consultation_id: uuid.UUID, name: str) -> Theme | None:
    """The theme of this name, in whatever case it was typed."""
    statement = select(Theme).where(
        Theme.consultation_id == consultation_id, func.lower(Theme.name) == func.lower(name)
    )
    return session.scalars(statement).one_or_none()


def themes_of(point_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Theme]]:
    """The themes of each of these points that has any, by name. One query."""
    statement = (
        select(PointTheme.point_id, Theme)
        .join(Theme, Theme.id == PointTheme.theme_id)
        .where(PointTheme.point_id.in_(point_ids))
        .order_by(alphabetical(Theme.name), Theme.id)
    )
    found: dict[uuid.UUID, list[Theme]] = {}
    for point_id, theme in session.execute(statement):
        found.setdefault(point_id, []).append(theme)
    return found


def saved_filters(round_id: uuid.UUID, user_id: uuid.UUID) -> Sequence[SavedFilter]:
    """A person's own filters of a round and those that colleagues share, by name."""
    statement = (
        select(SavedFilter)
        .where(SavedFilter.round_id == round_id)
        .where(or_(SavedFilter.user_id == user_id, SavedFilter.shared))
        .options(joinedload(SavedFilter.user))
        .order_by(alphabetical(SavedFilter.name), SavedFilter.id)
    )
    return session.scalars(statement).all()


def own_filter(filter_id: uuid.UUID, user_id: uuid.UUID) -> SavedFilter:
    """A person's own filter.

    Raises:
        NotFoundError: the person has no such filter.
    """
    statement = select(SavedFilter).where(
        SavedFilter.id == filter_id, SavedFilter.user_id == user_id
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(_l("There is no such filter among yours."))
    return found


def latest_change(round_id: uuid.UUID, user_id: uuid.UUID, since: datetime) -> ManyChange | None:
    """What a person changed last in many points of a round, unless it is undone or older."""
    statement = (
        select(ManyChange)
        .where(ManyChange.round_id == round_id, ManyChange.made_by == user_id)
        .where(ManyChange.created_at > since)
        .order_by(ManyChange.id.desc())
        .limit(1)
    )
    found = session.scalars(statement).one_or_none()
    return found if found is not None and found.undone_at is None else None


def own_change(change_id: uuid.UUID, user_id: uuid.UUID) -> ManyChange:
    """What a person changed in many points, held for undoing it.

    Raises:
        NotFoundError: the person changed no such thing.
    """
    statement = (
        select(ManyChange)
        .where(ManyChange.id == change_id, ManyChange.made_by == user_id)
        .with_for_update()
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFoundError(_l("There is no such change of yours."))
    return found


def held(ids: Collection[uuid.UUID]) -> Sequence[Point]:
    """These points as they are now, held for a change, in order of their numbers."""
    statement = (
        select(Point)
        .where(Point.id.in_(ids))
        .order_by(Point.number)
        .with_for_update(of=Point)
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).all()


def assignments_of(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Assignment]:
    """Whose each of these points is, for those that are somebody's."""
    found = session.scalars(select(Assignment).where(Assignment.point_id.in_(ids)))
    return {each.point_id: each for each in found}
