"""What people have chosen to be told of, and telling them accordingly."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from webapp.core import clock
from webapp.core.database import session, uuid7
from webapp.notifications import queries
from webapp.notifications.models import Frequency, Occasion, Preference
from webapp.notifications.service.queueing import Letter, gather, queue
from webapp.notifications.service.sending import hours
from webapp.notifications.topics import Topic

NAMESPACE = uuid.UUID("4d1f3a52-9b1e-4f0c-8a56-0c4c5c4f5e10")
"""Of the rows that digests are about: none but their own."""


def choose(address: str, topic: Topic, frequency: Frequency) -> None:
    """Let `address` be told of `topic` as often as `frequency` says."""
    values = {"address": address.strip().lower(), "topic": topic.value}
    chosen = {"frequency": frequency, "changed_at": clock.now()}
    made = {"id": uuid7(), "created_at": clock.now()}
    statement = insert(Preference).values(values | chosen | made)
    session.execute(
        statement.on_conflict_do_update(index_elements=["address", "topic"], set_=chosen)
    )


def inform(letter: Letter, *, topic: Topic, digest: Occasion, line: Mapping[str, Any]) -> None:
    """Queue `letter`, or put its `line` in the next digest, or neither: as its receiver chose."""
    frequency = queries.frequency(letter.address, topic)
    if frequency is Frequency.EACH:
        queue(letter)
    elif frequency is Frequency.DIGEST:
        gather(_digest(letter, digest, line), into="lines")


def _digest(letter: Letter, occasion: Occasion, line: Mapping[str, Any]) -> Letter:
    moment = clock.now()
    leaves = hours().next_digest(moment)
    return replace(
        letter,
        occasion=occasion,
        about=uuid.uuid5(NAMESPACE, f"{letter.address} {leaves.isoformat()}"),
        params={"lines": [dict(line)]},
        thread=None,
        wait=leaves - moment,
    )
