"""Attaching files to one's own answer: HTTP only."""

import uuid
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, storage
from webapp.core.rendering import gettext as _
from webapp.core.web import download
from webapp.responses import labels, supporting
from webapp.responses.forms import AboutFileForm, AttachmentForm, ConfirmForm
from webapp.responses.models import OwnSpace, Response
from webapp.responses.service import attachments as service
from webapp.responses.views.frame import blueprint, outline_of, own_page, own_space
from webapp.responses.views.uploads import arrived, opens

blueprint.add_app_template_filter(labels.supports, "supports")
blueprint.add_app_template_filter(supporting.beside, "supporting")


@blueprint.app_context_processor
def _tools() -> dict[str, Any]:
    return {"file_addresses": file_addresses}


def file_addresses(answer: OwnSpace | Response) -> dict[uuid.UUID, str]:
    """Where the reader opens each file of an answer, by the row that says that it is attached."""
    if isinstance(answer, OwnSpace):
        own = "responses.attached_file"
        return {
            each.id: url_for(own, round_id=answer.round_id, attachment_id=each.id)
            for each in answer.attachments
        }
    endpoint = f"responses.{'attachment' if current_user.is_staff else 'own_attachment'}"
    return {
        each.id: url_for(endpoint, response_id=answer.id, ordinal=each.ordinal)
        for each in answer.words.attachments
    }


@blueprint.route("/rounds/<uuid:round_id>/attachments", methods=["GET", "POST"])
@access.respondent
def attachments(round_id: uuid.UUID) -> ResponseReturnValue:
    """The files that go with the answer, and a form for one more."""
    own = own_space(round_id)
    sections = outline_of(own)
    form = AttachmentForm().offer(own, sections)
    if form.validate_on_submit():
        about = service.About(
            form.key(), form.note.data or "", bool(form.is_minutes.data), form.supports.data or ()
        )
        made = form.attempt(lambda: service.attach(own, opens(form, own), about))
        if made is not None:
            flash(_("%(name)s is attached.", name=made.file.name), "success")
            return redirect(url_for("responses.attachments", round_id=round_id))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    came = arrived(form, own)
    page = own_page("responses/attachments.html", own, form=form, arrived=came, sections=sections)
    return page, status


@blueprint.route(
    "/rounds/<uuid:round_id>/attachments/<uuid:attachment_id>/about", methods=["GET", "POST"]
)
@access.respondent
def about_file(round_id: uuid.UUID, attachment_id: uuid.UUID) -> ResponseReturnValue:
    """What one of the files is, and what in the answer it supports: a form for saying so."""
    own = own_space(round_id)
    kept = service.attached(own, attachment_id)
    form = AboutFileForm(obj=kept).offer(own, outline_of(own))
    if form.validate_on_submit():
        told = form.attempt(
            lambda: service.describe(
                own, kept.id, note=form.note.data or "", supports=form.supports.data or ()
            )
        )
        if told is not None:
            flash(_("Saved."), "success")
            here = url_for("responses.attachments", round_id=round_id)
            return redirect(f"{here}#file-{kept.id}")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return own_page("responses/about_file.html", own, form=form, kept=kept), status


@blueprint.get("/rounds/<uuid:round_id>/attachments/<uuid:attachment_id>")
@access.respondent
def attached_file(round_id: uuid.UUID, attachment_id: uuid.UUID) -> ResponseReturnValue:
    """One of the files, never opened as a page."""
    file = service.attached(own_space(round_id), attachment_id).file
    return download(storage.contents(file), name=file.name, content_type=file.content_type)


@blueprint.post("/rounds/<uuid:round_id>/attachments/<uuid:attachment_id>/remove")
@access.respondent
def detach(round_id: uuid.UUID, attachment_id: uuid.UUID) -> ResponseReturnValue:
    """Take a file away from the answer."""
    own = own_space(round_id)
    if ConfirmForm().validate():
        service.detach(own, attachment_id)
        flash(_("The file is taken away from the answer."), "success")
    return redirect(url_for("responses.attachments", round_id=round_id))
