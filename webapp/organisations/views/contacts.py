"""Pages of whom to turn to at a body, and of the register as a file: HTTP only."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, rendering
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.web import download
from webapp.organisations import forms, labels, policy, queries, register_file, service
from webapp.organisations.models import Organisation
from webapp.organisations.views.frame import blueprint

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.route("/organisations/<uuid:organisation_id>/contacts/new", methods=["GET", "POST"])
@access.staff(*policy.WRITERS)
def new_contact(organisation_id: uuid.UUID) -> ResponseReturnValue:
    """Add someone to turn to at the body."""
    body = queries.get(organisation_id)
    form = forms.ContactForm.about(None)
    if form.validate_on_submit():
        service.add_contact(body, form.facts(), current_user, key=form.made_key())
        return _to_body(body, _("The contact is added."))
    return _page(form, body, contact=None)


@blueprint.route(
    "/organisations/<uuid:organisation_id>/contacts/<uuid:contact_id>", methods=["GET", "POST"]
)
@access.staff(*policy.WRITERS)
def edit_contact(organisation_id: uuid.UUID, contact_id: uuid.UUID) -> ResponseReturnValue:
    """Change who it is, or how to reach them."""
    contact = queries.contact(organisation_id, contact_id)
    form = forms.ContactForm.about(contact)
    if form.validate_on_submit():
        service.change_contact(contact, form.facts(), current_user)
        return _to_body(contact.organisation, _("Saved."))
    return _page(form, contact.organisation, contact=contact)


@blueprint.post("/organisations/<uuid:organisation_id>/contacts/<uuid:contact_id>/move")
@access.staff(*policy.WRITERS)
def move_contact(organisation_id: uuid.UUID, contact_id: uuid.UUID) -> ResponseReturnValue:
    """Move a contact up or down in the order that they are turned to."""
    contact = queries.contact(organisation_id, contact_id)
    service.move_contact(contact, current_user, up=request.form.get("do") == "up")
    return _to_body(contact.organisation, _("The contact is moved."))


@blueprint.post("/organisations/<uuid:organisation_id>/contacts/<uuid:contact_id>/remove")
@access.staff(*policy.WRITERS)
def remove_contact(organisation_id: uuid.UUID, contact_id: uuid.UUID) -> ResponseReturnValue:
    """Take someone off."""
    contact = queries.contact(organisation_id, contact_id)
    body = contact.organisation
    service.remove_contact(contact, current_user)
    return _to_body(body, _("The contact is removed."))


@blueprint.post("/organisations/<uuid:organisation_id>/corrections/<uuid:correction_id>/seen")
@access.staff(*policy.WRITERS)
def see_correction(organisation_id: uuid.UUID, correction_id: uuid.UUID) -> ResponseReturnValue:
    """Mark as seen what a body corrected of itself."""
    correction = queries.correction(organisation_id, correction_id)
    service.note_seen(correction, current_user)
    return _to_body(queries.get(organisation_id), _("It is marked as seen."))


@blueprint.get("/organisations/register.<ending>")
@access.staff()
def export(ending: str) -> ResponseReturnValue:
    """The whole register as a file, which the import reads back."""
    if ending not in {"csv", "xlsx"}:
        raise NotFoundError(_("The register is not kept as such a file."))
    with rendering.spoken("sv"):
        rows = [labels.exported(body) for body in queries.everyone()]
    name = _("Register of bodies")
    if ending == "csv":
        data, kind = register_file.as_csv(rows), "text/csv; charset=utf-8"
    else:
        data, kind = register_file.as_xlsx(rows, sheet=name), XLSX
    return download(data, name=f"{name}.{ending}", content_type=kind)


def _to_body(body: Organisation, told: str) -> ResponseReturnValue:
    flash(told, "success")
    return redirect(url_for("organisations.show", organisation_id=body.id))


def _page(form: forms.ContactForm, body: Organisation, **context: object) -> ResponseReturnValue:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    page = render_template("organisations/contact.html", form=form, body=body, **context)
    return page, status
