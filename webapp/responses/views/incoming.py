"""Pages of the registrar: answers that came by e-mail, as a file or on paper. HTTP only."""

import uuid
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import Response as Answered
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, rendering, storage
from webapp.core.errors import NotFoundError
from webapp.core.forms import Form, identifier, member
from webapp.core.rendering import gettext as _
from webapp.core.web import download, wants_fragment
from webapp.responses import forms, policy, queries
from webapp.responses.models import Channel, FilingStatus, IncomingResponse, TextStatus
from webapp.responses.queries import Candidate
from webapp.responses.service import correspondence, filing, incoming, scanning
from webapp.responses.views.frame import blueprint
from webapp.rounds import queries as rounds
from webapp.rounds.models import Invitation, Question

_BEING_READ = {TextStatus.WAITING, TextStatus.READING}


@blueprint.route("/rounds/<uuid:round_id>/register", methods=["GET", "POST"])
@access.staff(*policy.FILERS)
def register(round_id: uuid.UUID) -> ResponseReturnValue:
    """Begin to register an answer that did not come by the web: how it came, and its files."""
    round_ = rounds.get(round_id)
    form = forms.TakeInForm(invitation=request.args.get("invitation"))
    body = _invited(round_id, form.invitation.data)
    if form.validate_on_submit():
        channel, uploads = Channel(form.channel.data), form.uploads()
        begun = form.attempt(
            lambda: incoming.begin(round_, channel, uploads, actor=current_user, invitation=body)
        )
        if begun is not None:
            return redirect(url_for("responses.incoming_answer", incoming_id=begun.id))
    waiting, _cursor = queries.incoming_page(FilingStatus.NEW, round_id=round_id)
    page = render_template(
        "responses/register.html", round=round_, form=form, body=body, waiting=waiting
    )
    return page, _status(form)


@blueprint.get("/incoming")
@access.staff(*policy.FILERS)
def incoming_answers() -> ResponseReturnValue:
    """What came another way than the web, in every round: what waits, is registered, put aside."""
    status = member(FilingStatus, request.args.get("status")) or FilingStatus.NEW
    found, cursor = queries.incoming_page(status, after=identifier(request.args.get("after")))
    return render_template(
        "responses/incoming_answers.html",
        found=found,
        cursor=cursor,
        status=status,
        counts=queries.count_incoming(),
        FilingStatus=FilingStatus,
    )


@blueprint.route("/incoming/<uuid:incoming_id>", methods=["GET", "POST"])
@access.staff(*policy.FILERS)
def incoming_answer(incoming_id: uuid.UUID) -> ResponseReturnValue:
    """One answer on its way in: its files, what was read in them, and the form to register it."""
    found = queries.incoming(incoming_id)
    if wants_fragment():
        return _progress(found)
    form = forms.FilingForm()
    form.offer_minutes(found)
    if not form.is_submitted():
        form = forms.FilingForm.of(found, language=rendering.DEFAULT_LANGUAGE)
    bodies, answers = _candidates(found, form), _answers_form(found)
    if form.is_submitted() and form.validate() & answers.validate():
        said = forms.replies(answers, _questions(found))
        response = form.attempt(
            lambda: filing.file(found, form.filing(bodies, said), actor=current_user)
        )
        if response is not None:
            told = _("The answer is registered as %(number)s.", number=response.reference)
            flash(told, "success")
            return redirect(url_for("responses.show", response_id=response.id))
    return _page(found, form, form, answers)


@blueprint.post("/incoming/<uuid:incoming_id>/aside")
@access.staff(*policy.FILERS)
def set_aside(incoming_id: uuid.UUID) -> ResponseReturnValue:
    """Put aside what is no answer, with the reason."""
    found = queries.incoming(incoming_id)
    form = forms.AsideForm()
    if form.validate():
        form.attempt(lambda: incoming.set_aside(found, form.reason.data, actor=current_user))
    if form.errors or form.form_errors:
        return _page(found, None, form)
    flash(_("It is put aside, with your reason. Nothing is thrown away."), "success")
    return redirect(url_for("responses.incoming_answers"))


