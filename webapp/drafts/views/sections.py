"""Writing in sections."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core.rendering import gettext as _
from webapp.drafts import queries, service, tree, writing
from webapp.drafts.forms import section_form
from webapp.drafts.models import Document, Section
from webapp.drafts.tree import Place
from webapp.drafts.views.frame import blueprint, status, tree_parts, words, working, writer


@blueprint.route("/documents/<uuid:document_id>/sections/new", methods=["GET", "POST"])
@writer
def new_section(document_id: uuid.UUID) -> ResponseReturnValue:
    """Write a new section, last or where `after` and `within` say."""
    found = queries.document(document_id)
    form = section_form(found.languages)
    after = request.args.get("after", type=uuid.UUID)
    place = Place(after, within=request.args.get("within") == "1")
    if form.validate_on_submit():
        entry = form.entry()
        made = form.attempt(lambda: service.add_section(found, entry, place, actor=current_user))
        if made is not None:
            flash(_("The section is saved."), "success")
            return redirect(
                url_for("drafts.section", document_id=document_id, section_key=made.key)
            )
    beside = queries.section(working(document_id).id, after) if after else None
    page = render_template(
        "drafts/new_section.html", document=found, form=form, place=place, beside=beside, **words()
    )
    return page, status(form.is_submitted())


@blueprint.route(
    "/documents/<uuid:document_id>/sections/<uuid:section_key>", methods=["GET", "POST"]
)
@writer
def section(document_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Write in a section."""
    found = queries.document(document_id)
    shown = queries.section(working(document_id).id, section_key)
    form = section_form(found.languages, shown)
    if form.validate_on_submit():
        before = writing.figures(shown)
        saved = form.attempt(
            lambda: service.save_section(found, section_key, form.entry(), actor=current_user)
        )
        if saved is not None:
            _tell_saved(saved, before)
            return redirect(request.path)
    conflict = form.is_submitted() and form.follow(shown.revision)
    answer = HTTPStatus.CONFLICT if conflict else status(form.is_submitted())
    page = render_template(
        "drafts/section.html",
        **_section_page(found, shown),
        form=form,
        conflict=conflict,
    )
    return page, answer


def _section_page(found: Document, shown: Section) -> dict[str, object]:
    parts = tree_parts(found, working(found.id), shown.key)
    row = parts["sections"]
    place = tree.index(row, shown.key)
    return {
        **parts,
        "section": shown,
        "page_key": shown.key,
        "theirs": {tag: writing.whole_text(shown, tag) for tag in found.languages},
        "before": row[place - 1] if place else None,
        "after": row[place + 1] if place + 1 < len(row) else None,
    }


def _tell_saved(saved: Section, before: dict[str, str]) -> None:
    flash(_("The section is saved."), "success")
    for key, alt in before.items():
        if key not in writing.figures(saved):
            flash(
                _(
                    "The figure “%(alt)s” is no longer in the text. To put it back, write this on "
                    "a line of its own: %(line)s",
                    alt=alt or key,
                    line=f"![{alt}](image:{key})",
                ),
                "warning",
            )
