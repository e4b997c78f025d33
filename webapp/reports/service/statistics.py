"""The figures of a round as they are shown: counted now or, where points are very many, lately."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from webapp.accounts.models import User
from webapp.core import clock
from webapp.reports import keptfigures, queries
from webapp.reports.breakdown import Choice
from webapp.reports.breakdowncounted import Counted
from webapp.reports.keptfigures import Kept
from webapp.rounds.models import Round

MANY: Final = 20_000
"""With more points than these, the figures of a round are kept for a while (decision 0072)."""

UNSEEN: Final = timedelta(minutes=1)
"""How long what stands on the trail may have been on its way when it was counted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Figures, and when they were counted; None: now."""

    counted: Counted
    at: datetime | None = None


def figures(round_: Round, choice: Choice, *, reader: User) -> Shown:
    """The figures of what `choice` shows, with all that `reader` has done until now."""
    if queries.latest_point(round_.id) <= MANY:
        return Shown(queries.counted(round_, choice))
    kept = keptfigures.find(round_.id, choice)
    if kept is None or queries.has_acted(reader, since=kept.entry):
        now = clock.now()
        kept = Kept(now, queries.entry_at(now - UNSEEN), queries.count(round_, choice))
        keptfigures.keep(round_.id, choice, kept)
    return Shown(Counted.read(kept.said, choice), kept.at)


def count_anew(round_id: uuid.UUID) -> None:
    """Let the figures of the round be counted when they are asked for the next time."""
    keptfigures.forget(round_id)
