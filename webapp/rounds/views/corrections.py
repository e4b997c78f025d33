"""What staff do with what a body corrected of itself: HTTP only."""

import uuid

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.core.rendering import gettext as _
from webapp.organisations import policy as register
from webapp.organisations import queries as bodies
from webapp.rounds import service
from webapp.rounds.views.frame import blueprint


@blueprint.post("/organisations/<uuid:organisation_id>/corrections/<uuid:correction_id>/back")
@access.staff(*register.WRITERS)
def take_back(organisation_id: uuid.UUID, correction_id: uuid.UUID) -> ResponseReturnValue:
    """Take back what a body corrected of itself, in the register and in rounds that go on."""
    correction = bodies.correction(organisation_id, correction_id)
    service.take_back(correction, bodies.get(organisation_id), current_user)
    flash(_("It is taken back, for the rounds that go on as well."), "success")
    return redirect(url_for("organisations.show", organisation_id=organisation_id))
