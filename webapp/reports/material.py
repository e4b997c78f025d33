"""What a report is compiled from, as one value. `queries.material` reads it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from webapp.assessment.models import Argument, Point, PointChange
from webapp.drafts.models import Section
from webapp.reports.inside import Inside
from webapp.responses.models import Response
from webapp.rounds.models import Invitation, Question, Round


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a report is compiled from.

    What grows with the round is not in memory: it is read anew, a batch at a time, whenever it is
    gone through, but for what stands behind arguments, which can be read once.
    """

    round: Round
    invitations: Iterable[Invitation]
    responses: Iterable[Response]
    """Who answered; without comments and files."""
    whole: Iterable[tuple[Response, Mapping[uuid.UUID, int]]]
    """The same with all that is in them, and the numbers of their points: see `numbers_within`."""
    sections: Sequence[Section]
    questions: Sequence[Question]
    points: Iterable[Point]
    later: Sequence[Section] = ()
    """The text that came after the one that was sent out; none where nothing did."""
    causes: Mapping[uuid.UUID, Sequence[PointChange]] = field(default_factory=dict)
    """What points changed in it, by block."""
    arguments: Sequence[Argument] = ()
    behind: Iterable[tuple[uuid.UUID, Point]] = ()
    """The id of each argument with each of the points behind it, argument by argument."""
    waiting: frozenset[uuid.UUID] = frozenset()
    """The points whose decision waits for a second person."""
    inside: Mapping[uuid.UUID, Inside] = field(default_factory=dict)
    """What staff know of points among themselves; nothing where the readers may not."""
    hushed: frozenset[str] = frozenset()
    """The words that may not stand in what staff have said: masked ones, and persons' names."""
    alike: Mapping[int, uuid.UUID] = field(default_factory=dict)
    """For the number of each point that is confirmed to be one of several alike, their group."""
