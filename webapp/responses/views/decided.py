"""The page on which a body tells of the decision behind its answer: HTTP only."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.web import is_autosave
from webapp.responses.forms import DecisionForm
from webapp.responses.models import OwnSpace
from webapp.responses.service import decided as service
from webapp.responses.views import saving
from webapp.responses.views.frame import blueprint, own_page, written_space


@blueprint.route("/rounds/<uuid:round_id>/decision-behind", methods=["GET", "POST"])
@access.respondent
def decided(round_id: uuid.UUID) -> ResponseReturnValue:
    """Who decided on the answer, when, and where it is minuted."""
    own = written_space(round_id)
    if not own.for_body:
        raise NotFoundError(_("Only an organisation's answer has a decision behind it."))
    form = DecisionForm.of(own)
    if not form.is_submitted():
        form.begin(own)
    elif form.validate():
        merged = form.attempt(lambda: service.keep(own, form.typed(), began=form.start()))
        if merged is not None and is_autosave():
            return saving.told(form, merged, form.typed().fields())
        if merged is not None and not merged.clashes:
            flash(_("Saved."), "success")
            return redirect(url_for("responses.review", round_id=round_id))
        if merged is not None:
            clashes, form = merged.clashes, DecisionForm.of(own, formdata=None)
            form.begin(own)
            form.clashes = clashes
    return _page(own, form)


def _page(own: OwnSpace, form: DecisionForm) -> ResponseReturnValue:
    if form.is_submitted() and is_autosave():
        return saving.refused(form)
    page = own_page("responses/decided.html", own, form=form, versions=form.versions)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
