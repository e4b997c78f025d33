"""Pages of a round's questions: HTTP only."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock
from webapp.core.rendering import gettext as _
from webapp.rounds import forms, policy, queries, service
from webapp.rounds.models import Question, Round
from webapp.rounds.views.frame import blueprint, form_page


@blueprint.get("/rounds/<uuid:round_id>/questions/edit")
@access.staff()
def questions(round_id: uuid.UUID) -> ResponseReturnValue:
    """The questions of a round, in their order."""
    return render_template("rounds/questions.html", round=queries.get(round_id))


@blueprint.route("/rounds/<uuid:round_id>/questions/new", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def new_question(round_id: uuid.UUID) -> ResponseReturnValue:
    """Ask one more question."""
    round_ = queries.get(round_id)
    policy.require_changeable(round_, clock.now())
    form = forms.QuestionForm.on(round_)
    if form.rearrange(request.form.get("do", "")):
        return _page(form, round_, None)
    if form.validate_on_submit():
        made = form.attempt(lambda: service.add_question(round_, form.asked(round_), current_user))
        if made is not None:
            return _to_questions(round_.id, _("The question is added."))
    return _page(form, round_, None)


@blueprint.route("/questions/<uuid:question_id>/edit", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def edit_question(question_id: uuid.UUID) -> ResponseReturnValue:
    """Ask a question in another way."""
    question = queries.question(question_id)
    policy.require_changeable(question.round, clock.now())
    form = forms.QuestionForm.on(question.round, question)
    if form.rearrange(request.form.get("do", "")):
        return _page(form, question.round, question)
    if form.validate_on_submit():
        asked = form.asked(question.round)
        form.attempt(lambda: service.change_question(question, asked, current_user))
        if not form.errors:
            return _to_questions(question.round_id, _("Saved."))
    return _page(form, question.round, question)


@blueprint.post("/questions/<uuid:question_id>/move")
@access.staff(*policy.EDITORS)
def move_question(question_id: uuid.UUID) -> ResponseReturnValue:
    """Move a question up or down."""
    question = queries.question(question_id)
    service.move_question(question, current_user, up=request.form.get("do") == "up")
    return _to_questions(question.round_id, _("The question is moved."))


@blueprint.route("/questions/<uuid:question_id>/remove", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def remove_question(question_id: uuid.UUID) -> ResponseReturnValue:
    """Take a question away: a page that asks, and the button that does it."""
    question = queries.question(question_id)
    policy.require_changeable(question.round, clock.now())
    if request.method == "POST":
        service.remove_question(question, current_user)
        return _to_questions(question.round_id, _("The question is removed."))
    return render_template("rounds/remove_question.html", round=question.round, question=question)


def _to_questions(round_id: uuid.UUID, told: str) -> ResponseReturnValue:
    flash(told, "success")
    return redirect(url_for("rounds.questions", round_id=round_id))


def _page(
    form: forms.QuestionForm, round_: Round, question: Question | None
) -> ResponseReturnValue:
    return form_page("rounds/question_form.html", form, round=round_, question=question)
