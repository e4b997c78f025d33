"""Reviewing and submitting: the answer, no comments, or abstaining."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access, clock
from webapp.core.errors import DomainError
from webapp.core.extensions import limiter
from webapp.responses import differing, queries
from webapp.responses.forms import ReviewForm
from webapp.responses.models import Form, OwnSpace, Stage
from webapp.responses.service import Submission, joint
from webapp.responses.service import submit as submit_response
from webapp.responses.views.frame import (
    beforehand,
    blueprint,
    own_page,
    own_space,
    person,
    submission_limit,
)

PAGES = {
    Form.NO_COMMENTS: "responses/no_comments.html",
    Form.ABSTAIN: "responses/abstain.html",
}
"""The pages that ask before a short answer is submitted."""


@dataclass(frozen=True, slots=True)
class Served:
    """When the page with the button was served, and what it showed; signed, so that it is true."""

    at: datetime
    fingerprint: str

    def token(self, space: OwnSpace) -> str:
        """As the page carries it."""
        return access.sign("review", f"{space.id} {self.at.isoformat()} {self.fingerprint}")

    @classmethod
    def read(cls, space: OwnSpace, token: str | None) -> "Served | None":
        """What the page carried; None where it was not ours, which costs the grace and no more."""
        try:
            space_id, at, fingerprint = access.unsign("review", token or "").split(" ")
        except DomainError:
            return None
        return cls(datetime.fromisoformat(at), fingerprint) if space_id == str(space.id) else None


@blueprint.get("/rounds/<uuid:round_id>/review")
@access.respondent
def review(round_id: uuid.UUID) -> ResponseReturnValue:
    """Everything read back, with the button that submits."""
    own = own_space(round_id)
    return _review_page(own, _fresh(own))


@blueprint.post("/rounds/<uuid:round_id>/submit")
@access.respondent
@limiter.limit(submission_limit)
def submit(round_id: uuid.UUID) -> ResponseReturnValue:
    """Submit the answer, once, however often the button is pressed; its receipt comes next."""
    own = own_space(round_id)
    form = ReviewForm()
    if form.validate():
        submission = _submission(own, form, Form.ANSWER)
        response = form.attempt(lambda: submit_response(own, person(), submission))
        if response is not None:
            return redirect(url_for("responses.receipt", response_id=response.id))
    return _review_page(own, form), HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.route("/rounds/<uuid:round_id>/no-comments", methods=["GET", "POST"])
@access.respondent
@limiter.limit(submission_limit, methods=["POST"])
def no_comments(round_id: uuid.UUID) -> ResponseReturnValue:
    """Say that one has no comments: a page that asks, and the button that says it."""
    return _short_answer(round_id, Form.NO_COMMENTS)


@blueprint.route("/rounds/<uuid:round_id>/abstain", methods=["GET", "POST"])
@access.respondent
@limiter.limit(submission_limit, methods=["POST"])
def abstain(round_id: uuid.UUID) -> ResponseReturnValue:
    """Abstain from answering: a page that asks, and the button that says it."""
    return _short_answer(round_id, Form.ABSTAIN)


def _short_answer(round_id: uuid.UUID, kind: Form) -> ResponseReturnValue:
    own = own_space(round_id)
    form = ReviewForm()
    if form.is_submitted() and form.validate():
        submission = _submission(own, form, kind)
        response = form.attempt(lambda: submit_response(own, person(), submission))
        if response is not None:
            return redirect(url_for("responses.receipt", response_id=response.id))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
    shown = form if form.is_submitted() else _fresh(own)
    return own_page(PAGES[kind], own, form=shown), status


def _fresh(own: OwnSpace) -> ReviewForm:
    served = Served(clock.now(), joint.as_read(own, queries.asked_jointly(own)))
    return ReviewForm(formdata=None, submission_key=uuid.uuid4(), served=served.token(own))


def _submission(own: OwnSpace, form: ReviewForm, kind: Form) -> Submission:
    served = Served.read(own, form.served.data)
    return Submission(
        key=_key(form.submission_key.data),
        form=kind,
        stage=Stage(form.stage.data),
        decides_on=form.decides_on.data,
        review_opened=served.at if served else None,
        fingerprint=served.fingerprint if served and kind is Form.ANSWER else None,
    )


def _review_page(own: OwnSpace, form: ReviewForm) -> str:
    served = Served.read(own, form.served.data)
    # A page shown again keeps the time of the first, so that nobody loses the grace by an error.
    asked = queries.asked_jointly(own)
    renewed = Served(served.at if served else clock.now(), joint.as_read(own, asked))
    form.served.data = renewed.token(own)
    former = queries.latest_of(own)
    return own_page(
        "responses/review.html",
        own,
        step="review",
        form=form,
        asked=asked,
        promised=queries.promised(own),
        comments=queries.comments_in(own),
        answers={answer.question_id: answer for answer in own.answers},
        **beforehand(own),
        differs=differing.of(queries.get(former.words_id), own) if former else None,
    )


def _key(typed: str | None) -> uuid.UUID:
    """The page's own key; without a good one, the press counts as one of its own."""
    try:
        return uuid.UUID(typed or "")
    except ValueError:
        return uuid.uuid4()
