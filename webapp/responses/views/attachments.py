"""Attaching files to one's own answer: HTTP only."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access, storage
from webapp.core.rendering import gettext as _
from webapp.core.web import download
from webapp.responses.forms import AttachmentForm, ConfirmForm
from webapp.responses.service import attachments as service
from webapp.responses.views.frame import blueprint, own_page, own_space
from webapp.responses.views.uploads import arrived, opens


@blueprint.route("/rounds/<uuid:round_id>/attachments", methods=["GET", "POST"])
@access.respondent
def attachments(round_id: uuid.UUID) -> ResponseReturnValue:
    """The files that go with the answer, and a form for one more."""
    own = own_space(round_id)
    form = AttachmentForm()
    if form.validate_on_submit():
        about = service.About(form.key(), form.note.data or "", bool(form.is_minutes.data))
        made = form.attempt(lambda: service.attach(own, opens(form, own), about))
        if made is not None:
            flash(_("%(name)s is attached.", name=made.file.name), "success")
            return redirect(url_for("responses.attachments", round_id=round_id))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    page = own_page("responses/attachments.html", own, form=form, arrived=arrived(form, own))
    return page, status


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
