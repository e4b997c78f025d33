"""Keeping what the list of points was narrowed to, under a name."""

import uuid
from collections.abc import Mapping

from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import User
from webapp.assessment.models import SavedFilter
from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.core.errors import DomainError
from webapp.core.rendering import lazy_gettext as _l


def save_filter(
    round_id: uuid.UUID, name: str, asked: Mapping[str, str], *, shared: bool, actor: User
) -> None:
    """Keep a filter under a name; one's own of the same name is written over.

    Raises:
        DomainError: nothing is asked for.
    """
    if not asked:
        raise DomainError(_l("Choose something in the filter first, then save it."), field="name")
    kept = {"asked": dict(asked), "shared": shared}
    made = {"id": uuid7(), "created_at": clock.now(), "round_id": round_id, "user_id": actor.id}
    statement = insert(SavedFilter).values(made | kept | {"name": name})
    session.execute(
        statement.on_conflict_do_update(index_elements=["round_id", "user_id", "name"], set_=kept)
    )


def forget_filter(saved: SavedFilter) -> None:
    """Keep a filter no longer."""
    session.delete(saved)
