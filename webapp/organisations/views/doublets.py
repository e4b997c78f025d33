"""Pages of bodies that seem to be one: HTTP only."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.core.rendering import gettext as _
from webapp.organisations import forms, policy, proposals, queries, service
from webapp.organisations.views.frame import blueprint

MOST = 100
"""Pairs on the page, the surest first."""


@blueprint.get("/organisations/doublets")
@access.staff()
def doublets() -> ResponseReturnValue:
    """The bodies of the register that seem to be one."""
    found = proposals.pairs(queries.known())
    shown = found[:MOST]
    bodies = queries.by_id({key for one, other, _each in shown for key in (one, other)})
    pairs = [(bodies[one], bodies[other], each) for one, other, each in shown]
    return render_template("organisations/doublets.html", pairs=pairs, count=len(found))


@blueprint.route(
    "/organisations/<uuid:organisation_id>/merge/<uuid:other_id>", methods=["GET", "POST"]
)
@access.staff(*policy.WRITERS)
def merge(organisation_id: uuid.UUID, other_id: uuid.UUID) -> ResponseReturnValue:
    """Two bodies side by side: what to keep of each, and then one body of them."""
    kept, gone = queries.get(organisation_id), queries.get(other_id)
    form = forms.merge_form(kept, gone)
    if request.method == "POST" and form.validate():
        taken = forms.taken_over(form)
        form.attempt(lambda: service.merge(kept, gone, taken, current_user))
        if not form.form_errors:
            told = _("%(gone)s is now one with %(kept)s.", gone=gone.name, kept=kept.name)
            flash(told, "success")
            return redirect(url_for("organisations.show", organisation_id=kept.id))
    faulty = bool(form.errors or form.form_errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faulty else HTTPStatus.OK
    page = render_template("organisations/merge.html", form=form, kept=kept, gone=gone)
    return page, status


@blueprint.post("/organisations/<uuid:organisation_id>/part")
@access.staff(*policy.WRITERS)
def part(organisation_id: uuid.UUID) -> ResponseReturnValue:
    """Part a body from the one that it was merged into."""
    body = queries.get(organisation_id)
    service.part(body, current_user)
    flash(_("%(name)s is a body of its own again.", name=body.name), "success")
    return redirect(url_for("organisations.show", organisation_id=body.id))
