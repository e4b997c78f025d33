"""Pages of drafts: HTTP only."""

import uuid
from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, rendering, storage
from webapp.core.errors import NotFoundError
from webapp.core.forms import choices
from webapp.core.rendering import gettext as _
from webapp.core.web import wants_fragment
from webapp.drafts import findings, labels, policy, queries, service, translation, tree, writing
from webapp.drafts.forms import ConfirmForm, FreezeForm, ImportForm, section_form
from webapp.drafts.models import Document, Section, Version, WordImport
from webapp.drafts.translation import State
from webapp.drafts.tree import Place, Step

blueprint = Blueprint("drafts", __name__)

writer = access.staff(*policy.WRITERS)


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
        states=_states(found, version, row),
        **_change(row, request.args.get("change", type=uuid.UUID)),
        history=queries.history(document_id),
        latest_import=queries.latest_import(document_id),
        may_write=policy.may_write(current_user.roles),
        **_words(),
    )


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
    beside = queries.section(_working(document_id).id, after) if after else None
    page = render_template(
        "drafts/new_section.html", document=found, form=form, place=place, beside=beside, **_words()
    )
    return page, _status(form.is_submitted())


@blueprint.route(
    "/documents/<uuid:document_id>/sections/<uuid:section_key>", methods=["GET", "POST"]
)
@writer
def section(document_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Write in a section."""
    found = queries.document(document_id)
    shown = queries.section(_working(document_id).id, section_key)
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
    status = HTTPStatus.CONFLICT if conflict else _status(form.is_submitted())
    page = render_template(
        "drafts/section.html",
        **_section_page(found, shown),
        form=form,
        conflict=conflict,
    )
    return page, status


@blueprint.post("/documents/<uuid:document_id>/sections/<uuid:section_key>/move")
@writer
def move_section(document_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Move a section up or down, or to another level, with all that lies under it."""
    found = queries.document(document_id)
    step = request.form.get("step", "")
    if step not in set(Step):
        raise NotFoundError(_("There is no such way to move a section."))
    moved = service.move_section(found, section_key, Step(step), actor=current_user)
    title = rendering.localised(moved.title)
    flash(_("“%(title)s” now has number %(number)s.", title=title, number=moved.number), "success")
    return redirect(
        url_for(
            "drafts.document",
            document_id=document_id,
            change=section_key,
            _anchor=f"s-{section_key}",
        )
    )


@blueprint.route(
    "/documents/<uuid:document_id>/sections/<uuid:section_key>/delete", methods=["GET", "POST"]
)
@writer
def delete_section(document_id: uuid.UUID, section_key: uuid.UUID) -> ResponseReturnValue:
    """Ask whether a section is to go with all that lies under it, and delete it."""
    found = queries.document(document_id)
    row = queries.outline(_working(document_id).id)
    gone = tree.branch(row, tree.index(row, section_key))
    form = ConfirmForm()
    if form.validate_on_submit():
        service.delete_section(found, section_key, actor=current_user)
        flash(_("The section is deleted."), "success")
        return redirect(url_for("drafts.document", document_id=document_id))
    return render_template("drafts/delete_section.html", document=found, sections=gone, form=form)


@blueprint.route("/documents/<uuid:document_id>/import", methods=["GET", "POST"])
@writer
def import_word(document_id: uuid.UUID) -> ResponseReturnValue:
    """Choose a Word file to take into the document."""
    found = queries.document(document_id)
    form = ImportForm()
    form.language.choices = choices(
        {tag: labels.language_name(tag).capitalize() for tag in found.languages}
    )
    if form.validate_on_submit():
        work = form.attempt(lambda: _start_import(found, form))
        if work is not None:
            return redirect(url_for("drafts.word_import", import_id=work.id))
    row = queries.outline(_working(document_id).id)
    page = render_template("drafts/import_word.html", document=found, form=form, sections=row)
    return page, _status(form.is_submitted())


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
        **_words(),
    )


@blueprint.route("/documents/<uuid:document_id>/freeze", methods=["GET", "POST"])
@writer
def freeze(document_id: uuid.UUID) -> ResponseReturnValue:
    """Say what is missing, and freeze the version with a name."""
    found = queries.document(document_id)
    version = _working(document_id)
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
        states=_states(found, version, row),
        **_words(),
    )
    return page, _status(form.is_submitted())


@blueprint.get("/versions/<uuid:version_id>")
@access.staff()
def version(version_id: uuid.UUID) -> ResponseReturnValue:
    """A version as readers see its text, in one of its languages."""
    found = queries.version(version_id)
    tags = queries.document(found.document_id).languages
    chosen = request.args.get("language", rendering.language())
    return render_template(
        "drafts/version.html",
        version=found,
        document=found.document,
        sections=queries.reading(version_id),
        language=chosen if chosen in tags else tags[0],
        may_write=policy.may_write(current_user.roles),
        **_words(),
    )


@blueprint.get("/figures/<uuid:file_id>")
@access.public
def figure(file_id: uuid.UUID) -> ResponseReturnValue:
    """The picture of a figure: public where a frozen version shows it, else for staff."""
    is_staff = current_user.is_authenticated and current_user.is_staff
    file, is_public = queries.picture(file_id, for_staff=is_staff)
    response = Response(storage.contents(file), content_type=file.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    kept = "public, max-age=31536000, immutable" if is_public else "private, max-age=3600"
    response.headers["Cache-Control"] = kept
    return response


def _working(document_id: uuid.UUID) -> Version:
    found = queries.working_version(document_id)
    if found is None:
        raise NotFoundError(_("This document has no version to write in."))
    return found


def _change(row: Sequence[Section], key: uuid.UUID | None) -> dict[str, object]:
    """The section that is open for moving, and the steps that it can take."""
    place = next((n for n, each in enumerate(row) if each.key == key), None)
    return {
        "changed": key,
        "steps": tree.steps(row, place) if place is not None else frozenset(),
        "deepest": tree.DEEPEST,
    }


def _start_import(found: Document, form: ImportForm) -> WordImport:
    service.ask_consent(found, form.language.data, given=form.replace.data)
    upload = form.file.data
    return service.start_import(
        found,
        data=upload.read(),
        filename=upload.filename,
        language=form.language.data,
        actor=current_user,
    )


def _states(
    found: Document, version: Version | None, row: Sequence[Section]
) -> dict[uuid.UUID, dict[str, State]]:
    """How far each section is written in each language, by the section's key."""
    covered = queries.coverage(version.id, found.languages) if version else {}
    return {
        each.key: {
            tag: translation.state(each.title, covered.get(each.id, translation.NOTHING), tag)
            for tag in found.languages
        }
        for each in row
    }


def _section_page(found: Document, shown: Section) -> dict[str, object]:
    row = queries.outline(shown.version_id)
    place = tree.index(row, shown.key)
    return {
        "document": found,
        "section": shown,
        "theirs": {tag: writing.whole_text(shown, tag) for tag in found.languages},
        "before": row[place - 1] if place else None,
        "after": row[place + 1] if place + 1 < len(row) else None,
        **_words(),
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


def _words() -> dict[str, object]:
    return {
        "kinds": labels.KINDS,
        "state_words": labels.STATES,
        "language_name": labels.language_name,
        "State": State,
    }


def _status(is_submitted: bool) -> HTTPStatus:  # noqa: FBT001 the one thing that it asks
    return HTTPStatus.UNPROCESSABLE_ENTITY if is_submitted else HTTPStatus.OK
