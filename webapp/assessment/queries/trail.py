"""Reading what colleagues did with points since a page was made."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.assessment.models import Point
from webapp.audit.models import Entry
from webapp.core.database import session


@dataclass(frozen=True, slots=True)
class Changed:
    """What others have changed: how many points, the first of their numbers, and who did it."""

    count: int
    numbers: Sequence[int]
    names: Sequence[str]


def latest_entry() -> int:
    """The place on the trail that a page made now stands at."""
    return session.scalar(select(func.max(Entry.id))) or 0


def changed_since(
    entry: int, round_id: uuid.UUID, user_id: uuid.UUID, *, point_id: uuid.UUID | None = None
) -> Changed:
    """What others than the person have done since with the round's points, or with one. One query.

    The trail is read from its end, so it takes as long as there is something new, however many
    points there are.
    """
    statement = (
        select(Point.number, Entry.actor_name)
        .join(Point, Point.id == Entry.subject)
        .where(Entry.id > entry, Entry.action.startswith("assessment.", autoescape=True))
        .where(Point.round_id == round_id, Entry.actor.is_distinct_from(user_id))
        .distinct()
        .order_by(Point.number, Entry.actor_name)
    )
    if point_id is not None:
        statement = statement.where(Point.id == point_id)
    rows = session.execute(statement).all()
    numbers = list(dict.fromkeys(number for number, _name in rows))
    names = list(dict.fromkeys(name for _number, name in rows if name))
    return Changed(len(numbers), numbers[:5], names[:3])


def who_changed(subject: uuid.UUID, *actions: str, before: int = 0) -> str:
    """The name of who last did one of `actions` of the assessment; empty where nobody did.

    `before`: how many of the latest are passed over.
    """
    statement = (
        select(Entry.actor_name)
        .where(Entry.subject == subject)
        .where(Entry.action.in_([f"assessment.{each}" for each in actions]))
        .order_by(Entry.id.desc())
        .offset(before)
        .limit(1)
    )
    return session.scalar(statement) or ""
