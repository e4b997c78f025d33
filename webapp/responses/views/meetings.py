"""The meetings that an invited body is called to: HTTP only."""

import uuid

from flask.typing import ResponseReturnValue

from webapp.core import access
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.responses.views.frame import blueprint, own_page, own_space
from webapp.rounds import queries as rounds


@blueprint.get("/rounds/<uuid:round_id>/meetings")
@access.respondent
def meetings(round_id: uuid.UUID) -> ResponseReturnValue:
    """When and where they are, and what was said: also at those that are not public."""
    own = own_space(round_id)
    if own.invitation is None:
        raise NotFoundError(_("Only invited bodies are called to meetings."))
    return own_page("responses/meetings.html", own, meetings=rounds.meetings_of(own.round))
