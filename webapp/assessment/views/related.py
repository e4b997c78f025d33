"""Points that are related to one: proposed by their words, decided by people. HTTP only."""

import uuid
from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import policy, queries, service
from webapp.assessment.models import Relation
from webapp.assessment.views.frame import blueprint
from webapp.core import access, clock
from webapp.core.errors import NotFoundError
from webapp.core.forms import identifier
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l


@blueprint.get("/points/<uuid:point_id>/related")
@access.staff()
def related(point_id: uuid.UUID) -> ResponseReturnValue:
    """The points that may be related to one, with the words that they share."""
    point = queries.get(point_id)
    return render_template(
        "assessment/related.html",
        point=point,
        round=point.round,
        related=queries.related_to(point_id),
        proposed=queries.proposed_relations(point),
        may_decide=policy.may_decide(current_user.roles, point.round, clock.now()),
    )


@blueprint.post("/points/<uuid:point_id>/related")
@access.staff(*policy.WEIGHERS)
def relate(point_id: uuid.UUID) -> ResponseReturnValue:
    """Say of a point whether it is related to another."""
    other_id = identifier(request.form.get("other", ""))
    if other_id is None:
        raise NotFoundError(_("There is no such point."))
    relation, message = _SAID.get(request.form.get("do", ""), _SAID["undo"])
    service.relate(queries.get(point_id), other_id, relation, actor=current_user)
    flash(str(message), "success")
    return redirect(url_for("assessment.related", point_id=point_id))


_SAID: Mapping[str, tuple[Relation | None, object]] = {
    "confirm": (Relation.RELATED, _l("The points are related. Both pages say so.")),
    "reject": (Relation.UNRELATED, _l("They are not related, and are not proposed again.")),
    "undo": (None, _l("Nothing is said of the two points any more.")),
}
"""What each button says of two points."""
