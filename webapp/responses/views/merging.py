"""Pages that make one body of two, and part them again: HTTP only."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.core.forms import Form
from webapp.core.rendering import gettext as _
from webapp.organisations import forms as bodies
from webapp.organisations import policy as register
from webapp.organisations import queries as organisations
from webapp.organisations.models import Organisation
from webapp.responses import forms, queries
from webapp.responses.service import merging
from webapp.responses.views.frame import blueprint


@blueprint.route(
    "/organisations/<uuid:organisation_id>/merge/<uuid:other_id>", methods=["GET", "POST"]
)
@access.staff(*register.WRITERS)
def merge(organisation_id: uuid.UUID, other_id: uuid.UUID) -> ResponseReturnValue:
    """Two bodies side by side: what to keep of each, what moves, and then one body of them."""
    kept, gone = organisations.get(organisation_id), organisations.get(other_id)
    joining = queries.joining(kept, gone)
    form = forms.merge_form(kept, gone, joining)
    if request.method == "POST" and form.validate():
        form.attempt(lambda: _merge(form, kept, gone))
        if not form.form_errors:
            told = _("%(gone)s is now one with %(kept)s.", gone=gone.name, kept=kept.name)
            flash(told, "success")
            return redirect(url_for("organisations.show", organisation_id=kept.id))
    faulty = bool(form.errors or form.form_errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faulty else HTTPStatus.OK
    page = {"form": form, "kept": kept, "gone": gone, "joining": joining}
    return render_template("responses/merge.html", **page), status


@blueprint.post("/organisations/<uuid:organisation_id>/part")
@access.staff(*register.WRITERS)
def part(organisation_id: uuid.UUID) -> ResponseReturnValue:
    """Part a body from the one that it was merged into."""
    body = organisations.get(organisation_id)
    merging.part(body, current_user)
    flash(_("%(name)s is a body of its own again.", name=body.name), "success")
    return redirect(url_for("organisations.show", organisation_id=body.id))


def _merge(form: Form, kept: Organisation, gone: Organisation) -> None:
    merging.merge(
        kept,
        gone,
        taken=bodies.taken_over(form),
        counting=forms.counting(form),
        actor=current_user,
    )
