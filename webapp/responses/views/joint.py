"""A body asks others to answer jointly, in its own space: HTTP only."""

import uuid

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core import access
from webapp.core.extensions import limiter
from webapp.core.forms import identifier
from webapp.core.rendering import gettext as _
from webapp.responses import policy, queries
from webapp.responses.forms import ConfirmForm
from webapp.responses.models import OwnSpace
from webapp.responses.service import joint as service
from webapp.responses.views.frame import blueprint, body_space, own_page, submission_limit
from webapp.rounds import queries as rounds

LONGEST_SEARCH = 100


@blueprint.get("/rounds/<uuid:round_id>/joint")
@access.respondent
def joint(round_id: uuid.UUID) -> ResponseReturnValue:
    """The bodies that are asked to answer jointly, what they say, and a search for more."""
    return _page(body_space(round_id), ConfirmForm(formdata=None))


@blueprint.post("/rounds/<uuid:round_id>/joint")
@access.respondent
@limiter.limit(submission_limit)
def ask_body(round_id: uuid.UUID) -> ResponseReturnValue:
    """Ask a body to answer jointly."""
    own = body_space(round_id)
    form = ConfirmForm()
    body = rounds.invitation(identifier(request.form.get("body")) or uuid.UUID(int=0))
    row = form.attempt(lambda: service.ask(own, body))
    if row is None:
        return _page(own, form), 422
    flash(_("An e-mail with a link is on its way to %(name)s.", name=body.name), "success")
    return _back(own)


@blueprint.post("/rounds/<uuid:round_id>/joint/<uuid:row_id>/again")
@access.respondent
@limiter.limit(submission_limit)
def ask_body_again(round_id: uuid.UUID, row_id: uuid.UUID) -> ResponseReturnValue:
    """Send a body the e-mail again."""
    own = body_space(round_id)
    row = queries.joint_body_of(own, row_id)
    service.ask_again(own, row)
    name = row.invitation.name
    flash(_("An e-mail with a link is on its way to %(name)s.", name=name), "success")
    return _back(own)


@blueprint.post("/rounds/<uuid:round_id>/joint/<uuid:row_id>/withdraw")
@access.respondent
def withdraw_body(round_id: uuid.UUID, row_id: uuid.UUID) -> ResponseReturnValue:
    """Ask a body no more."""
    own = body_space(round_id)
    row = queries.joint_body_of(own, row_id)
    service.withdraw(own, row)
    flash(_("%(name)s is not asked any more.", name=row.invitation.name), "success")
    return _back(own)


def _back(own: OwnSpace) -> ResponseReturnValue:
    return redirect(url_for("responses.joint", round_id=own.round_id))


def _page(own: OwnSpace, form: ConfirmForm) -> str:
    words = request.values.get("find", "")[:LONGEST_SEARCH]
    asked = queries.asked_jointly(own)
    may_ask = policy.may_coordinate(own) and policy.may_be_joint(own)
    return own_page(
        "responses/joint.html",
        own,
        form=form,
        asked=asked,
        mails=queries.mails_to_joint(asked),
        words=words,
        found=queries.askable(own, words) if may_ask else [],
        may_ask=may_ask,
    )
