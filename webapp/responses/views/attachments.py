"""Attaching files to one's own answer: HTTP only."""

import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, storage
from webapp.core.rendering import gettext as _
from webapp.core.web import download
from webapp.responses import labels, supporting
from webapp.responses.forms import AttachmentForm, ConfirmForm, DescribeFileForm
from webapp.responses.models import OwnSpace, Response
from webapp.responses.service import attachments as service
from webapp.responses.twowriters import Merged
from webapp.responses.views.frame import blueprint, outline_of, own_page, own_space, written_space
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
    own = written_space(round_id)
    kept, sections = service.attached(own, attachment_id), outline_of(own)
    form = DescribeFileForm.of(kept, own, sections)
    if not form.is_submitted():
        form.remember()
    elif form.validate():
        said, began = form.typed(), form.memory()
        merged = form.attempt(lambda: service.describe(own, kept.id, said, began=began or None))
        if merged is not None and not merged.clashes:
            _tell_saved(merged, said)
            here = url_for("responses.attachments", round_id=round_id)
            return redirect(f"{here}#file-{kept.id}")
        if merged is not None:
            form = DescribeFileForm.of(kept, own, sections, formdata=None)
            form.remember()
            form.clashes = merged.clashes
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    page = own_page("responses/about_file.html", own, form=form, kept=kept, versions=form.versions)
    return page, status


def _tell_saved(merged: Merged, said: Mapping[str, Any]) -> None:
    """Say that it is saved, and whether a colleague's choices stand beside one's own."""
    is_mine = set(merged.values["supports"]) == set(said["supports"])
    together = _("Saved, together with what a colleague has chosen since you opened the page.")
    flash(_("Saved.") if is_mine else together, "success")


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
