"""Working together in a space: sections given out, and internal comments."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access, rendering
from webapp.core.database import uuid7
from webapp.core.forms import identifier
from webapp.core.rendering import gettext as _
from webapp.core.rendering import ngettext
from webapp.core.web import safe_next
from webapp.organisations.models import Member
from webapp.responses import queries
from webapp.responses.forms import AssignForm, NoteForm
from webapp.responses.models import Assignment, OwnSpace
from webapp.responses.service import assignments, presence
from webapp.responses.service import remarks as noting
from webapp.responses.views.frame import blueprint, body_space, own_page, person
from webapp.rounds.policy import asked_of


@blueprint.route("/rounds/<uuid:round_id>/team/sections", methods=["GET", "POST"])
@access.respondent
def sections_given(round_id: uuid.UUID) -> ResponseReturnValue:
    """Who takes care of which section, and a form that gives them out."""
    own = body_space(round_id)
    titles = assignments.titles_of(own, rendering.language())
    form = AssignForm(queries.people(own), titles)
    if form.validate_on_submit():
        asked = frozenset(each.id for each in asked_of(own.round, own.invitation))
        given = form.attempt(
            lambda: assignments.assign(own, form.chosen(asked), to=form.to, day=form.day.data)
        )
        if given is not None:
            flash(ngettext("%(num)s part is changed.", "%(num)s parts are changed.", given))
            return redirect(url_for("responses.sections_given", round_id=round_id))
    page = own_page(
        "responses/sections_given.html",
        own,
        form=form,
        titles=titles,
        whose=_whose(own),
        alone=not _colleagues(own),
    )
    return page, _status(form)


@blueprint.post("/rounds/<uuid:round_id>/team/sections/<uuid:place>")
@access.respondent
def part_ready(round_id: uuid.UUID, place: uuid.UUID) -> ResponseReturnValue:
    """Say that a section or question which one takes care of is ready, or is not after all."""
    own = body_space(round_id)
    part = assignments.mark_ready(own, place, ready=request.form.get("do") != "again")
    flash(_("Marked as ready.") if part.ready_at else _("It is not ready any more."), "success")
    return redirect(safe_next(request.form.get("next")) or _overview(own))


@blueprint.route("/rounds/<uuid:round_id>/notes", methods=["GET", "POST"])
@access.respondent
def remarks(round_id: uuid.UUID) -> ResponseReturnValue:
    """What the people say to each other about the answer, and a form for another note."""
    own = body_space(round_id)
    titles = assignments.titles_of(own, rendering.language())
    form = NoteForm(_colleagues(own), titles, data=None if request.method == "POST" else _blank())
    if form.validate_on_submit():
        added = form.attempt(lambda: noting.write(own, form.note(), form_key=form.key()))
        if added is not None:
            flash(_("Your colleagues can read it now. It is never submitted."), "success")
            return redirect(url_for("responses.remarks", round_id=round_id))
    about = identifier(form.comment.data)
    page = own_page(
        "responses/remarks.html",
        own,
        form=form,
        titles=titles,
        remarks=queries.remarks(own),
        about=queries.comment_of(own, about) if about else None,
    )
    return page, _status(form)


@blueprint.post("/rounds/<uuid:round_id>/notes/<uuid:remark_id>")
@access.respondent
def settle_remark(round_id: uuid.UUID, remark_id: uuid.UUID) -> ResponseReturnValue:
    """Mark a note as dealt with, or as open again."""
    own = body_space(round_id)
    remark = queries.remark_of(own, remark_id)
    noting.settle(own, remark, done=request.form.get("do") == "done")
    flash(_("Saved."), "success")
    return redirect(url_for("responses.remarks", round_id=round_id))


@blueprint.post("/rounds/<uuid:round_id>/presence")
@access.respondent
def space_presence(round_id: uuid.UUID) -> ResponseReturnValue:
    """The page is still open. Answers with who else is there, when that has changed."""
    own = body_space(round_id)
    section_key = identifier(request.form.get("section"))
    others = presence.note(own, section_key)
    said = ",".join(str(each.participant_id) for each in others)
    if said == request.form.get("said"):
        return "", HTTPStatus.NO_CONTENT
    return render_template(
        "responses/_people_here.html", round=own.round, others=others, section_key=section_key
    )


def _colleagues(own: OwnSpace) -> list[Member]:
    """The body's people, without whoever asks: nobody writes a note to themselves."""
    me = person().id
    return [each for each in queries.people(own) if each.participant_id != me]


def _whose(own: OwnSpace) -> dict[str, str]:
    """Who takes care of each part, and until when, in words."""
    return {
        str(each.section_key or each.question_id): _told(each) for each in queries.assignments(own)
    }


def _told(part: Assignment) -> str:
    name = part.participant.display_name
    if part.ready_at is not None:
        return _("%(name)s, ready", name=name)
    if part.day is None:
        return name
    return _("%(name)s, by %(day)s", name=name, day=rendering.show_date(part.day))


def _overview(own: OwnSpace) -> str:
    return url_for("responses.space", round_id=own.round_id)


def _blank() -> dict[str, str]:
    """A new note, on what the address says."""
    wanted = {key: request.args.get(key, "") for key in ("about", "comment")}
    return {**wanted, "form_key": str(uuid7())}


def _status(form: AssignForm | NoteForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
