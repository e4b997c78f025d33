"""Translating: the overview of a language, a section block by block, and a document's languages."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.core.errors import DomainError, NotFoundError
from webapp.core.rendering import gettext as _
from webapp.drafts import blocks, forms, labels, policy, queries, service, translation, wording
from webapp.drafts.models import Block, Document, Section, Version
from webapp.drafts.translation import BlockState, State
from webapp.drafts.views.frame import blueprint, states, status, words, working, writer
from webapp.drafts.wording import Piece

_REVISIONS = 60
"""So many states of a section are searched for the source that a translation was made from."""


@blueprint.get("/documents/<uuid:document_id>/translate/<tag>")
@access.staff()
def translate(document_id: uuid.UUID, tag: str) -> ResponseReturnValue:
    """How far a document is translated into a language, section by section, and what is next."""
    found, version = _translated(document_id, tag), working(document_id)
    row = queries.outline(version.id)
    known = {key: each[tag] for key, each in states(found, version, row).items()}
    asked = request.args.get("show", "")
    return render_template(
        "drafts/translate.html",
        document=found,
        tag=tag,
        shown=[each for each in row if asked in {"", known[each.key].value}],
        asked=asked,
        states=known,
        covered=queries.coverage(version.id, [tag], source=found.source_language),
        counts=Counter(known.values()),
        total=len(row),
        next_key=_next(row, known),
        may_write=policy.may_write(current_user.roles),
        **words(),
    )


@blueprint.route(
    "/documents/<uuid:document_id>/sections/<uuid:section_key>/translate/<tag>",
    methods=["GET", "POST"],
)
@writer
def translate_section(
    document_id: uuid.UUID, section_key: uuid.UUID, tag: str
) -> ResponseReturnValue:
    """Translate a section, with the source beside each block."""
    found, version = _translated(document_id, tag), working(document_id)
    section = queries.section(version.id, section_key)
    form = forms.translation_form(section, tag)
    if form.validate_on_submit():
        entry = form.translated(tag)
        saved = form.attempt(
            lambda: service.save_translation(found, section_key, entry, actor=current_user)
        )
        if saved is not None:
            flash(_("The translation is saved."), "success")
            return redirect(_after(found, version, saved, tag))
        form.see(section, tag)
    page = render_template(
        "drafts/translate_section.html",
        document=found,
        section=section,
        tag=tag,
        form=form,
        **_compared(found, section, tag),
        may_write=True,
        **words(),
    )
    return page, status(form.is_submitted())


@blueprint.route("/documents/<uuid:document_id>/languages", methods=["GET", "POST"])
@writer
def languages(document_id: uuid.UUID) -> ResponseReturnValue:
    """The languages that a document is written in."""
    found, version = queries.document(document_id), working(document_id)
    form = forms.languages_form(found)
    if form.validate_on_submit():
        source, add = form.source.data, form.add.data or ""
        form.attempt(
            lambda: service.set_languages(found, source=source, add=add, actor=current_user)
        )
        if not form.errors and not form.form_errors:
            flash(_("The languages are saved."), "success")
            return redirect(request.path)
    row = queries.outline(version.id)
    page = render_template(
        "drafts/languages.html",
        document=found,
        form=form,
        states=states(found, version, row),
        total=len(row),
        may_write=True,
        **words(),
    )
    return page, status(form.is_submitted())


@blueprint.post("/documents/<uuid:document_id>/languages/<tag>/remove")
@writer
def remove_language(document_id: uuid.UUID, tag: str) -> ResponseReturnValue:
    """Take away a language in which nothing is written."""
    found = queries.document(document_id)
    try:
        service.remove_language(found, tag, actor=current_user)
    except DomainError as error:
        flash(str(error.message), "warning")
    else:
        flash(_("The language is taken away."), "success")
    return redirect(url_for("drafts.languages", document_id=document_id))


def _translated(document_id: uuid.UUID, tag: str) -> Document:
    found = queries.document(document_id)
    if tag not in found.languages or tag == found.source_language:
        raise NotFoundError(_("The document is not translated into that language."))
    return found


def _next(row: Sequence[Section], known: Mapping[uuid.UUID, State]) -> uuid.UUID | None:
    return next((each.key for each in row if known[each.key] is not State.WRITTEN), None)


def _after(found: Document, version: Version, saved: Section, tag: str) -> str:
    """Where to go on: the section again, or the next one that has something left to translate."""
    if request.form.get("then") == "next":
        row = queries.outline(version.id)
        known = {key: each[tag] for key, each in states(found, version, row).items()}
        place = next(n for n, each in enumerate(row) if each.key == saved.key)
        key = _next([*row[place + 1 :], *row[:place]], known)
        if key is None:
            return url_for("drafts.translate", document_id=found.id, tag=tag)
    else:
        key = saved.key
    return url_for("drafts.translate_section", document_id=found.id, section_key=key, tag=tag)


def _compared(found: Document, section: Section, tag: str) -> dict[str, Any]:
    source = found.source_language
    known = {
        block.key: translation.block_state(block.text, block.based_on, source=source, tag=tag)
        for block in section.blocks
    }
    behind = [block for block in section.blocks if known[block.key] is BlockState.OUTDATED]
    return {
        "source": source,
        "block_states": known,
        "BlockState": BlockState,
        "state_labels": labels.BLOCK_STATES,
        "kind_words": labels.BLOCK_KINDS,
        "differences": _differences(found, section, behind, tag) if behind else {},
    }


def _differences(
    found: Document, section: Section, behind: Sequence[Block], tag: str
) -> Mapping[uuid.UUID, Sequence[Piece]]:
    """What has changed in each source since it was translated, where its former text is kept."""
    source = found.source_language
    wanted = {(str(block.key), block.based_on.get(tag, "")): block for block in behind}
    past: dict[uuid.UUID, Sequence[Piece]] = {}
    kept = queries.section_history(found.id, section.key, most=_REVISIONS)
    for revision, _who in islice(kept, _REVISIONS):
        for each in revision.blocks:
            text = each["text"].get(source, "")
            block = wanted.get((each["key"], translation.mark(text)))
            if block is not None and block.key not in past:
                now = blocks.plain(block.text[source])
                past[block.key] = wording.words(blocks.plain(text), now)
    return past
