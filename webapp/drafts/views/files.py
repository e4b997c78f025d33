"""Versions as files: asked for, waited for and downloaded."""

import uuid

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, storage
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.web import download, wants_fragment
from webapp.drafts import forms, labels, policy, queries, service
from webapp.drafts.models import Document, FileForm, VersionFile
from webapp.drafts.views.frame import blueprint, status, words


@blueprint.route("/documents/<uuid:document_id>/files", methods=["GET", "POST"])
@access.staff()
def files(document_id: uuid.UUID) -> ResponseReturnValue:
    """Ask for a version as a Word file or PDF, and see those that were asked for."""
    found = queries.document(document_id)
    form = forms.file_order(found, request.args)
    if form.validate_on_submit():
        work = form.attempt(lambda: _order(found, form))
        if work is not None:
            return redirect(url_for("drafts.version_file", file_id=work.id))
    page = render_template(
        "drafts/files.html",
        document=found,
        form=form,
        files=queries.latest_files(document_id),
        **_around(),
    )
    return page, status(form.is_submitted())


@blueprint.get("/version-files/<uuid:file_id>")
@access.staff()
def version_file(file_id: uuid.UUID) -> ResponseReturnValue:
    """How far the making of a file has come, and in the end the file."""
    work = queries.version_file(file_id)
    if wants_fragment() and not work.is_over:
        return render_template("drafts/_file_progress.html", work=work)
    if wants_fragment():
        return Response(headers={"HX-Refresh": "true"})
    return render_template(
        "drafts/version_file.html",
        work=work,
        document=queries.document(work.document_id),
        kept=service.FILE_KEPT,
        **_around(),
    )


@blueprint.get("/version-files/<uuid:file_id>/download")
@access.staff()
def download_file(file_id: uuid.UUID) -> ResponseReturnValue:
    """The file itself."""
    kept = queries.version_file(file_id).file
    if kept is None:
        raise NotFoundError(_("The file is not made yet, or is erased."))
    return download(storage.contents(kept), name=kept.name, content_type=kept.content_type)


def _order(found: Document, form: forms.FileOrder) -> VersionFile:
    versions = {each.id: each for each in found.versions}
    return service.ask_for_file(
        found,
        versions[form.version.data],
        form=FileForm(form.form.data),
        language=form.language.data,
        former=versions.get(form.former.data),
        actor=current_user,
    )


def _around() -> dict[str, object]:
    return {
        "may_write": policy.may_write(current_user.roles),
        "file_forms": labels.FILE_FORMS,
        "file_statuses": labels.FILE_STATUSES,
        "version_name": labels.version_name,
        **words(),
    }
