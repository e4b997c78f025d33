"""Pages of the register, and of lists on their way into it: HTTP only."""

import uuid
from http import HTTPStatus
from pathlib import PurePath
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.core.rendering import gettext as _
from webapp.core.rendering import ngettext
from webapp.core.web import download
from webapp.organisations import forms, policy, queries, service, sheets
from webapp.organisations.queries import lists
from webapp.organisations.service import applying, importing
from webapp.organisations.standing import TABS, RowState
from webapp.organisations.views.frame import blueprint


@blueprint.get("/organisations")
@access.staff()
def register() -> ResponseReturnValue:
    """Every body, by name."""
    form = forms.RegisterForm(request.args)
    found, cursor = queries.register(form.choice())
    return render_template(
        "organisations/register.html",
        choices=form,
        bodies=found,
        cursor=cursor,
        total=queries.count(form.choice()),
        unseen=queries.unseen_corrections(),
    )


@blueprint.route("/organisations/new", methods=["GET", "POST"])
@access.staff(*policy.WRITERS)
def add() -> ResponseReturnValue:
    """Add one body by hand."""
    form = forms.BodyForm.about(None)
    if form.validate_on_submit():
        body = form.attempt(
            lambda: service.add(form.particulars(), current_user, resembling_too=form.anyway.data)
        )
        if body is not None:
            flash(_("%(name)s is in the register.", name=body.name), "success")
            return redirect(url_for("organisations.show", organisation_id=body.id))
    return render_template("organisations/body_form.html", form=form, body=None), _status(form)


@blueprint.get("/organisations/<uuid:organisation_id>")
@access.staff()
def show(organisation_id: uuid.UUID) -> ResponseReturnValue:
    """One body: what the register says of it, and who answers for it."""
    body = queries.get(organisation_id)
    return render_template(
        "organisations/body.html",
        body=body,
        members=queries.members(body.id),
        changes=queries.changes(body.id),
        corrections=queries.corrections(body.id),
        signpost=queries.get(body.merged_into_id) if body.merged_into_id else None,
        came=queries.merged_into(body.id),
    )


@blueprint.route("/organisations/<uuid:organisation_id>/edit", methods=["GET", "POST"])
@access.staff(*policy.WRITERS)
def edit(organisation_id: uuid.UUID) -> ResponseReturnValue:
    """Change what the register says of a body."""
    body = queries.get(organisation_id)
    form = forms.BodyForm.about(body)
    if form.validate_on_submit():
        form.attempt(lambda: service.change(body, form.particulars(), current_user))
        if not form.errors:
            flash(_("Saved."), "success")
            return redirect(url_for("organisations.show", organisation_id=body.id))
    return render_template("organisations/body_form.html", form=form, body=body), _status(form)


@blueprint.route("/organisations/imports/new", methods=["GET", "POST"])
@access.staff(*policy.WRITERS)
def start_import() -> ResponseReturnValue:
    """Read a list from a file. The register does not change by it."""
    form = forms.UploadForm()
    if form.validate_on_submit():
        name = form.file.data.filename or ""
        made = form.attempt(lambda: importing.start(form.contents(), name, current_user))
        if made is not None:
            return redirect(url_for("organisations.list_import", import_id=made.id))
    page = render_template("organisations/start_import.html", form=form, latest=lists.latest())
    return page, _status(form)


@blueprint.get("/organisations/imports/<uuid:import_id>")
@access.staff()
def list_import(import_id: uuid.UUID) -> ResponseReturnValue:
    """A list that was read: what will happen, or has happened, with each of its rows."""
    found = lists.get(import_id)
    part, after = _place()
    lines, cursor = lists.lines(found.id, tab=part, after=after)
    return render_template(
        "organisations/list_import.html",
        found=found,
        part=part,
        after=after,
        columns=sheets.columns(found),
        tally=sheets.Tally(lists.counts(found.id)),
        lines=lines,
        cursor=cursor,
    )


