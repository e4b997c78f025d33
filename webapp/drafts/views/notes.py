"""Notes that colleagues write to each other on a draft."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.core.errors import DomainError, NotFoundError
from webapp.core.forms import identifier
from webapp.core.rendering import gettext as _
from webapp.drafts import forms, policy, queries, service
from webapp.drafts.models import InternalNote, Section
from webapp.drafts.views.frame import blueprint, status, words, working

_ADDRESS = "/documents/<uuid:document_id>/notes/<uuid:note_id>"
_GROUPS: Final[dict[str, Callable[[InternalNote], bool]]] = {
    "open": lambda note: note.resolved_at is None,
    "mine": lambda note: note.resolved_at is None and note.assigned_to == current_user.id,
    "done": lambda note: note.resolved_at is not None,
}
"""Which notes are shown under each of the choices."""


@blueprint.get("/documents/<uuid:document_id>/notes")
@access.staff()
def notes(document_id: uuid.UUID) -> ResponseReturnValue:
    """Every note on a document, by section: those to deal with, one's own, or those done."""
    found, version = queries.document(document_id), working(document_id)
    row = queries.outline(version.id)
    every = queries.notes(document_id)
    asked = request.args.get("show", "open")
    asked = asked if asked in _GROUPS else "open"
    heads = [each for each in every if each.reply_to is None]
    groups = {name: [each for each in heads if belongs(each)] for name, belongs in _GROUPS.items()}
    return render_template(
        "drafts/notes.html",
        document=found,
        by_section=_by_section(row, groups[asked]),
        counts={name: len(each) for name, each in groups.items()},
        asked=asked,
        **_around(version.id, every),
        may_write=policy.may_write(current_user.roles),
        **words(),
    )


@blueprint.route(
    "/documents/<uuid:document_id>/sections/<uuid:section_key>/notes", methods=["GET", "POST"]
)
@access.staff()
def section_notes(document_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """The notes on one section beside its text, and a form for another."""
    found, version = queries.document(document_id), working(document_id)
    section = queries.section(version.id, section_key)
    people = queries.colleagues()
    form = forms.note_form(section, people)
    if form.validate_on_submit():
        entry = form.entry(people)
        made = form.attempt(lambda: service.add_note(found, section, entry, actor=current_user))
        if made is not None:
            flash(_("The note is saved. Only colleagues see it."), "success")
            return _after_adding(made)
    every = queries.notes(document_id, section_key)
    page = render_template(
        "drafts/section_notes.html",
        document=found,
        section=section,
        form=form,
        heads=[each for each in every if each.reply_to is None],
        **_around(version.id, every),
        may_write=policy.may_write(current_user.roles),
        **words(),
    )
    return page, status(form.is_submitted())


@blueprint.post(f"{_ADDRESS}/reply")
@access.staff()
def reply_to_note(document_id: uuid.UUID, note_id: uuid.UUID) -> ResponseReturnValue:
    """Answer a note."""
    found, note = queries.document(document_id), queries.note(document_id, note_id)
    form = forms.ReplyForm()
    if form.validate():
        service.reply_to_note(found, note, form.text.data or "", actor=current_user)
    else:
        flash(_("Write the reply."), "warning")
    return _back(note)


@blueprint.post(f"{_ADDRESS}/assign")
@access.staff()
def assign_note(document_id: uuid.UUID, note_id: uuid.UUID) -> ResponseReturnValue:
    """Let a colleague deal with a note, or nobody in particular."""
    found, note = queries.document(document_id), queries.note(document_id, note_id)
    chosen = identifier(request.form.get("assignee"))
    person = next((each for each in queries.colleagues() if each.id == chosen), None)
    row = queries.outline(working(document_id).id)
    section = next((each for each in row if each.key == note.section_key), None)
    service.assign_note(found, note, section, person, actor=current_user)
    flash(_("Saved."), "success")
    return _back(note)


@blueprint.post(f"{_ADDRESS}/resolve")
@access.staff()
def resolve_note(document_id: uuid.UUID, note_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a note is dealt with, or that it is not after all."""
    note = queries.note(document_id, note_id)
    if note.reply_to is not None:
        raise NotFoundError(_("There is no such note. It may have been deleted."))
    service.resolve_note(note, actor=current_user, resolved=request.form.get("done") == "1")
    return _back(note)


@blueprint.post(f"{_ADDRESS}/delete")
@access.staff()
def delete_note(document_id: uuid.UUID, note_id: uuid.UUID) -> ResponseReturnValue:
    """Delete a note of one's own."""
    found, note = queries.document(document_id), queries.note(document_id, note_id)
    back = _back(note)
    try:
        service.delete_note(found, note, actor=current_user)
    except DomainError as error:
        flash(str(error.message), "warning")
    return back


def _around(version_id: uuid.UUID, every: Sequence[InternalNote]) -> dict[str, Any]:
    """What notes are drawn with: their replies, whose they are, and whether their text stands."""
    replies: dict[uuid.UUID, list[InternalNote]] = defaultdict(list)
    for each in every:
        if each.reply_to:
            replies[each.reply_to].append(each)
    people = queries.colleagues()
    names = {each.id: each.name for each in people}
    named = {each.assigned_to for each in every} | {each.resolved_by for each in every}
    if left := {each for each in named if each} - names.keys():
        names |= queries.names_of(left)  # Of those who cannot sign in any more.
    keys = {each.block_key for each in every if each.block_key}
    return {
        "replies": replies,
        "people": people,
        "names": names,
        "standing": queries.standing_blocks(version_id, keys) if keys else set(),
    }


def _by_section(
    row: Sequence[Section], shown: Sequence[InternalNote]
) -> list[tuple[Section | None, list[InternalNote]]]:
    """The notes by section in reading order; last those whose section is gone."""
    found: dict[uuid.UUID, list[InternalNote]] = defaultdict(list)
    for note in shown:
        found[note.section_key].append(note)
    grouped: list[tuple[Section | None, list[InternalNote]]] = [
        (section, found.pop(section.key)) for section in row if section.key in found
    ]
    gone = [note for rest in found.values() for note in rest]
    return [*grouped, (None, gone)] if gone else grouped


def _after_adding(note: InternalNote) -> ResponseReturnValue:
    if request.form.get("from") == "text":
        return redirect(_place("drafts.section", note, "beside-notes"))
    return _back(note)


def _back(note: InternalNote) -> ResponseReturnValue:
    anchor = f"n-{note.reply_to or note.id}"
    if (group := request.form.get("from", "")) in _GROUPS:
        address = url_for("drafts.notes", document_id=note.document_id, show=group, _anchor=anchor)
        return redirect(address)
    return redirect(_place("drafts.section_notes", note, anchor))


def _place(endpoint: str, note: InternalNote, anchor: str) -> str:
    return url_for(
        endpoint, document_id=note.document_id, section_key=note.section_key, _anchor=anchor
    )
