"""What a report is compiled from, as one value. `queries.material` loads it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from webapp.assessment.models import Argument, Point, PointChange
from webapp.drafts.models import Section
from webapp.reports.inside import Inside
from webapp.responses.models import Response
from webapp.rounds.models import Invitation, Question, Round


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a report is compiled from, loaded. The number of queries is constant."""

    round: Round
    invitations: Sequence[Invitation]
    responses: Sequence[Response]
    sections: Sequence[Section]
    questions: Sequence[Question]
    points: Sequence[Point]
    later: Sequence[Section] = ()
    """The text that came after the one that was sent out; none where nothing did."""
    causes: Mapping[uuid.UUID, Sequence[PointChange]] = field(default_factory=dict)
    """What points changed in it, by block."""
    arguments: Sequence[Argument] = ()
    behind: Mapping[uuid.UUID, Sequence[uuid.UUID]] = field(default_factory=dict)
    """The points behind each argument."""
    waiting: frozenset[uuid.UUID] = frozenset()
    """The points whose decision waits for a second person."""
    inside: Mapping[uuid.UUID, Inside] = field(default_factory=dict)
    """What staff know of points among themselves; nothing where the readers may not."""
    hushed: frozenset[str] = frozenset()
    """The words that may not stand in what staff have said: masked ones, and persons' names."""
    alike: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    """For each point that is confirmed to be one of several alike, their group."""
