"""The own space: its overview, who answers, position and statement, and questions."""

import uuid
from http import HTTPStatus
from typing import Any, TypeVar

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import service as accounts
from webapp.core import access, rendering
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.web import is_autosave, safe_next
from webapp.drafts import queries as drafts
from webapp.responses import labels, queries
from webapp.responses.forms import (
    SenderForm,
    StatementForm,
    WrittenForm,
    kept,
    questions_form,
    replies,
    start,
)
from webapp.responses.models import OwnSpace
from webapp.responses.service import answering, spaces
from webapp.responses.twowriters import Merged
from webapp.responses.views import mine, saving
from webapp.responses.views.desk import desk
from webapp.responses.views.frame import (
    blueprint,
    found_space,
    own_page,
    own_space,
    person,
    remember,
    timing,
    written_space,
)
from webapp.rounds import queries as rounds
from webapp.rounds.policy import asked_of

Written = TypeVar("Written", bound=WrittenForm)


@blueprint.get("/rounds/<uuid:round_id>/answer")
@access.respondent
def space(round_id: uuid.UUID) -> ResponseReturnValue:
    """The overview of one's own answer."""
    own = found_space(round_id)
    if own is None:
        return redirect(url_for("responses.begin", round_id=round_id))
    return own_page(
        "responses/space.html",
        own,
        sections=drafts.outline(own.round.version_id),
        comments=queries.comments_in(own),
        erasing=queries.erasure_of(own),
        left=mine.summary(own).left,
        **desk(own),
        deleted=request.args.get("deleted", type=uuid.UUID),
        elsewhere=[each for each in queries.spaces_of(person(), round_id) if each.id != own.id],
    )


@blueprint.route("/rounds/<uuid:round_id>/begin", methods=["GET", "POST"])
@access.respondent
def begin(round_id: uuid.UUID) -> ResponseReturnValue:
    """Choose whom to answer for: an invited body one belongs to, oneself, or another body."""
    round_ = rounds.get(round_id)
    invitations = queries.invitations_of(person(), round_id)
    if not invitations and not round_.open_to_public:
        raise NotFoundError(_("Only those who were invited can answer this consultation."))
    form = SenderForm(obj=None)
    if form.validate_on_submit():
        begun = form.attempt(
            lambda: spaces.begin_unasked(
                round_, person(), form.sender(), language=rendering.language()
            )
        )
        if begun is not None:
            accounts.note_begun(accounts.Asker(request.remote_addr or ""))
            return _go_on(begun)
    return _begin_page(form, round_=round_, invitations=invitations)


@blueprint.post("/rounds/<uuid:round_id>/begin/<uuid:invitation_id>")
@access.respondent
def begin_invited(round_id: uuid.UUID, invitation_id: uuid.UUID) -> ResponseReturnValue:
    """Answer for an invited body that one belongs to."""
    found = [
        each for each in queries.invitations_of(person(), round_id) if each.id == invitation_id
    ]
    if not found:
        raise NotFoundError(_("You do not belong to this organisation."))
    return _go_on(spaces.begin_invited(found[0], language=rendering.language()))


@blueprint.post("/rounds/<uuid:round_id>/answer/<uuid:space_id>")
@access.respondent
def switch(round_id: uuid.UUID, space_id: uuid.UUID) -> ResponseReturnValue:
    """Go on with the answer of another body that one answers for."""
    for each in queries.spaces_of(person(), round_id):
        if each.id == space_id:
            return _go_on(each)
    raise NotFoundError(_("You have not begun to answer this consultation."))


@blueprint.route("/rounds/<uuid:round_id>/sender", methods=["GET", "POST"])
@access.respondent
def sender(round_id: uuid.UUID) -> ResponseReturnValue:
    """Who answers, where nobody was invited."""
    own = own_space(round_id)
    if own.organisation_id is not None:
        raise NotFoundError(_("An invited body answers in its own name."))
    form = SenderForm(obj=own, who=SenderForm.chosen(own))
    if form.validate_on_submit():
        spaces.sign(own, form.sender())
        flash(_("Saved."), "success")
        return redirect(url_for("responses.space", round_id=round_id))
    return own_page("responses/sender.html", own, form=form), _status(form)


@blueprint.route("/rounds/<uuid:round_id>/statement", methods=["GET", "POST"])
@access.respondent
def statement(round_id: uuid.UUID) -> ResponseReturnValue:
    """The overall position and the general statement."""
    own = written_space(round_id)
    form = StatementForm(obj=own)
    if not form.is_submitted():
        form.begin(own)
    elif form.validate() or form.lacks_position_alone:
        merged = form.attempt(lambda: spaces.save_statement(own, form.typed(), began=form.start()))
        if merged is not None and is_autosave():
            return saving.told(form, merged, form.typed().columns())
        if merged is not None and not (form.errors or merged.clashes):
            return _saved(url_for(_after_statement(own), round_id=round_id))
        if merged is not None:
            form = _anew(StatementForm(formdata=None, obj=own), form, own, merged)
    return saving.page(
        "responses/statement.html",
        own,
        form,
        step="statement",
        explanations=labels.EXPLANATIONS,
    )


@blueprint.route("/rounds/<uuid:round_id>/questions", methods=["GET", "POST"])
@access.respondent
def questions(round_id: uuid.UUID) -> ResponseReturnValue:
    """The answers to the questions beside the text."""
    own = written_space(round_id)
    asked = asked_of(own.round, own.invitation)
    kind = questions_form(asked)
    form = kind(data=kept(own.answers, asked))
    if not form.is_submitted():
        form.begin(own)
    elif form.validate():
        said = replies(form, asked)
        merged = form.attempt(lambda: spaces.save_answers(own, said, began=start(form, asked)))
        if merged is not None and is_autosave():
            return saving.told(form, merged, answering.named(said))
        if merged is not None and not merged.clashes:
            return _saved(url_for("responses.review", round_id=round_id))
        if merged is not None:
            form = _anew(kind(formdata=None, data=kept(own.answers, asked)), form, own, merged)
    return saving.page("responses/questions.html", own, form, step="questions", questions=asked)


def _anew(fresh: Written, sent: WrittenForm, own: OwnSpace, merged: Merged) -> Written:
    """The form with what stands now, after a saving that its sender should look at."""
    fresh.begin(own)
    for field in sent:
        if field.errors and field.name in fresh:
            fresh[field.name].errors = field.errors
    fresh.clashes = merged.clashes
    return fresh


def _begin_page(form: SenderForm, **context: Any) -> ResponseReturnValue:
    page = render_template(
        "responses/begin.html",
        form=form,
        invitations=context["invitations"],
        target=safe_next(request.args.get("next")),
        **timing(context["round_"], None),
    )
    return page, _status(form)


def _go_on(own: OwnSpace) -> ResponseReturnValue:
    remember(own)
    target = safe_next(request.args.get("next"))
    return redirect(target or url_for("responses.space", round_id=own.round_id))


def _after_statement(own: OwnSpace) -> str:
    asked = asked_of(own.round, own.invitation)
    return "responses.questions" if asked else "responses.review"


def _saved(target: str) -> ResponseReturnValue:
    """After saving: to the next step."""
    flash(_("Saved."), "success")
    return redirect(target)


def _status(form: Any) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
