"""Taking points out of a response's running text: HTTP only."""

import uuid
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import policy, queries, service
from webapp.assessment.excerpting import Proposal, overlap, proposals
from webapp.assessment.forms import AdjustForm, PassageForm
from webapp.assessment.models import Point
from webapp.assessment.views.frame import blueprint
from webapp.core import access, clock
from webapp.core.errors import ConflictError
from webapp.core.rendering import gettext as _
from webapp.drafts import queries as drafts
from webapp.responses import queries as responses
from webapp.responses.forms import LONGEST_COMMENT
from webapp.responses.models import Response
from webapp.responses.plaintext import paragraphs
from webapp.responses.service.answer_files import shown


@blueprint.route("/responses/<uuid:response_id>/points", methods=["GET", "POST"])
@access.staff(*policy.WEIGHERS)
def split(response_id: uuid.UUID) -> ResponseReturnValue:
    """The response's running text beside what was taken out of it, and the form for more."""
    response = responses.get(response_id)
    outline = drafts.outline(response.version_id)
    found = proposals(response.statement, shown(response.round, response.language))
    form = PassageForm.on(outline, **_chosen(response, found))
    if form.validate_on_submit():
        passage = form.passage()
        point = form.attempt(lambda: service.take_out(response, passage, actor=current_user))
        if point is not None:
            flash(_("Point %(number)s is taken out.", number=point.number), "success")
            return redirect(url_for("assessment.split", response_id=response_id))
    return _page(response, form, found)


@blueprint.route("/points/<uuid:point_id>/passage", methods=["GET", "POST"])
@access.staff(*policy.WEIGHERS)
def adjust(point_id: uuid.UUID) -> ResponseReturnValue:
    """The same beside a point that nobody has decided on, to let it be another passage."""
    point = queries.get(point_id)
    response, excerpt = point.response, point.excerpt
    if excerpt is None or point.decision is not None:
        raise ConflictError(_("This point has a decision, so it stays."))
    outline = drafts.outline(response.version_id)
    form = AdjustForm.of(point, excerpt, outline, **_chosen(response, ()))
    if form.validate_on_submit():
        passage, revision = form.passage(), form.revision.data or 0
        if form.attempt(lambda: service.adjust(point, passage, revision, actor=current_user)):
            flash(_("Point %(number)s is changed.", number=point.number), "success")
            return redirect(url_for("assessment.split", response_id=response.id))
        form.renew(point)
    return _page(response, form, (), adjusting=point)


@blueprint.post("/points/<uuid:point_id>/back")
@access.staff(*policy.WEIGHERS)
def put_back(point_id: uuid.UUID) -> ResponseReturnValue:
    """Let a passage be no point of its own any more."""
    point = queries.get(point_id)
    response_id = point.response_id
    service.put_back(point, actor=current_user)
    flash(_("It is no point of its own any more."), "success")
    return redirect(url_for("assessment.split", response_id=response_id))


def _page(
    response: Response,
    form: PassageForm,
    found: Sequence[Proposal],
    adjusting: Point | None = None,
) -> ResponseReturnValue:
    """The running text beside the form; `adjusting`: the point that the form changes, if any."""
    page = render_template(
        "assessment/split.html",
        response=response,
        round=response.round,
        longest=LONGEST_COMMENT,
        sections={each.key: each for each in drafts.outline(response.version_id)},
        form=form,
        adjusting=adjusting,
        may_split=policy.may_split(current_user.roles, response, clock.now()),
        **_beside(response, found, queries.excerpts(response.id)),
    )
    wrong = form.is_submitted() and (form.errors or form.form_errors)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK


def _chosen(response: Response, found: Sequence[Proposal]) -> dict[str, Any]:
    """The paragraph or the proposal that the page's address names, to begin with.

    A paragraph is taken to be about the section that a proposal finds in it.
    """
    said = paragraphs(response.statement)
    paragraph = request.args.get("paragraph", 0, int)
    if 1 <= paragraph <= len(said):
        text = said[paragraph - 1]
        keys = [each.section_key for each in found if overlap(each.text, text)]
        return {"text": text, "section": next(filter(None, keys), "")}
    proposal = request.args.get("proposal", 0, int)
    if 1 <= proposal <= len(found):
        return {"text": found[proposal - 1].text, "section": found[proposal - 1].section_key or ""}
    return {}


def _beside(
    response: Response, found: Sequence[Proposal], points: Sequence[Point]
) -> dict[str, Any]:
    """What stands beside each other: the paragraphs with their points, and what is left."""
    taken = [(point, point.excerpt) for point in points if point.excerpt]
    return {
        "points": points,
        "said": [
            (paragraph, [point for point, excerpt in taken if overlap(excerpt.text, paragraph)])
            for paragraph in paragraphs(response.statement)
        ],
        "proposals": [
            (number, each)
            for number, each in enumerate(found, start=1)
            if not any(each.is_in(excerpt.text, excerpt.section_key) for _point, excerpt in taken)
        ],
    }
