"""Writing in sections."""

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from http import HTTPStatus

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import rendering
from webapp.core.errors import ConflictError, DomainError, NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.web import is_autosave
from webapp.drafts import blocks, labels, queries, service, tree, wording, writing
from webapp.drafts.forms import SectionForm, note_form, section_form, ways_chosen
from webapp.drafts.merging import Conflict
from webapp.drafts.models import Document, Section
from webapp.drafts.tree import Place
from webapp.drafts.views.editing import editor_blocks
from webapp.drafts.views.frame import blueprint, status, tree_parts, words, working, writer
from webapp.drafts.wording import Piece


@blueprint.route("/documents/<uuid:document_id>/sections/new", methods=["GET", "POST"])
@writer
def new_section(document_id: uuid.UUID) -> ResponseReturnValue:
    """Write a new section, last or where `after` and `within` say."""
    found = queries.document(document_id)
    form = section_form(found.languages)
    after = request.args.get("after", type=uuid.UUID)
    place = Place(after, within=request.args.get("within") == "1")
    if form.validate_on_submit() and form.describes_figures():
        entry = form.entry()
        made = form.attempt(lambda: service.add_section(found, entry, place, actor=current_user))
        if made is not None:
            flash(_("The section is saved."), "success")
            return redirect(
                url_for("drafts.section", document_id=document_id, section_key=made.key)
            )
    beside = queries.section(working(document_id).id, after) if after else None
    page = render_template(
        "drafts/new_section.html",
        document=found,
        form=form,
        place=place,
        beside=beside,
        editor_blocks=partial(editor_blocks, found),
        **words(),
    )
    return page, status(form.is_submitted())


@blueprint.route(
    "/documents/<uuid:document_id>/sections/<uuid:section_key>", methods=["GET", "POST"]
)
@writer
def section(document_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Write in a section. What others have saved meanwhile is put together with it."""
    found = queries.document(document_id)
    shown = queries.standing_section(document_id, section_key)
    form = section_form(found.languages, shown)
    if is_autosave():
        return _autosaved(found, section_key, form)
    if shown is None:
        return _gone(found, section_key, form)
    if form.validate_on_submit() and form.describes_figures():
        before = writing.figures(shown)
        outcome = _saved(found, section_key, form)
        if isinstance(outcome, service.MergeConflictError):
            return _conflict_page(found, shown, form, outcome), HTTPStatus.CONFLICT
        if isinstance(outcome, service.Saved):
            _tell_saved(outcome, before)
            return redirect(request.path)
    page = render_template("drafts/section.html", **_section_page(found, shown), form=form)
    return page, status(form.is_submitted())


@blueprint.post("/documents/<uuid:document_id>/sections/<uuid:section_key>/presence")
@writer
def presence(document_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Note that the section is still open, and say who else has it open if that has changed."""
    version = working(document_id)
    shown = queries.section(version.id, section_key)
    others = service.note_presence(version.id, section_key, person=current_user)
    if ",".join(each.name for each in others) == request.form.get("said"):
        return "", HTTPStatus.NO_CONTENT
    found = queries.document(document_id)
    return render_template("drafts/_presence.html", document=found, section=shown, others=others)


def _outcome(action: Callable[[], service.Saved]) -> service.Saved | DomainError:
    """What saving came to. Where others were first, that is an outcome and no fault in the form."""
    try:
        return action()
    except (ConflictError, NotFoundError) as error:
        return error


def _saved(
    found: Document, key: uuid.UUID, form: SectionForm
) -> service.Saved | DomainError | None:
    entry, ways = form.entry(), ways_chosen()
    return form.attempt(
        lambda: _outcome(
            lambda: service.save_section(found, key, entry, actor=current_user, ways=ways)
        )
    )


def _autosaved(found: Document, key: uuid.UUID, form: SectionForm) -> ResponseReturnValue:
    """What a page that saves by itself is told. It never merges: the writer does, by saving."""
    if not form.validate():
        return jsonify(errors=form.errors), HTTPStatus.UNPROCESSABLE_ENTITY
    entry = form.entry()
    outcome = form.attempt(
        lambda: _outcome(lambda: service.autosave_section(found, key, entry, actor=current_user))
    )
    if isinstance(outcome, DomainError):
        return jsonify(people=list(_meanwhile(found, key, form))), HTTPStatus.CONFLICT
    if outcome is None:
        return jsonify(errors=form.errors), HTTPStatus.UNPROCESSABLE_ENTITY
    return jsonify(revision=outcome.section.revision)


def _meanwhile(found: Document, key: uuid.UUID, form: SectionForm) -> Sequence[str]:
    """Who has saved the section since the form was opened."""
    since = queries.authors_since(found.id, key, form.revision.data or 0, besides=current_user.id)
    return since or [_("You yourself, in another window,")]


def _gone(found: Document, key: uuid.UUID, form: SectionForm) -> ResponseReturnValue:
    """The section was deleted meanwhile: what was typed is shown, and can become a new section."""
    if not form.is_submitted():
        raise NotFoundError(_("There is no such section in this version."))
    page = render_template(
        "drafts/section_gone.html",
        document=found,
        section_key=key,
        form=form,
        may_write=True,
        **words(),
    )
    return page, HTTPStatus.CONFLICT


def _conflict_page(
    found: Document, shown: Section, form: SectionForm, conflict: service.MergeConflictError
) -> str:
    return render_template(
        "drafts/conflict.html",
        document=found,
        section=shown,
        form=form,
        conflicts=[(each, _differences(each)) for each in conflict.conflicts],
        seen=conflict.revision,
        chosen=ways_chosen().chosen,
        people=_meanwhile(found, shown.key, form),
        choice_words=labels.CHOICES,
        may_write=True,
        **words(),
    )


def _differences(conflict: Conflict) -> tuple[Sequence[Piece], Sequence[Piece]]:
    """What each side made of the text that both began from, by word."""
    texts = [conflict.base, conflict.theirs, conflict.mine]
    read = list(map(blocks.plain, texts)) if conflict.key else texts
    # Where the marks alone differ, they are what there is to choose between.
    base, theirs, mine = read if len(set(read)) == len(set(texts)) else texts
    return wording.words(base, theirs), wording.words(base, mine)


def _section_page(found: Document, shown: Section) -> dict[str, object]:
    parts = tree_parts(found, working(found.id), shown.key)
    row = parts["sections"]
    place = tree.index(row, shown.key)
    people = queries.colleagues()
    return {
        **parts,
        "beside_notes": queries.open_notes_on(found.id, shown.key),
        "note_form": note_form(shown, people, is_sent=False),
        "names": {each.id: each.name for each in people},
        "section": shown,
        "page_key": shown.key,
        "editor_blocks": partial(editor_blocks, found),
        "others": service.note_presence(shown.version_id, shown.key, person=current_user),
        "before": row[place - 1] if place else None,
        "after": row[place + 1] if place + 1 < len(row) else None,
    }


def _tell_saved(outcome: service.Saved, before: dict[str, str]) -> None:
    saved = outcome.section
    flash(_("The section is saved."), "success")
    if outcome.merged_with:
        people = rendering.listed(outcome.merged_with)
        flash(_("It was put together with what %(people)s wrote meanwhile.", people=people), "info")
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