@blueprint.get("/organisations/imports/<uuid:import_id>/bad.csv")
@access.staff()
def bad_rows(import_id: uuid.UUID) -> ResponseReturnValue:
    """The rows that have to be corrected, as a file to correct and import again."""
    found = lists.get(import_id)
    name = _("%(file)s to correct", file=PurePath(found.filename).stem)
    rows = lists.in_states(found.id, RowState.BAD)
    return download(
        sheets.bad_rows(found, rows), name=f"{name}.csv", content_type="text/csv; charset=utf-8"
    )


@blueprint.route("/organisations/imports/<uuid:import_id>/rows/<int:line>", methods=["GET", "POST"])
@access.staff(*policy.WRITERS)
def import_row(import_id: uuid.UUID, line: int) -> ResponseReturnValue:
    """One row of a list, to correct it and to decide what is to become of it."""
    found = lists.line(import_id, line)
    form = forms.RowForm.about(found.row)
    if not form.is_submitted():
        form.blame_problems(found.row)
        return _row(found, form)
    if not form.validate():
        return _row(found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    form.attempt(lambda: importing.correct(found.row, form.changes(found.row), current_user))
    if form.errors or found.row.bad:
        form.blame_problems(found.row)
        return _row(lists.line(import_id, line), form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _to_line(found, _("Line %(line)s is corrected.", line=line))


@blueprint.post("/organisations/imports/<uuid:import_id>/rows/<int:line>/choice")
@access.staff(*policy.WRITERS)
def choose_row(import_id: uuid.UUID, line: int) -> ResponseReturnValue:
    """Settle what is to become of one row."""
    found = lists.line(import_id, line)
    form = forms.ChoiceForm()
    if form.validate():
        form.attempt(lambda: importing.choose(found.row, form.chosen(), current_user))
    if form.errors:
        return _row(found, choosing=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _to_line(found, _("Line %(line)s: your choice is saved.", line=line))


@blueprint.post("/organisations/imports/<uuid:import_id>/apply")
@access.staff(*policy.WRITERS)
def apply(import_id: uuid.UUID) -> ResponseReturnValue:
    """Let the rows that are ready have their effect on the register."""
    done = applying.apply(import_id, current_user)
    if done.did_something:
        flash(_told(done), "success")
    else:
        flash(_("Nothing was ready, so nothing is changed."), "info")
    if done.reopened:
        flash(
            ngettext(
                "One line resembles a body that has come to the register since the list was "
                "read. Decide what it is.",
                "%(num)s lines resemble bodies that have come to the register since the list was "
                "read. Decide what they are.",
                done.reopened,
            ),
            "warning",
        )
    return redirect(url_for("organisations.list_import", import_id=import_id))


def _told(done: applying.Outcome) -> str:
    return str(
        _(
            "The list is applied: %(created)s new in the register, %(used)s there already, "
            "%(merged)s merged with another line.",
            created=done.created,
            used=done.used,
            merged=done.merged,
        )
    )


def _place() -> tuple[str, int]:
    """The part of a list that the address asks for, and the line that it begins after."""
    part = request.args.get("show", "")
    after = request.args.get("after", 0, type=int)
    return part if part in TABS else "", min(max(after, 0), 2**31 - 1)


def _to_line(found: lists.Line, told: str) -> ResponseReturnValue:
    """Back to where the line was in its list."""
    flash(told, "success")
    part, after = _place()
    return redirect(
        url_for(
            "organisations.list_import",
            import_id=found.row.import_id,
            show=part or None,
            after=after or None,
            _anchor=f"line-{found.row.line}",
        )
    )


def _row(
    found: lists.Line,
    form: forms.RowForm | None = None,
    *,
    choosing: forms.ChoiceForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> ResponseReturnValue:
    find = forms.FindForm(request.args)
    part, after = _place()
    whole = lists.get(found.row.import_id)
    page = render_template(
        "organisations/import_row.html",
        line=found,
        found=whole,
        form=(choosing or form) if status is not HTTPStatus.OK else None,
        editing=form or forms.RowForm.about(found.row),
        choosing=choosing or forms.ChoiceForm(formdata=None),
        find=find,
        bodies=queries.named_like(find.find.data),
        part=part,
        after=after,
        others=sheets.others(found.row, whole),
    )
    return page, status


def _status(form: Any) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
