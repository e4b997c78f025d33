"""Commenting section by section: adding, changing and deleting."""

import uuid
from functools import lru_cache
from http import HTTPStatus

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access
from webapp.core.database import uuid7
from webapp.core.rendering import gettext as _
from webapp.core.rendering import localised
from webapp.core.web import is_autosave, wants_fragment
from webapp.drafts import blocks, designations
from webapp.drafts import queries as drafts
from webapp.drafts.models import Block, Section
from webapp.responses import queries
from webapp.responses.forms import CommentForm, ConfirmForm
from webapp.responses.models import OwnComment, OwnSpace
from webapp.responses.service import spaces
from webapp.responses.service.spaces import Place
from webapp.responses.views.frame import (
    blueprint,
    own_page,
    own_space,
    person,
    preferred,
    text_language,
)

LONGEST_QUOTE = 5000


@blueprint.get("/rounds/<uuid:round_id>/sections/<uuid:section_key>")
@access.respondent
def section(round_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """One section of the text, with one's own comments on it and a form for another."""
    own = queries.find_space(person(), round_id, preferred=preferred())
    if own is None:
        return redirect(url_for("responses.begin", round_id=round_id, next=request.path))
    shown = drafts.section(own.round.version_id, section_key)
    block = _block(shown, request.args.get("block"))
    form = CommentForm(
        formdata=None,
        form_key=uuid7(),
        block=block.key if block else "",
        proposed_wording=_words(block, text_language(own.round)),
    )
    return _section_page(own, shown, form)


@blueprint.post("/rounds/<uuid:round_id>/sections/<uuid:section_key>")
@access.respondent
def add_comment(round_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Add a comment on the section."""
    own = own_space(round_id)
    form = CommentForm()
    place = _place(own, section_key, form.block.data)
    if form.validate():
        remark = form.remark(quote=place.quote)
        added = form.attempt(
            lambda: spaces.add_comment(own, place, remark, form_key=_key(form.form_key.data))
        )
        if added is not None:
            flash(
                _(
                    "Your comment is saved. Nobody at the authority sees it before "
                    "the answer is submitted."
                ),
                "success",
            )
            here = url_for("responses.section", round_id=round_id, section_key=section_key)
            return redirect(f"{here}#section-comments")
    shown = drafts.section(own.round.version_id, section_key)
    return _section_page(own, shown, form), HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.route("/rounds/<uuid:round_id>/comments/<uuid:comment_id>", methods=["GET", "POST"])
@access.respondent
def comment(round_id: uuid.UUID, comment_id: uuid.UUID) -> ResponseReturnValue:
    """Change a comment of one's own."""
    own = own_space(round_id)
    kept = queries.comment_of(own, comment_id)
    form = CommentForm(obj=kept)
    if form.is_submitted() and form.validate():
        remark = form.remark(quote=kept.quote)
        if form.attempt(lambda: spaces.edit_comment(own, comment_id, remark, revision=form.seen)):
            return _comment_saved(own, kept)
        form.renew(kept.revision, refused=True)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    return own_page("responses/comment.html", own, step="read", form=form, comment=kept), status


@blueprint.route(
    "/rounds/<uuid:round_id>/comments/<uuid:comment_id>/delete", methods=["GET", "POST"]
)
@access.respondent
def delete_comment(round_id: uuid.UUID, comment_id: uuid.UUID) -> ResponseReturnValue:
    """Asks whether a comment is to be deleted, and deletes it."""
    own = own_space(round_id)
    kept = queries.comment_of(own, comment_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        spaces.delete_comment(own, comment_id)
        flash(_("The comment is deleted."), "success")
        return redirect(url_for("responses.space", round_id=round_id))
    return own_page("responses/delete_comment.html", own, step="read", form=form, comment=kept)


def _section_page(own: OwnSpace, shown: Section, form: CommentForm) -> str:
    outline = drafts.outline(own.round.version_id)
    place = next(n for n, each in enumerate(outline) if each.key == shown.key)
    fragment = wants_fragment()
    return own_page(
        "responses/_section_comments.html" if fragment else "responses/section.html",
        own,
        step="read",
        form=form,
        section=shown,
        comments=queries.comments_on(own, shown.key),
        outline=outline,
        designations=designations.of(outline),
        text_language=text_language(own.round),
        before=outline[place - 1] if place else None,
        after=outline[place + 1] if place + 1 < len(outline) else None,
        fragment=fragment,
        quote=_words(_block(shown, form.block.data), text_language(own.round)),
    )


def _comment_saved(own: OwnSpace, kept: OwnComment) -> ResponseReturnValue:
    if is_autosave():
        return jsonify(revision=kept.revision)
    flash(_("Saved."), "success")
    if kept.section_key is None:
        return redirect(url_for("responses.space", round_id=own.round_id))
    here = url_for("responses.section", round_id=own.round_id, section_key=kept.section_key)
    return redirect(f"{here}#section-comments")


def _place(own: OwnSpace, section_key: uuid.UUID, block_key: str | None) -> Place:
    """Where a comment belongs. The text is read only where it is about one block of it.

    Raises:
        NotFoundError: the version that the round shows has no such section.
    """
    if not block_key and section_key in _section_keys(own.round.version_id):
        return Place(section_key)
    block = _block(drafts.section(own.round.version_id, section_key), block_key)
    words = _words(block, text_language(own.round))
    return Place(section_key, block.key if block else None, words)


@lru_cache(maxsize=32)
def _section_keys(version_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The sections of a round's version. Kept, for a frozen version never changes."""
    return frozenset(each.key for each in drafts.outline(version_id))


def _block(shown: Section, key: object) -> Block | None:
    """The block of the section that has this key, as an address or a form gives it."""
    return next((block for block in shown.blocks if str(block.key) == str(key)), None)


def _words(block: Block | None, tag: str) -> str:
    """The block's own words, in the language that the reader sees them in."""
    if block is None:
        return ""
    return blocks.plain(localised(block.text, tag))[:LONGEST_QUOTE]


def _key(typed: str | None) -> uuid.UUID:
    """The form's own key; a form without a good one is taken as new."""
    try:
        return uuid.UUID(typed or "")
    except ValueError:
        return uuid7()
