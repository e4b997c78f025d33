"""Writing down the decision that stands behind an answer, and which files are its minutes."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from webapp.core import clock
from webapp.core.database import session
from webapp.responses import policy
from webapp.responses.models import NO_DECISION, Behind, Decider, OwnSpace
from webapp.responses.service import past, saving
from webapp.responses.service.saving import Began
from webapp.responses.service.spaces import touch
from webapp.responses.twowriters import Merged

COLUMNS = list(NO_DECISION.columns())


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision behind an answer, as it was filled in, and the files that are its minutes."""

    behind: Behind
    minutes: frozenset[uuid.UUID] = frozenset()

    def fields(self) -> dict[str, Any]:
        """It by the names of the fields that it is filled in by, as they hold it."""
        said = {name: str(value or "") for name, value in asdict(self.behind).items()}
        return {**said, "minutes": sorted(map(str, self.minutes))}


def decision_of(space: OwnSpace) -> Decision:
    """What is written in the space about the decision."""
    minutes = frozenset(each.id for each in space.attachments if each.is_minutes)
    return Decision(space.behind, minutes)


def keep(space: OwnSpace, decision: Decision, *, began: Began | None = None) -> Merged:
    """Keep what is known of the decision, together with what others saved since `began`.

    Raises:
        DomainError: the day of the decision is still to come.
        ConflictError: nothing may be changed in the space at this time.
    """
    policy.check_decided(decision.behind.on, clock.now())
    touch(space)
    session.refresh(space, [*COLUMNS, "revision"], with_for_update=True)
    former = saving.base(space, decision, began)
    stands = decision_of(space).fields()
    sides = former.fields() if former else None, stands, decision.fields()
    merged = saving.meet(space, sides, ())
    if merged.values != stands:
        past.tell_decision(space)
        _write(space, merged.values)
        space.revision += 1
    return merged


def _write(space: OwnSpace, values: Mapping[str, Any]) -> None:
    for column, value in behind_of(values).columns().items():
        setattr(space, column, value)
    minutes: Collection[str] = values["minutes"]
    for each in space.attachments:
        each.is_minutes = str(each.id) in minutes


def behind_of(values: Mapping[str, Any]) -> Behind:
    """The decision that fields with these values tell of, which a page remembers as words."""
    words = ("body", "paragraph", "number", "rapporteur")
    return Behind(
        by=next((each for each in Decider if each == values.get("by")), None),
        on=_day(values.get("on")),
        **{name: values.get(name) or "" for name in words},
    )


def _day(said: date | str | None) -> date | None:
    if isinstance(said, date) or not said:
        return said or None
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        return None