@blueprint.post("/incoming/<uuid:incoming_id>/back")
@access.staff(*policy.FILERS)
def take_back(incoming_id: uuid.UUID) -> ResponseReturnValue:
    """Let what was put aside wait to be registered again."""
    incoming.take_back(queries.incoming(incoming_id), actor=current_user)
    return redirect(url_for("responses.incoming_answer", incoming_id=incoming_id))


@blueprint.post("/incoming/<uuid:incoming_id>/round")
@access.staff(*policy.FILERS)
def place_incoming(incoming_id: uuid.UUID) -> ResponseReturnValue:
    """Say which round an answer is for."""
    found = queries.incoming(incoming_id)
    form = forms.PlaceForm.among(queries.rounds_taking_answers())
    if form.validate():
        round_ = rounds.get(form.round.data)
        form.attempt(lambda: correspondence.place(found, round_, actor=current_user))
    if form.errors or form.form_errors:
        return _page(found, None, form)
    return redirect(url_for("responses.incoming_answer", incoming_id=incoming_id))


@blueprint.get("/incoming/<uuid:incoming_id>/message.eml")
@access.staff(*policy.FILERS)
def incoming_message(incoming_id: uuid.UUID) -> ResponseReturnValue:
    """The message that an answer came as, byte for byte."""
    found = queries.incoming(incoming_id)
    file = storage.get(found.mail.file_id) if found.mail is not None else None
    if file is None:
        raise NotFoundError(_("There is no such file."))
    scanning.check_open(*(each.file for each in found.files))
    return download(storage.contents(file), name="message.eml", content_type="message/rfc822")


@blueprint.get("/incoming/<uuid:incoming_id>/files/<int:ordinal>")
@access.staff(*policy.FILERS)
def incoming_file(incoming_id: uuid.UUID, ordinal: int) -> ResponseReturnValue:
    """A file that an answer came with, as it came."""
    found = queries.incoming(incoming_id)
    for each in found.files:
        if each.ordinal == ordinal:
            scanning.check_open(each.file)
            data = storage.contents(each.file)
            return download(data, name=each.file.name, content_type=each.file.content_type)
    raise NotFoundError(_("There is no such file."))


def _page(
    found: IncomingResponse, filing_form: Any, sent: Any, answers: Any = None
) -> ResponseReturnValue:
    """The page of an incoming answer; `sent` is the one of its forms that was sent, if any was."""
    if filing_form is None:
        filing_form = forms.FilingForm.of(found, language=rendering.DEFAULT_LANGUAGE)
        _candidates(found, filing_form)
    mail = correspondence.message_of(found)
    page = render_template(
        "responses/incoming_answer.html",
        found=found,
        round=found.round,
        form=sent,
        filing=filing_form,
        questions=_questions(found),
        answers=answers or _answers_form(found, formdata=None),
        aside=sent if isinstance(sent, forms.AsideForm) else forms.AsideForm(formdata=None),
        place=forms.PlaceForm.among(queries.rounds_taking_answers(), formdata=None),
        mail=mail,
        left_out=correspondence.left_out(mail) if mail else [],
        before=queries.came_before(found),
        being_read=found.text_status in _BEING_READ and "typed" not in request.args,
    )
    return page, _status(sent)


def _progress(found: IncomingResponse) -> ResponseReturnValue:
    if found.text_status in _BEING_READ:
        return render_template("responses/_incoming_progress.html", found=found)
    return Answered(headers={"HX-Refresh": "true"})


def _candidates(found: IncomingResponse, form: forms.FilingForm) -> Sequence[Candidate]:
    """The bodies that the name in the form may mean, which the form then offers."""
    words = form.name.data or ""
    if found.round is None or form.who.data != forms.BODY or not words:
        return []
    bodies = queries.candidates(found.round.id, words)
    form.offer(bodies)
    return bodies


def _questions(found: IncomingResponse) -> Sequence[Question]:
    """The questions of the round: a letter may answer any of them."""
    return found.round.questions if found.round is not None else []


def _answers_form(found: IncomingResponse, **kwargs: Any) -> Form:
    return forms.questions_form(_questions(found))(**kwargs)


def _invited(round_id: uuid.UUID, key: str | None) -> Invitation | None:
    wanted = identifier(key)
    found = rounds.find_invitation(wanted) if wanted else None
    return found if found is not None and found.round_id == round_id else None


def _status(form: Any) -> HTTPStatus:
    wrong = form.errors or form.form_errors
    return HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
