"""The document that is being written, and freezing it."""

import uuid
from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.core.errors import DomainError
from webapp.core.rendering import gettext as _
from webapp.core.rendering import lazy_gettext as _l
from webapp.core.rendering import ngettext
from webapp.drafts import forms, patterns, queries, service
from webapp.drafts.forms import FreezeForm
from webapp.drafts.models import Document, Section, Version
from webapp.drafts.views.frame import (
    blueprint,
    states,
    status,
    tree_parts,
    words,
    working,
    writer,
)


@blueprint.get("/documents/<uuid:document_id>")
@access.staff()
def document(document_id: uuid.UUID) -> ResponseReturnValue:
    """The document that is being written: its sections, and its frozen versions."""
    found = queries.document(document_id)
    version = queries.working_version(document_id)
    removed = request.args.get("removed", type=uuid.UUID)
    return render_template(
        "drafts/document.html",
        version=version,
        **tree_parts(found, version, request.args.get("change", type=uuid.UUID)),
        history=queries.history(document_id),
        latest_import=queries.latest_import(document_id),
        open_notes=queries.open_notes(document_id),
        removed=queries.removed_branches(document_id),
        just_removed=removed,
        patterns=forms.pattern_choices(patterns.known()),
    )


@blueprint.route("/documents/<uuid:document_id>/freeze", methods=["GET", "POST"])
@writer
def freeze(document_id: uuid.UUID) -> ResponseReturnValue:
    """Say what is missing, and freeze the version with a name."""
    found = queries.document(document_id)
    version = working(document_id)
    form = FreezeForm(data={"name": _("Version %(number)s", number=version.number)})
    if form.validate_on_submit():
        frozen = form.attempt(
            lambda: service.freeze(
                found, name=form.name.data, note=form.note.data, actor=current_user
            )
        )
        if frozen is not None:
            flash(_("The version is frozen. It can now be shown in a round."), "success")
            return redirect(url_for("drafts.document", document_id=document_id, _anchor="versions"))
    row = queries.outline(version.id)
    page = render_template(
        "drafts/freeze.html",
        document=found,
        form=form,
        sections=row,
        states=states(found, version, row),
        undescribed=queries.undescribed(version.id),
        open_notes=queries.open_notes(document_id),
        approved=service.holding_approval(found, version),
        **words(),
    )
    return page, status(form.is_submitted())


@blueprint.route("/documents/<uuid:document_id>/begin", methods=["GET", "POST"])
@writer
def begin(document_id: uuid.UUID) -> ResponseReturnValue:
    """Begin an empty document from a pattern, or from a version of another document."""
    found = queries.document(document_id)
    versions = queries.versions_to_copy(document_id)
    form = forms.begin_form(versions)
    if form.validate_on_submit():
        row = form.attempt(lambda: _begin(found, form, versions))
        if row is not None:
            flash(
                ngettext(
                    "%(num)s section is in place. Go on writing in it.",
                    "%(num)s sections are in place. Go on writing in them.",
                    len(row),
                ),
                "success",
            )
            return redirect(url_for("drafts.document", document_id=document_id))
    page = render_template(
        "drafts/begin.html",
        document=found,
        form=form,
        versions=versions,
        patterns=forms.pattern_choices(patterns.known()),
        **words(),
    )
    return page, status(form.is_submitted())


def _begin(
    found: Document, form: forms.BeginForm, versions: Sequence[Version]
) -> Sequence[Section]:
    pattern = patterns.known().get(form.pattern.data or "")
    if pattern is not None:
        return service.begin_from_pattern(found, pattern, actor=current_user)
    source = next((each for each in versions if each.id == form.source.data), None)
    if source is None:
        raise DomainError(_l("Choose a version to copy."), field="source")
    return service.begin_from_version(found, source, actor=current_user)
