"""What became of the points: a sender's own page by signed link, and the public one. HTTP only."""

import json
import uuid
from collections.abc import Mapping, Sequence
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.assessment import labels as assessment
from webapp.assessment.following import follow
from webapp.assessment.models import Point
from webapp.core import access, clock, rendering, storage
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.drafts import queries as drafts
from webapp.drafts.carrying import Status
from webapp.reports import comparing, labels, policy, queries, service, shortly
from webapp.reports.forms import ReactionForm
from webapp.reports.models import Edition, Format, Reaction, Stance
from webapp.reports.views.frame import blueprint, check_shown
from webapp.responses import queries as responses
from webapp.responses.emails import language_of
from webapp.responses.models import HIDING, Response
from webapp.responses.views.frame import person

PURPOSE = "disposition"
"""What the link in a letter to a sender is signed for; it says which response."""

PAGE = 50


@blueprint.get("/receipts/<uuid:response_id>/points")
@access.respondent
def own_points(response_id: uuid.UUID) -> ResponseReturnValue:
    """The same page as the link in the letter leads to, for who is signed in."""
    response = responses.response_of(person(), response_id)
    token = access.sign(PURPOSE, str(response.id))
    return redirect(url_for("reports.dispositions", token=token))


@blueprint.get("/own-points/<token>")
@access.public
def dispositions(token: str) -> ResponseReturnValue:
    """A sender's own points, and what became of each."""
    return _page(token)


@blueprint.get("/responses/<uuid:response_id>/results")
@access.staff()
def results_to_post(response_id: uuid.UUID) -> ResponseReturnValue:
    """What became of a sender's points, to print for one whom no e-mail reaches."""
    response = queries.counting(responses.get(response_id))
    found = queries.find_published(response.round_id)
    edition = found if found and found.withdrawn_at is None else None
    check = response.check
    with rendering.spoken(language_of(response), to_one=not response.for_body):
        return render_template(
            "reports/results_letter.html",
            response=response,
            round=response.round,
            today=clock.now(),
            hidden=check.state.value if check and check.state in HIDING else "",
            last_day=policy.last_day_to_react(edition) if edition else None,
            code=shortly.code(response.round_id),
            **_became(response, edition),
        )


@blueprint.post("/own-points/<token>/<int:number>")
@access.public
def react(token: str, number: int) -> ResponseReturnValue:
    """Say whether one is satisfied with the decision on one's point."""
    response = _response(token)
    found = {each.number: each for each in queries.points_of(response.words_id)}.get(number)
    if found is None:
        raise NotFoundError(_("There is no such point."))
    form = ReactionForm(prefix=f"p{number}-")
    if not form.validate():
        return _page(token, wrong=(number, form))
    service.react(found, response, Stance(form.stance.data), form.text.data or "")
    with rendering.spoken(rendering.language(), to_one=not response.for_body):
        said = _("Thank you. What you say of point %(number)s is kept.", number=number)
    flash(said, "success")
    return redirect(url_for("reports.dispositions", token=token) + f"#point-{number}")


@blueprint.get("/reports/<uuid:round_id>/dispositions")
@access.public
def all_dispositions(round_id: uuid.UUID) -> ResponseReturnValue:
    """What became of every point, as the published edition says it."""
    edition = queries.published(round_id)
    if edition.withdrawn_at is not None:
        return redirect(url_for("reports.published", round_id=round_id))
    check_shown(edition)
    said = _said(queries.file(edition, Format.JSON).file_id)
    wanted, words = request.args.get("decision", ""), request.args.get("q", "").strip()
    found = [each for each in said if comparing.has(each, words)]
    narrowed = [each for each in found if wanted in ("", each.decision)]
    first = max(0, request.args.get("after", 0, int))
    return render_template(
        "reports/dispositions.html",
        edition=edition,
        round=edition.round,
        points=narrowed[first : first + PAGE],
        total=len(narrowed),
        found=len(found),
        more=first + PAGE if len(narrowed) > first + PAGE else None,
        wanted=wanted,
        words=words,
        decisions=labels.DECISIONS,
        counts={each: sum(s.decision == each for s in found) for each in labels.DECISIONS},
        formats={each.value: labels.FORMATS[each] for each in (Format.CSV, Format.JSON)},
    )


def _told(edition: Edition) -> Mapping[str, Any]:
    """What each point changed in the text, as the edition says it."""
    said = _said(queries.file(edition, Format.JSON).file_id)
    return {each.number: each.changes for each in said if each.changes}


@lru_cache(maxsize=4)
def _said(file_id: uuid.UUID) -> Sequence[comparing.Said]:
    """The points of a published edition. Kept: its files never change."""
    file = storage.get(file_id)
    return list(comparing.points(json.loads(storage.contents(file)))) if file else []


def _response(token: str) -> Response:
    return queries.counting(responses.get(uuid.UUID(access.unsign(PURPOSE, token))))


def _page(token: str, wrong: tuple[int, ReactionForm] | None = None) -> ResponseReturnValue:
    response = _response(token)
    edition = queries.published(response.round_id)
    is_out = edition.withdrawn_at is None
    became = _became(response, edition if is_out else None) | {"edition": edition}
    points = became["points"]
    reactions = queries.reactions_of(response)
    forms = {each.number: _form(each, reactions.get(each.id)) for each in points}
    with rendering.spoken(rendering.language(), to_one=not response.for_body):
        page = render_template(
            "reports/own_points.html",
            token=token,
            response=response,
            round=response.round,
            reactions=reactions,
            forms=forms | dict([wrong] if wrong else []),
            form=wrong[1] if wrong else None,
            may_react=policy.may_react(edition, clock.now()) and not response.has_left,
            last_day=policy.last_day_to_react(edition),
            stances=labels.STANCES,
            **became,
        )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK


def _became(response: Response, edition: Edition | None) -> dict[str, Any]:
    """What became of the points of a response; `edition`: the one that is out, if one is."""
    points = queries.points_of(response.words_id) if edition else []
    return {
        "edition": edition,
        "points": points,
        "sections": {each.key: each for each in drafts.outline(response.version_id)},
        "changed": _changed(response, points),
        "told": _told(edition) if edition and points else {},
        "decisions": assessment.DECISIONS,
    }


def _form(point: Point, said: Reaction | None) -> ReactionForm:
    data = {"stance": said.stance.value, "text": said.text} if said else {}
    return ReactionForm(formdata=None, prefix=f"p{point.number}-", data=data)


def _changed(response: Response, points: Sequence[Point]) -> dict[uuid.UUID, Any]:
    """What became of the text of each comment that led to a change, where a later one is shown."""
    comments = {
        each.comment.id: each.comment
        for each in points
        if each.comment and each.decision in policy.LEADING_TO_CHANGE
    }
    later = queries.later_shown(response.round.version) if comments else None
    if later is None:
        return {}
    rows = drafts.reading(response.version_id), drafts.reading(later.id)
    following = follow(list(comments.values()), *rows)
    return {
        comment.id: text.carried
        for section in following.sections
        for text in section.texts
        if text.carried.status is Status.CHANGED and not text.carried.doubt
        for comment in comments.values()
        if any(comment is each for each in text.comments)
    }
