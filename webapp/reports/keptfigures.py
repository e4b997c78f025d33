"""Figures of a round with very many points, kept for a short while: counting them takes long.

They are in Redis, where all processes find the same. Where it is out of reach, nothing is kept.
"""

import json
import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from redis import RedisError

from webapp.core import clock
from webapp.core.extensions import redis
from webapp.reports.breakdown import Choice
from webapp.reports.breakdowncounted import Said

log = logging.getLogger(__name__)

LIFE: Final = timedelta(minutes=5)
_FORM: Final = 1
"""Rises when what is kept gets another form, so that nobody reads what an older program wrote."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was counted, and when."""

    at: datetime
    entry: int
    """Where the trail stood when all before it was counted for certain."""
    said: Said


def find(round_id: uuid.UUID, choice: Choice) -> Kept | None:
    """What was counted for the choice lately, if anything."""
    found: Any = None
    with _in_reach():
        found = redis().hget(_key(round_id), _field(choice))
    if found is None:
        return None
    at, entry, said = json.loads(found)
    kept = Kept(datetime.fromisoformat(at), entry, said)
    return kept if clock.now() - kept.at < LIFE else None


def keep(round_id: uuid.UUID, choice: Choice, kept: Kept) -> None:
    """Let it be found for a while."""
    said = json.dumps([kept.at.isoformat(), kept.entry, dict(kept.said)])
    with _in_reach():
        redis().hset(_key(round_id), _field(choice), said)
        redis().expire(_key(round_id), LIFE)


def forget(round_id: uuid.UUID) -> None:
    """Keep nothing that was counted of the round until now."""
    with _in_reach():
        redis().delete(_key(round_id))


@contextmanager
def _in_reach() -> Iterator[None]:
    """Do without where Redis does not answer."""
    try:
        yield
    except RedisError:
        log.warning("figures_are_not_kept", exc_info=True)


def _key(round_id: uuid.UUID) -> str:
    return f"yttra:figures:{_FORM}:{round_id}"


def _field(choice: Choice) -> str:
    return json.dumps(asdict(choice))
