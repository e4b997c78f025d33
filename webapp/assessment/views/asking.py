"""Asking a sender about a point, the sender's own page, and what staff write: HTTP only."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import policy, queries, service
from webapp.assessment.forms import AskForm, ClarifyForm, DecisionForm, NoteForm
from webapp.assessment.models import Clarification, NoteKind
from webapp.assessment.views.frame import blueprint
from webapp.assessment.views.points import point_page
from webapp.core import access, clock, rendering
from webapp.core.errors import NotFoundError
from webapp.core.forms import member
from webapp.core.rendering import gettext as _

PURPOSE = "clarification"
"""What the links in the e-mails to senders are good for."""


@blueprint.post("/points/<uuid:point_id>/question")
@access.staff(*policy.WEIGHERS)
def ask_sender(point_id: uuid.UUID) -> ResponseReturnValue:
    """Ask the sender about the point."""
    point = queries.get(point_id)
    form = AskForm()
    if form.validate() and form.attempt(
        lambda: service.ask_sender(
            point, form.question.data or "", key=form.made_key(), actor=current_user
        )
    ):
        flash(_("The question is on its way to the sender."), "success")
        return redirect(url_for("assessment.decide", point_id=point.id))
    page = point_page(point, DecisionForm.of(point), asking=form)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.post("/points/<uuid:point_id>/notes/<kind>")
@access.staff()
def write_note(point_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    """Write to colleagues about the point, or an expert's opinion."""
    point = queries.get(point_id)
    chosen = member(NoteKind, kind)
    if chosen is None:
        raise NotFoundError(_("There is no such page."))
    form = NoteForm.of(chosen, sent=True)
    if form.validate():
        key, text = form.made_key(), form.text.data or ""
        service.write_note(point, chosen, text, key=key, actor=current_user)
        flash(_("It is written down for your colleagues."), "success")
        return redirect(url_for("assessment.decide", point_id=point.id))
    page = point_page(point, DecisionForm.of(point), noting=NoteForm.every() | {chosen: form})
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.route("/clarifications/<token>", methods=["GET", "POST"])
@access.public
def clarify(token: str) -> ResponseReturnValue:
    """The sender's page: their own words, what was asked, and a form to answer in."""
    asked = queries.clarification(uuid.UUID(access.unsign(PURPOSE, token)))
    form = ClarifyForm()
    if form.validate_on_submit() and form.attempt(lambda: _clarified(asked, form)):
        flash(_("Thank you. Your answer is kept together with your point."), "success")
        return redirect(url_for("assessment.clarify", token=token))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    response = asked.point.response
    with rendering.spoken(rendering.language(), to_one=not response.for_body):
        page = render_template(
            "assessment/clarify.html",
            asked=asked,
            point=asked.point,
            response=response,
            words=queries.words(asked.point_id),
            token=token,
            form=form if form.is_submitted() else ClarifyForm.fresh(),
            may_answer=policy.is_weighable(asked.point.round, clock.now()),
        )
    return page, status


def _clarified(asked: Clarification, form: ClarifyForm) -> bool:
    service.clarify(asked, form.said())
    return True
