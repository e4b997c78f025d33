"""What senders say of the decisions on their points, for staff: HTTP only."""

import uuid
from collections import Counter

from flask import render_template
from flask.typing import ResponseReturnValue

from webapp.assessment import labels as assessment
from webapp.core import access, clock
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.web import download
from webapp.reports import labels, queries, reactionfiles
from webapp.reports.models import Format
from webapp.reports.views.frame import blueprint
from webapp.rounds import queries as rounds


@blueprint.app_context_processor
def _tools() -> dict[str, object]:
    return {"reactions_to": queries.reactions_to, "stances": labels.STANCES}


@blueprint.get("/rounds/<uuid:round_id>/report/reactions")
@access.staff()
def reactions(round_id: uuid.UUID) -> ResponseReturnValue:
    """How many are satisfied or still object, and what each says."""
    found = queries.reactions(round_id)
    return render_template(
        "reports/reactions.html",
        round=rounds.get(round_id),
        reactions=found,
        counts=Counter(each.stance for each in found),
        stances=labels.STANCES,
        decisions=assessment.DECISIONS,
        endings=tuple(reactionfiles.WRITERS),
    )


@blueprint.get("/rounds/<uuid:round_id>/report/reactions/<format_>")
@access.staff()
def reactions_file(round_id: uuid.UUID, format_: str) -> ResponseReturnValue:
    """The same as a file."""
    if format_ not in reactionfiles.WRITERS:
        raise NotFoundError(_("The report does not exist in this format."))
    rows = reactionfiles.rows(queries.reactions(rounds.get(round_id).id))
    content_type = labels.CONTENT_TYPES[Format(format_)]
    data = reactionfiles.WRITERS[format_](rows)
    name = _("senders on our decisions %(day)s", day=f"{clock.local(clock.now()):%Y-%m-%d}")
    return download(data, name=f"{name}.{format_}", content_type=content_type)
