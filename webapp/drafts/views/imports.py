"""Word files on their way into a document."""

import uuid

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core.forms import choices
from webapp.core.rendering import capitalised
from webapp.core.web import wants_fragment
from webapp.drafts import findings, labels, queries, service
from webapp.drafts.forms import ImportForm
from webapp.drafts.models import Document, TrackedChanges, WordImport
from webapp.drafts.views.frame import blueprint, status, words, working, writer


@blueprint.route("/documents/<uuid:document_id>/import", methods=["GET", "POST"])
@writer
def import_word(document_id: uuid.UUID) -> ResponseReturnValue:
    """Choose a Word file to take into the document."""
    found = queries.document(document_id)
    form = ImportForm()
    form.language.choices = choices(
        {tag: capitalised(labels.language_name(tag)) for tag in found.languages}
    )
    if form.validate_on_submit():
        work = form.attempt(lambda: _start_import(found, form))
        if work is not None:
            return redirect(url_for("drafts.word_import", import_id=work.id))
    version = working(document_id)
    page = render_template(
        "drafts/import_word.html",
        document=found,
        form=form,
        sections=queries.outline(version.id),
        written=queries.written_sections(version.id, found.languages),
        **words(),
    )
    return page, status(form.is_submitted())


@blueprint.get("/word-imports/<uuid:import_id>")
@writer
def word_import(import_id: uuid.UUID) -> ResponseReturnValue:
    """How far the reading of a file has come, and in the end what became of it."""
    work = queries.word_import(import_id)
    if wants_fragment() and not work.is_over:
        return render_template("drafts/_import_progress.html", work=work)
    if wants_fragment():
        return Response(headers={"HX-Refresh": "true"})
    return render_template(
        "drafts/word_import.html",
        work=work,
        document=queries.document(work.document_id),
        lines=findings.in_words(work.report.get("counts", {})),
        refusal=labels.refusal(work) if work.refusal else "",
        outcomes=labels.OUTCOMES,
        tongues=findings.other_tongues,
        **words(),
    )


def _start_import(found: Document, form: ImportForm) -> WordImport:
    service.ask_consent(found, form.language.data, given=form.replace.data)
    upload = form.file.data
    return service.start_import(
        found,
        data=upload.read(),
        filename=upload.filename,
        language=form.language.data,
        actor=current_user,
        tracked_changes=TrackedChanges(form.tracked_changes.data),
    )
