"""What colleagues have changed since a page was opened, for the page to ask: HTTP only."""

import uuid

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import queries
from webapp.assessment.queries import Changed
from webapp.assessment.views.frame import blueprint
from webapp.core import access
from webapp.core.forms import identifier
from webapp.core.rendering import gettext as _
from webapp.core.rendering import listed, ngettext


@blueprint.app_context_processor
def _tools() -> dict[str, object]:
    return {"latest_entry": queries.latest_entry}


@blueprint.get("/rounds/<uuid:round_id>/points/changed")
@access.staff()
def changed(round_id: uuid.UUID) -> ResponseReturnValue:
    """A sentence about what others have changed since; an empty one where nothing is."""
    since, point_id = request.args.get("since", 0, int), identifier(request.args.get("point"))
    found = queries.changed_since(since, round_id, current_user.id, point_id=point_id)
    answer = jsonify(count=found.count, text=_told(found, one=point_id is not None))
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    return answer.make_conditional(request)


def _told(found: Changed, *, one: bool) -> str:
    if not found.count:
        return ""
    who = listed(found.names) if found.names else _("Somebody")
    if one:
        return _(
            "%(who)s has changed this point since you opened it. What you are writing is kept: "
            "when you save, you see both.",
            who=who,
        )
    numbers = listed([str(number) for number in found.numbers])
    if found.count > len(found.numbers):
        return _(
            "%(who)s has changed %(count)s points since you opened the page.",
            who=who,
            count=found.count,
        )
    return ngettext(
        "%(who)s has changed point %(numbers)s since you opened the page.",
        "%(who)s has changed the points %(numbers)s since you opened the page.",
        found.count,
        who=who,
        numbers=numbers,
    )
