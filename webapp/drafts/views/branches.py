"""Changing the tree of a document: where sections stand, what they are called, and what is gone."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import rendering
from webapp.core.errors import DomainError, NotFoundError
from webapp.core.forms import Form, identifier
from webapp.core.rendering import gettext as _
from webapp.core.web import wants_fragment
from webapp.drafts import forms, queries, service, tree
from webapp.drafts.models import Document, Section
from webapp.drafts.tree import Step
from webapp.drafts.views.frame import blueprint, status, tree_parts, words, working, writer

_ADDRESS = "/documents/<uuid:document_id>/sections/<uuid:section_key>"


@blueprint.post(f"{_ADDRESS}/move")
@writer
def move_section(document_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Move a section up or down, or to another level, with all that lies under it."""
    found = queries.document(document_id)
    step = request.form.get("step", "")
    if step not in set(Step):
        raise NotFoundError(_("There is no such way to move a section."))
    moved = service.move_section(found, section_key, Step(step), actor=current_user)
    return _tell_moved(found, moved)


@blueprint.post("/documents/<uuid:document_id>/place")
@writer
def place(document_id: uuid.UUID) -> ResponseReturnValue:
    """Move a section to where it was dropped in the tree."""
    found = queries.document(document_id)
    key = identifier(request.form.get("key")) or uuid.UUID(int=0)
    spot = forms.read_spot(request.form.get("spot", ""))
    try:
        moved = service.place_section(found, key, spot, actor=current_user)
    except DomainError as error:
        flash(str(error.message), "warning")
        return _back(found, key)
    return _tell_moved(found, moved)


@blueprint.route(f"{_ADDRESS}/place", methods=["GET", "POST"])
@writer
def place_section(document_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Choose a place for a section among all that it can have."""
    found = queries.document(document_id)
    row = queries.outline(working(document_id).id)
    start = tree.index(row, section_key)
    form = forms.place_form(row, start)
    if form.validate_on_submit():
        moved = form.attempt(
            lambda: service.place_section(found, section_key, form.chosen(), actor=current_user)
        )
        if moved is not None:
            return _tell_moved(found, moved)
    return _page("drafts/place_section.html", found, row[start], form)


@blueprint.route(f"{_ADDRESS}/rename", methods=["GET", "POST"])
@writer
def rename_section(document_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Give a section other titles."""
    found = queries.document(document_id)
    section = queries.section(working(document_id).id, section_key)
    form = forms.rename_form(found.languages, section)
    if form.validate_on_submit():
        renamed = form.attempt(
            lambda: service.rename_section(found, section_key, form.lines(), actor=current_user)
        )
        if renamed is not None:
            flash(_("The section has a new title."), "success")
            return _back(found, section_key)
    return _page("drafts/rename_section.html", found, section, form)


@blueprint.route(f"{_ADDRESS}/split", methods=["GET", "POST"])
@writer
def split_section(document_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Let a new section begin at one of a section's paragraphs."""
    found = queries.document(document_id)
    section = queries.section(working(document_id).id, section_key)
    form = forms.split_form(found.languages, section)
    if form.validate_on_submit():
        first, titles = form.first.data, form.lines()
        new = form.attempt(
            lambda: service.split_section(found, section_key, first, titles, actor=current_user)
        )
        if new is not None:
            flash(_("The section is split. This is the new one."), "success")
            return _to(found, new)
    return _page("drafts/split_section.html", found, section, form)


@blueprint.route(f"{_ADDRESS}/join", methods=["GET", "POST"])
@writer
def join_section(document_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Ask whether a section's text is to go last in the section before it, and put it there."""
    found = queries.document(document_id)
    row = queries.outline(working(document_id).id)
    index = tree.index(row, section_key)
    form = forms.JoinForm()
    if form.validate_on_submit():
        keep = form.keep_title.data
        target = form.attempt(
            lambda: service.join_section(found, section_key, keep_title=keep, actor=current_user)
        )
        if target is not None:
            flash(_("The sections are joined. Their text is here."), "success")
            return _to(found, target)
    before = row[index - 1] if index else None
    return _page("drafts/join_section.html", found, row[index], form, before=before)


@blueprint.route(f"{_ADDRESS}/lock", methods=["GET", "POST"])
@writer
def lock_section(document_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Close a section to comments with a reason, or open it again."""
    found = queries.document(document_id)
    section = queries.section(working(document_id).id, section_key)
    form = forms.lock_form(found.languages, section)
    if form.validate_on_submit():
        reason, wide = form.lines(), form.with_branch.data
        service.lock_section(found, section_key, reason, with_branch=wide, actor=current_user)
        flash(_said_of_lock(is_locked=any(reason.values())), "success")
        return _back(found, section_key)
    return _page("drafts/lock_section.html", found, section, form)


@blueprint.post(f"{_ADDRESS}/delete")
@writer
def delete_section(document_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Delete a section with all that lies under it. The page that follows can put it back."""
    found = queries.document(document_id)
    removed = service.delete_section(found, section_key, actor=current_user)
    return redirect(
        url_for("drafts.document", document_id=document_id, removed=removed.id, _anchor="removed")
    )


@blueprint.get("/documents/<uuid:document_id>/removed")
@writer
def removed(document_id: uuid.UUID) -> ResponseReturnValue:
    """What was deleted from the document and can be put back."""
    return render_template(
        "drafts/removed.html",
        document=queries.document(document_id),
        removed=queries.removed_branches(document_id),
        **words(),
    )


@blueprint.post("/documents/<uuid:document_id>/removed/<uuid:removed_id>/restore")
@writer
def restore(document_id: uuid.UUID, removed_id: uuid.UUID) -> ResponseReturnValue:
    """Put back what was deleted together."""
    found = queries.document(document_id)
    section = service.restore_branch(found, removed_id, actor=current_user)
    title = rendering.localised(section.title)
    flash(
        _("“%(title)s” is back, as number %(number)s.", title=title, number=section.number),
        "success",
    )
    return _back(found, section.key)


def _said_of_lock(*, is_locked: bool) -> str:
    if is_locked:
        return _("The section is locked. Readers see the reason where they would have commented.")
    return _("The section can be commented on.")


def _page(
    template: str, found: Document, section: Section, form: Form, **more: object
) -> ResponseReturnValue:
    page = render_template(template, document=found, section=section, form=form, **more, **words())
    return page, status(form.is_submitted())


def _tell_moved(found: Document, moved: Section) -> ResponseReturnValue:
    title = rendering.localised(moved.title)
    flash(_("“%(title)s” now has number %(number)s.", title=title, number=moved.number), "success")
    return _back(found, moved.key)


def _back(found: Document, key: uuid.UUID) -> ResponseReturnValue:
    """The tree again, with the section open: in place, or on the page that the tree stood on."""
    here = identifier(request.form.get("here"))
    if wants_fragment():
        parts = tree_parts(found, working(found.id), here or key)
        return render_template(
            "drafts/_tree.html", **parts, moved=key, page_key=here, fragment=True
        )
    if here:
        return redirect(url_for("drafts.section", document_id=found.id, section_key=here))
    return redirect(
        url_for("drafts.document", document_id=found.id, change=key, _anchor=f"s-{key}")
    )


def _to(found: Document, section: Section) -> ResponseReturnValue:
    return redirect(url_for("drafts.section", document_id=found.id, section_key=section.key))
