"""The own space: its overview, who answers, position and statement, and questions."""

import uuid
from http import HTTPStatus
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access, rendering
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.web import is_autosave, safe_next
from webapp.drafts import queries as drafts
from webapp.responses import labels, queries
from webapp.responses.forms import (
    SenderForm,
    StatementForm,
    kept,
    questions_form,
    replies,
)
from webapp.responses.models import OwnSpace
from webapp.responses.service import spaces
from webapp.responses.views.desk import desk
from webapp.responses.views.frame import (
    blueprint,
    own_page,
    own_space,
    person,
    preferred,
    remember,
    timing,
)
from webapp.rounds import queries as rounds
from webapp.rounds.policy import asked_of


@blueprint.get("/rounds/<uuid:round_id>/answer")
@access.respondent
def space(round_id: uuid.UUID) -> ResponseReturnValue:
    """The overview of one's own answer."""
    own = queries.find_space(person(), round_id, preferred=preferred())
    if own is None:
        return redirect(url_for("responses.begin", round_id=round_id))
    return own_page(
        "responses/space.html",
        own,
        sections=drafts.outline(own.round.version_id),
        erasing=queries.erasure_of(own),
        **desk(own),
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
    form = SenderForm(obj=own, who="body" if own.for_body else "person")
    if form.validate_on_submit():
        spaces.sign(own, form.sender())
        flash(_("Saved."), "success")
        return redirect(url_for("responses.space", round_id=round_id))
    return own_page("responses/sender.html", own, form=form), _status(form)


@blueprint.route("/rounds/<uuid:round_id>/statement", methods=["GET", "POST"])
@access.respondent
def statement(round_id: uuid.UUID) -> ResponseReturnValue:
    """The overall position and the general statement."""
    own = own_space(round_id)
    form = StatementForm(obj=own)
    if form.is_submitted() and (form.validate() or form.lacks_position_alone):
        target = url_for(_after_statement(own), round_id=round_id)
        if _save_statement(own, form) and (is_autosave() or not form.errors):
            return _saved(target, revision=own.revision)
    page = own_page(
        "responses/statement.html",
        own,
        step="statement",
        form=form,
        explanations=labels.EXPLANATIONS,
    )
    return page, _status(form)


@blueprint.route("/rounds/<uuid:round_id>/questions", methods=["GET", "POST"])
@access.respondent
def questions(round_id: uuid.UUID) -> ResponseReturnValue:
    """The answers to the questions beside the text."""
    own = own_space(round_id)
    asked = asked_of(own.round, own.invitation)
    form = questions_form(asked)(data=kept(own.answers, asked))
    if form.is_submitted() and form.validate():
        saved = form.attempt(lambda: spaces.save_answers(own, replies(form, asked)))
        if saved:
            return _saved(url_for("responses.review", round_id=round_id))
    page = own_page("responses/questions.html", own, step="questions", form=form, questions=asked)
    return page, _status(form)


def _save_statement(own: OwnSpace, form: StatementForm) -> bool:
    """Keep what was typed, also while the position is missing, so that no words are lost."""
    saved = form.attempt(lambda: spaces.save_statement(own, form.typed(), revision=form.seen))
    form.renew(own.revision, refused=saved is None)
    return saved is not None


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


def _saved(target: str, **fields: int) -> ResponseReturnValue:
    """After saving: to the next step, or for a page that saves by itself the new hidden fields."""
    if is_autosave():
        return jsonify(fields)
    flash(_("Saved."), "success")
    return redirect(target)


def _status(form: Any) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
