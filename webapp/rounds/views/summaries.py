"""The page where staff write what a round's text says, in plain language: HTTP only."""

import uuid

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.core.access import Role
from webapp.core.rendering import gettext as _
from webapp.rounds import forms, queries, service
from webapp.rounds.views.frame import blueprint, form_page


@blueprint.route("/rounds/<uuid:round_id>/summary", methods=["GET", "POST"])
@access.staff(Role.CASE_OFFICER)
def summary(round_id: uuid.UUID) -> ResponseReturnValue:
    """A summary in plain language, which those who read the text meet first."""
    round_ = queries.get(round_id)
    form = forms.SummaryForm.about(round_)
    if form.validate_on_submit():
        service.summarise(round_, form.text(), current_user)
        flash(_("Saved."), "success")
        return redirect(url_for("rounds.show", round_id=round_id))
    return form_page("rounds/summary.html", form, round=round_)
