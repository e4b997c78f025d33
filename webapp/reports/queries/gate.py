"""Counting what is left before a round can be reported."""

from collections.abc import Sequence

from sqlalchemy import select

from webapp.assessment import queries as assessment
from webapp.assessment.statuses import PointStatus
from webapp.core.database import session
from webapp.reports.gate import MUST, Gate, Item, Matter
from webapp.reports.models import Edition, EditionApproval
from webapp.responses import queries as responses
from webapp.responses.models import FilingStatus
from webapp.responses.queries import Filters
from webapp.rounds.models import Round

_OF_POINTS = {Matter(status.value): status for status in PointStatus if status.value in set(Matter)}
"""What is left of points, by the status that the list of points is narrowed to."""


def gate(round_: Round) -> Gate:
    """What is left of the round, each thing with its number. Six queries."""
    points = assessment.by_status(round_.id, tuple(_OF_POINTS.values()))
    asked = open_approvals(round_)
    counts = {matter: points[status] for matter, status in _OF_POINTS.items()}
    counts |= {
        Matter.LETTERS: responses.count_incoming(round_id=round_.id).get(FilingStatus.NEW, 0),
        Matter.LATE: responses.count(round_.id, Filters(undecided=True)),
        Matter.DISOWNED: responses.disowned(round_.id),
        Matter.SECRECY: responses.unchecked(round_.id),
        Matter.APPROVALS: len(asked),
    }
    must = MUST | ({Matter.APPROVALS} if round_.report_needs_approval else set())
    items = [Item(matter, counts[matter], must=matter in must) for matter in Matter]
    return Gate(items, [edition for _approval, edition in asked])


def open_approvals(round_: Round) -> Sequence[tuple[EditionApproval, Edition]]:
    """What approvers were asked about editions of the report, and have not answered."""
    statement = (
        select(EditionApproval, Edition)
        .join(Edition, Edition.id == EditionApproval.edition_id)
        .where(Edition.round_id == round_.id, Edition.published_at.is_(None))
        .where(EditionApproval.outcome.is_(None), EditionApproval.withdrawn_at.is_(None))
        .order_by(Edition.number, EditionApproval.id)
    )
    return [(approval, edition) for approval, edition in session.execute(statement)]
