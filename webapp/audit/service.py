"""Writing on the trail. There is no other write: nothing on it is changed or taken away."""

import uuid
from typing import Any, Protocol

from webapp.audit.models import Entry
from webapp.core.database import session


class Actor(Protocol):
    """Whoever does something: staff, as a rule."""

    @property
    def id(self) -> uuid.UUID:
        """The person's identifier."""

    @property
    def display_name(self) -> str:
        """The name as the trail shows it."""


def record(action: str, *, subject: uuid.UUID, actor: Actor | None = None, **details: Any) -> None:
    """Write on the trail that `actor` (the clock, if None) did `action` to the row `subject`.

    `action` is `<feature>.<verb>`, such as `rounds.open`. `details` must be JSON, and must not
    hold anything out of a body's own space.
    """
    session.add(
        Entry(
            actor=actor.id if actor else None,
            actor_name=actor.display_name if actor else "",
            action=action,
            subject=subject,
            details=details,
        )
    )
