"""Writing down the decision that stands behind an answer, and which files are its minutes."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.core import clock
from webapp.responses import policy
from webapp.responses.models import BEHIND, Behind, OwnSpace
from webapp.responses.service import past, saving
from webapp.responses.service.saving import Began
from webapp.responses.service.spaces import touch
from webapp.responses.twowriters import Merged


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision behind an answer, as it was filled in, and the files that are its minutes."""

    behind: Behind
    minutes: frozenset[uuid.UUID] = frozenset()

    def fields(self) -> dict[str, Any]:
        """It by the names of the fields that it is filled in by, as they hold it."""
        return {**self.behind.said(), "minutes": sorted(map(str, self.minutes))}


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
    saving.hold(space, *BEHIND)
    former = saving.base(space, decision, began)
    stands = decision_of(space).fields()
    sides = former.fields() if former else None, stands, decision.fields()
    merged = saving.meet(space, sides, ())
    if merged.values != stands:
        past.tell_decision(space)
        _write(space, merged.values)
        space.revision += 1
    touch(space)
    return merged


def _write(space: OwnSpace, values: Mapping[str, Any]) -> None:
    space.behind = Behind.read(values)
    minutes: Collection[str] = values["minutes"]
    for each in space.attachments:
        each.is_minutes = str(each.id) in minutes
