"""The document that is being written, and freezing it."""

import uuid
from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.core.rendering import gettext as _
from webapp.drafts import policy, queries, service, tree
from webapp.drafts.forms import FreezeForm
from webapp.drafts.models import Section
from webapp.drafts.views.frame import blueprint, states, status, words, working, writer


@blueprint.get("/documents/<uuid:document_id>")
@access.staff()
def document(document_id: uuid.UUID) -> ResponseReturnValue:
    """The document that is being written: its sections, and its frozen versions."""
    found = queries.document(document_id)
    version = queries.working_version(document_id)
    row = queries.outline(version.id) if version else ()
    return render_template(
        "drafts/document.html",
        document=found,
        version=version,
        sections=row,
        states=states(found, version, row),
        **_change(row, request.args.get("change", type=uuid.UUID)),
        history=queries.history(document_id),
        latest_import=queries.latest_import(document_id),
        may_write=policy.may_write(current_user.roles),
        **words(),
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
        **words(),
    )
    return page, status(form.is_submitted())


def _change(row: Sequence[Section], key: uuid.UUID | None) -> dict[str, object]:
    """The section that is open for moving, and the steps that it can take."""
    place = next((n for n, each in enumerate(row) if each.key == key), None)
    return {
        "changed": key,
        "steps": tree.steps(row, place) if place is not None else frozenset(),
        "deepest": tree.DEEPEST,
    }
