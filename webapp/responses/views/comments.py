"""Commenting section by section: adding, changing and deleting."""

import uuid
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access
from webapp.core.database import uuid7
from webapp.core.rendering import gettext as _
from webapp.core.web import is_autosave, wants_fragment
from webapp.drafts import designations
from webapp.drafts import queries as drafts
from webapp.drafts.models import Section
from webapp.responses import labels, proposals, queries
from webapp.responses.forms import CommentForm, ConfirmForm, PlacedCommentForm, StandForm
from webapp.responses.models import Change, OwnComment, OwnSpace
from webapp.responses.service import drafting, past, spaces
from webapp.responses.service.spaces import Remark
from webapp.responses.twowriters import Merged
from webapp.responses.views import mine, placing, saving
from webapp.responses.views.desk import desk
from webapp.responses.views.frame import (
    blueprint,
    found_space,
    own_page,
    text_language,
    written_space,
)


@blueprint.get("/rounds/<uuid:round_id>/sections/<uuid:section_key>")
@access.respondent
def section(round_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """One section of the text, with one's own comments on it and a form for another."""
    own = found_space(round_id)
    if own is None:
        return redirect(url_for("responses.begin", round_id=round_id, next=request.path))
    shown = drafts.section(own.round.version_id, section_key)
    spot = placing.asked_for(shown, own)
    return _section_page(own, shown, _new_form(own, spot), spot)


@blueprint.post("/rounds/<uuid:round_id>/sections/<uuid:section_key>")
@access.respondent
def add_comment(round_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Add a comment on the section."""
    own = written_space(round_id)
    form = PlacedCommentForm()
    added = form.attempt(lambda: _add(own, section_key, form)) if form.validate() else None
    if is_autosave():
        told = saving.told(form, added[0], asdict(added[1])) if added else None
        return told or saving.refused(form)
    if added is not None:
        flash(
            _(
                "Your comment is saved. Nobody at the authority sees it before "
                "the answer is submitted."
            ),
            "success",
        )
        return redirect(_beside(round_id, section_key))
    shown = drafts.section(own.round.version_id, section_key)
    spot = placing.of_refused(shown, own, form)
    return _section_page(own, shown, form, spot), HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.route("/rounds/<uuid:round_id>/comments/<uuid:comment_id>", methods=["GET", "POST"])
@access.respondent
def comment(round_id: uuid.UUID, comment_id: uuid.UUID) -> ResponseReturnValue:
    """Change a comment of one's own."""
    own = written_space(round_id)
    posted = request.method == "POST"
    find = past.revived if posted else queries.comment_of
    kept = find(own, comment_id)
    if not posted and kept.section_key and proposals.is_bare(kept):
        page = url_for("responses.section", round_id=round_id, section_key=kept.section_key)
        return redirect(f"{page}#stand")
    form = CommentForm(obj=kept)
    if not posted:
        form.begin(own)
    elif form.validate():
        merged = form.attempt(lambda: _edit(own, kept, form))
        if merged is not None and not (merged.clashes or is_autosave()):
            return _comment_saved(own, kept)
        if merged is not None and is_autosave():
            return saving.told(form, merged, asdict(form.remark(**_about(kept))))
        if merged is not None:
            form = CommentForm(formdata=None, obj=kept)
            form.begin(own)
            form.clashes = merged.clashes
    return saving.page("responses/comment.html", own, form, step="read", comment=kept)


@blueprint.route(
    "/rounds/<uuid:round_id>/comments/<uuid:comment_id>/delete", methods=["GET", "POST"]
)
@access.respondent
def delete_comment(round_id: uuid.UUID, comment_id: uuid.UUID) -> ResponseReturnValue:
    """Asks whether a comment is to be deleted, and deletes it."""
    own = written_space(round_id)
    kept = queries.comment_of(own, comment_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        place = kept.section_key
        spaces.delete_comment(own, comment_id)
        return redirect(_beside(round_id, place, deleted=comment_id))
    return own_page("responses/delete_comment.html", own, step="read", form=form, comment=kept)


@blueprint.post("/rounds/<uuid:round_id>/comments/<uuid:comment_id>/undelete")
@access.respondent
def undelete_comment(round_id: uuid.UUID, comment_id: uuid.UUID) -> ResponseReturnValue:
    """Undo the deleting of a comment."""
    kept = past.revived(written_space(round_id), comment_id)
    flash(_("The comment is back."), "success")
    return redirect(_beside(round_id, kept.section_key))


def _about(kept: OwnComment) -> dict[str, Any]:
    """What a comment is about, to tell a change of the text from what only repeats it."""
    whole = kept.change if kept.change in {Change.ADD, Change.REMOVE} else None
    return {"quote": kept.quote, "change": whole}


def _edit(own: OwnSpace, kept: OwnComment, form: CommentForm) -> Merged:
    about = _about(kept)
    return spaces.edit_comment(own, kept.id, form.remark(**about), began=form.start(**about))


def _add(own: OwnSpace, section_key: uuid.UUID, form: PlacedCommentForm) -> tuple[Merged, Remark]:
    """Keep the comment. The text is read only where it is about one block of it.

    Returns what stands now, and what was typed.

    Raises:
        NotFoundError: the version that the round shows has no such section.
    """
    known = section_key in placing.section_keys(own.round.version_id)
    spot = placing.Spot()
    if form.block.data or not known:
        shown = drafts.section(own.round.version_id, section_key)
        spot = placing.filled_in(shown, own, form)
    remark = form.remark(quote=spot.quote, change=form.change)
    key, place = _key(form.form_key.data), spot.place(section_key)
    if form.drafted.data:
        began = form.start(quote=spot.quote, change=form.change)
        merged = drafting.keep(own, place, remark, form_key=key, began=began)
        if not (is_autosave() or spaces.says_something(remark)):
            spaces.check(remark)
        return merged, remark
    spaces.add_comment(own, place, remark, form_key=key)
    return Merged(asdict(remark)), remark


def _new_form(own: OwnSpace, spot: placing.Spot) -> PlacedCommentForm:
    """A form for a comment on what was chosen; for a change it begins with the words."""
    form = PlacedCommentForm(
        formdata=None,
        form_key=uuid7(),
        block=spot.block.key if spot.block else "",
        do=spot.do,
        span=f"{spot.passage.start}-{spot.passage.end}" if spot.passage else "",
        proposed_wording=spot.quote if spot.do == "change" else "",
    )
    form.begin(own)
    return form


def _section_page(
    own: OwnSpace, shown: Section, form: PlacedCommentForm, spot: placing.Spot
) -> str:
    outline = drafts.outline(own.round.version_id)
    place = next(n for n, each in enumerate(outline) if each.key == shown.key)
    fragment = wants_fragment()
    comments = queries.comments_on(own, shown.key)
    bare = [each for each in comments if proposals.is_bare(each)]
    said = [each for each in comments if each not in bare]
    form.offer(spot.sentences if spot.do == "comment" else [])
    return own_page(
        "responses/_section_comments.html" if fragment else "responses/section.html",
        own,
        step="read",
        form=form,
        section=shown,
        comments=said,
        stand=StandForm(formdata=None, stand=bare[0].position if bare else ""),
        mine=mine.summary(own),
        **desk(own, shown.key),
        outline=outline,
        designations=designations.of(outline),
        titles={each.key: each.number for each in outline},
        explanations=labels.EXPLANATIONS,
        text_language=text_language(own.round),
        marked={} if fragment else placing.marked(shown, said, text_language(own.round)),
        commented={} if fragment else placing.commented(shown, said, text_language(own.round)),
        before=outline[place - 1] if place else None,
        after=outline[place + 1] if place + 1 < len(outline) else None,
        fragment=fragment,
        spot=spot,
        deleted=request.args.get("deleted", type=uuid.UUID),
    )


def _comment_saved(own: OwnSpace, kept: OwnComment) -> ResponseReturnValue:
    flash(_("Saved."), "success")
    return redirect(_beside(own.round_id, kept.section_key))


def _beside(round_id: uuid.UUID, section_key: uuid.UUID | None, **asked: Any) -> str:
    """Where the comments on the section stand; those on the whole stand on the space's page."""
    if section_key is None:
        return url_for("responses.space", round_id=round_id, **asked)
    here = url_for("responses.section", round_id=round_id, section_key=section_key, **asked)
    return f"{here}#section-comments"


def _key(typed: str | None) -> uuid.UUID:
    """The form's own key; a form without a good one is taken as new."""
    try:
        return uuid.UUID(typed or "")
    except ValueError:
        return uuid7()
