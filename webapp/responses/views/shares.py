"""Sharing one's submitted answer, and joining the one that another body shares: HTTP only."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.drafts import queries as drafts
from webapp.responses import queries
from webapp.responses.forms import ConfirmForm, ShareForm
from webapp.responses.models import OwnSpace, Response
from webapp.responses.service import shares as service
from webapp.responses.views.frame import blueprint, own_space, person, preferred, timing
from webapp.rounds.policy import asked_of

PURPOSE = "share"
"""What the link to a shared answer is signed for; it says which share."""


@blueprint.app_template_filter("share_link")
def share_link(response: Response) -> str:
    """The address by which the answer is shared; empty where it is not."""
    found = queries.share_of(response)
    if found is None or found.stopped_at is not None:
        return ""
    token = access.sign(PURPOSE, found.link)
    return url_for("responses.shared", token=token, _external=True)


@blueprint.post("/receipts/<uuid:response_id>/share")
@access.respondent
def share(response_id: uuid.UUID) -> ResponseReturnValue:
    """Share the answer with whoever gets its link, or stop that."""
    response = queries.response_of(person(), response_id)
    form = ShareForm()
    if form.validate() and form.do.data == "stop":
        service.stop(response)
        flash(_("The link is stopped. Those who have joined the answer have still joined it."))
    elif form.validate():
        service.share(response, person())
        flash(_("The answer is shared with those who get the link."), "success")
    return redirect(f"{url_for('responses.receipt', response_id=response_id)}#joining")


@blueprint.get("/shared/<token>")
@access.respondent
def shared(token: str) -> ResponseReturnValue:
    """Another body's answer, as it shares it, with the button that joins it."""
    response = _shared(token)
    return _page(response, _space(response), token)


@blueprint.post("/shared/<token>")
@access.respondent
def join_answer(token: str) -> ResponseReturnValue:
    """Let one's own answer join it. It counts when it is submitted."""
    response = _shared(token)
    own = _space(response)
    form = ConfirmForm()
    form.attempt(lambda: service.join(own, response))
    if form.errors or form.form_errors:
        return _page(response, own, token, form)
    flash(_("Your answer joins it. It counts when you have submitted it."), "success")
    return redirect(url_for("responses.review", round_id=own.round_id))


@blueprint.post("/rounds/<uuid:round_id>/joining/leave")
@access.respondent
def leave(round_id: uuid.UUID) -> ResponseReturnValue:
    """Let one's own answer join no other any more."""
    if ConfirmForm().validate():
        service.leave(own_space(round_id))
        flash(_("Your answer joins no other any more."), "success")
    return redirect(url_for("responses.review", round_id=round_id))


@blueprint.get("/receipts/<uuid:response_id>/joined")
@access.respondent
def joined(response_id: uuid.UUID) -> ResponseReturnValue:
    """The answer that one has joined, as it was then."""
    found = queries.response_of(person(), response_id).endorses
    if found is None:
        raise NotFoundError(_("Your answer joins no other."))
    return _page(queries.get(found.id), None, "")


def _shared(token: str) -> Response:
    share_id, _colon, number = access.unsign(PURPOSE, token).partition(":")
    return queries.shared(uuid.UUID(share_id), int(number))


def _space(response: Response) -> OwnSpace:
    own = queries.find_space(person(), response.round_id, preferred=preferred())
    if own is None or not own.for_body:
        raise NotFoundError(
            _("Open the link in your own invitation first, and then this one once more.")
        )
    return own


def _page(
    response: Response, own: OwnSpace | None, token: str, form: ConfirmForm | None = None
) -> ResponseReturnValue:
    page = render_template(
        "responses/shared.html",
        response=response,
        own=own,
        token=token,
        form=form,
        answers={answer.question_id: answer for answer in response.answers},
        asked=asked_of(response.round, response.invitation),
        sections={each.key: each for each in drafts.outline(response.version_id)},
        **timing(response.round, own.invitation if own else None),
    )
    return page, 422 if form else 200
