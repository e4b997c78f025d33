"""Answering in a file: what to answer in, what was found in it, and settling that. HTTP only."""

import uuid
from functools import lru_cache
from http import HTTPStatus

from flask import Response, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access, rendering
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.rendering import localised, ngettext
from webapp.core.web import download, wants_fragment
from webapp.responses import commenttables, forms, labels, queries
from webapp.responses.models import AnswerFind, OwnSpace
from webapp.responses.service import answer_files as service
from webapp.responses.service import settling
from webapp.responses.views.frame import blueprint, own_page, own_space, person, text_language
from webapp.responses.views.uploads import arrived, opens
from webapp.rounds import queries as rounds

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.route("/rounds/<uuid:round_id>/in-word", methods=["GET", "POST"])
@access.respondent
def in_word(round_id: uuid.UUID) -> ResponseReturnValue:
    """The files to answer in, and where to hand one in."""
    own = own_space(round_id)
    form = forms.AnswerFileForm()
    if form.validate_on_submit():
        handed = service.Handed(person(), form.key(), text_language(own.round))
        work = form.attempt(lambda: service.take_in_file(own, opens(form, own), handed))
        if work is not None:
            here = url_for("responses.answer_file", round_id=round_id, file_id=work.id)
            return redirect(here)
    files = queries.answer_files(own)
    page = own_page(
        "responses/in_word.html", own, form=form, files=files, arrived=arrived(form, own)
    )
    return page, _status(form)


@blueprint.get("/rounds/<uuid:round_id>/in-word/copy")
@access.respondent
def copy_to_answer_in(round_id: uuid.UUID) -> ResponseReturnValue:
    """The text as a Word file that knows each paragraph."""
    own = own_space(round_id)
    language = text_language(own.round, request.args.get("lang"))
    authority = current_app.config["AUTHORITY_NAME"]
    data = _copy(round_id, language, authority, to_one=not own.for_body)
    return download(data, name=labels.copy_name(own.round, language), content_type=_WORD)


@blueprint.get("/rounds/<uuid:round_id>/in-word/table.<ending>")
@access.respondent
def comment_table(round_id: uuid.UUID, ending: str) -> ResponseReturnValue:
    """The comment table, to be filled in."""
    own = own_space(round_id)
    if ending not in {"docx", "xlsx"}:
        raise NotFoundError(_("There is no such file."))
    language = text_language(own.round, request.args.get("lang"))
    sections = [
        f"{each.number} {each.title}".strip() for each in service.shown(own.round, language)
    ]
    with rendering.spoken(language, to_one=not own.for_body):
        words = labels.comment_table(localised(own.round.consultation.title, language), language)
        name = _("Comment table") + f".{ending}"
    make = commenttables.as_word if ending == "docx" else commenttables.as_workbook
    content_type = _WORD if ending == "docx" else service.WORKBOOK
    return download(make(words, sections), name=name, content_type=content_type)


@blueprint.get("/rounds/<uuid:round_id>/in-word/<uuid:file_id>")
@access.respondent
def answer_file(round_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    """How far the reading of a file has come, and in the end what was found in it."""
    own = own_space(round_id)
    work = queries.answer_file(own, file_id)
    if wants_fragment() and work.is_over:
        return Response(headers={"HX-Refresh": "true"})
    template = (
        "responses/_answer_file_progress.html"
        if wants_fragment()
        else ("responses/answer_file.html")
    )
    found = queries.finds_in(work)
    return own_page(
        template,
        own,
        work=work,
        finds=labels.grouped(found),
        places=labels.places(service.shown(own.round, work.language)) if found else {},
        refusal=labels.why_unread(work.refusal),
        form=forms.FindsForm(formdata=None),
        preview=settling.preview,
    )


@blueprint.post("/rounds/<uuid:round_id>/in-word/<uuid:file_id>")
@access.respondent
def settle_finds(round_id: uuid.UUID, file_id: uuid.UUID) -> ResponseReturnValue:
    """Take the finds that are ticked into the answer, or leave them out."""
    own = own_space(round_id)
    work = queries.answer_file(own, file_id)
    form = forms.FindsForm()
    if not form.chosen():
        flash(_("Tick what you want to take in or leave out first."), "warning")
    elif request.form.get("do") == forms.LEAVE:
        _said_left(settling.leave_finds(own, work, form.chosen()))
    else:
        _said_taken(settling.take_finds(own, work, form.chosen()), len(form.chosen()))
    return redirect(url_for("responses.answer_file", round_id=round_id, file_id=file_id))


@blueprint.route(
    "/rounds/<uuid:round_id>/in-word/<uuid:file_id>/<uuid:find_id>", methods=["GET", "POST"]
)
@access.respondent
def place_find(round_id: uuid.UUID, file_id: uuid.UUID, find_id: uuid.UUID) -> ResponseReturnValue:
    """Say what a find is about, where that was not clear."""
    own = own_space(round_id)
    work = queries.answer_file(own, file_id)
    find = queries.find_in(work, find_id)
    text = service.shown(own.round, work.language)
    form = forms.find_place_form(text, section=find.section_key, block=find.block_key)
    if form.validate_on_submit() and form.attempt(lambda: _place(own, find, form)):
        flash(_("The place is saved. Tick it in the list to take it into your answer."), "success")
        return redirect(
            url_for("responses.answer_file", round_id=round_id, file_id=file_id)
            + f"#find-{find.id}"
        )
    page = own_page(
        "responses/place_find.html",
        own,
        work=work,
        find=find,
        form=form,
        preview=settling.preview(find),
    )
    return page, _status(form)


def _place(own: OwnSpace, find: AnswerFind, form: forms.FindPlaceForm) -> bool:
    settling.place_find(own, find, *form.keys)
    return True


def _said_taken(taken: int, asked: int) -> None:
    if taken:
        flash(
            ngettext(
                "%(num)s is in your answer now. You can change it there.",
                "%(num)s are in your answer now. You can change them there.",
                taken,
            ),
            "success",
        )
    if taken < asked:
        flash(
            ngettext(
                "%(num)s stays here: it has no place yet, its section takes no comments, or "
                "another file has brought it.",
                "%(num)s stay here: they have no place yet, their sections take no comments, or "
                "another file has brought them.",
                asked - taken,
            ),
            "warning",
        )


def _said_left(left: int) -> None:
    flash(
        ngettext("%(num)s is left out.", "%(num)s are left out.", left)
        + " "
        + _("You find it at the end of this page, if you change your mind."),
        "success",
    )


@lru_cache(maxsize=8)
def _copy(round_id: uuid.UUID, language: str, authority: str, *, to_one: bool) -> bytes:
    """The Word file of a round. Kept, for a frozen version never changes."""
    return service.copy_to_answer_in(
        rounds.get(round_id), language, authority=authority, to_one=to_one
    )


def _status(form: forms.AnswerFileForm | forms.FindPlaceForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
