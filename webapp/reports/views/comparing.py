"""What changed between two editions: HTTP only."""

import json
import uuid
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from webapp.core import access, storage
from webapp.core.background import JobStatus
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.drafts import wording
from webapp.reports import comparing, labels, phrases, queries
from webapp.reports.models import Edition, Format
from webapp.reports.views.frame import blueprint


@blueprint.get("/editions/<uuid:edition_id>/changes")
@access.staff()
def changes(edition_id: uuid.UUID) -> ResponseReturnValue:
    """What is new since an earlier edition: the one before it, or another that is chosen."""
    found = queries.edition(edition_id)
    if found.status is not JobStatus.DONE:
        raise NotFoundError(_("There is no such page."))
    earlier = queries.whole_before(found)
    chosen = request.args.get("since", type=int)
    former = next((each for each in earlier if chosen in (None, each.number)), None)
    return render_template(
        "reports/changes.html",
        edition=found,
        round=found.round,
        earlier=earlier,
        former=former,
        compared=comparing.compare(_data(former), _data(found)) if former else None,
        audiences=phrases.AUDIENCES,
        decisions=labels.DECISIONS,
        counts=labels.COUNTS,
        parts=phrases.PARTS,
        differences=wording.words,
    )


def _data(edition: Edition) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(storage.contents(queries.file(edition, Format.JSON).file))
    return data
