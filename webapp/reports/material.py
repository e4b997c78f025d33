"""What a report is compiled from, as one value. `queries.material` loads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.assessment.models import Point
from webapp.drafts.models import Section
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
