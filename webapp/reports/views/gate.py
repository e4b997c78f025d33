"""What is left before the report: HTTP only."""

import uuid

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.assessment.statuses import PointStatus
from webapp.core import access
from webapp.reports import labels, queries
from webapp.reports.gate import Matter
from webapp.reports.views.frame import blueprint
from webapp.responses.forms import UNDECIDED
from webapp.rounds import queries as rounds


@blueprint.get("/rounds/<uuid:round_id>/gate")
@access.staff()
def gate(round_id: uuid.UUID) -> ResponseReturnValue:
    """What is left, each thing with its number and the way to exactly those."""
    round_ = rounds.get(round_id)
    return render_template(
        "reports/gate.html",
        round=round_,
        gate=queries.gate(round_),
        matters=labels.MATTERS,
        places={matter: _place(matter, round_id) for matter in Matter},
    )


def _place(matter: Matter, round_id: uuid.UUID) -> str:
    """Where the things of one kind are listed."""
    if matter.value in set(PointStatus):
        return url_for("assessment.workbench", round_id=round_id, status=matter.value)
    return {
        Matter.LETTERS: url_for("responses.register", round_id=round_id),
        Matter.LATE: url_for("responses.submitted", round_id=round_id, time=UNDECIDED),
        Matter.DISOWNED: url_for("responses.submitted", round_id=round_id, _anchor="disowned"),
        Matter.SECRECY: url_for("responses.secrecy_checks", round_id=round_id),
    }.get(matter, "")
