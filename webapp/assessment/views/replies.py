"""Standard replies: HTTP only."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.assessment import policy, queries, service
from webapp.assessment.forms import ReplyForm
from webapp.assessment.models import StandardReply
from webapp.assessment.views.frame import blueprint
from webapp.core import access
from webapp.core.rendering import gettext as _


@blueprint.route("/standard-replies", methods=["GET", "POST"])
@access.staff(*policy.WEIGHERS)
def standard_replies() -> ResponseReturnValue:
    """Every standard reply, and a form for another."""
    return _page(None)


@blueprint.route("/standard-replies/<uuid:reply_id>", methods=["GET", "POST"])
@access.staff(*policy.WEIGHERS)
def standard_reply(reply_id: uuid.UUID) -> ResponseReturnValue:
    """One standard reply, to be changed."""
    return _page(queries.standard_reply(reply_id))


@blueprint.post("/standard-replies/<uuid:reply_id>/drop")
@access.staff(*policy.WEIGHERS)
def drop_reply(reply_id: uuid.UUID) -> ResponseReturnValue:
    """Keep a standard reply no longer."""
    service.drop_reply(queries.standard_reply(reply_id), actor=current_user)
    flash(_("The standard reply is gone. Replies that were given stay."), "success")
    return redirect(url_for("assessment.standard_replies"))


def _page(reply: StandardReply | None) -> ResponseReturnValue:
    form = ReplyForm.of(reply)
    if form.validate_on_submit():
        name, texts = form.name.data or "", form.texts()
        kept = form.attempt(lambda: service.keep_reply(reply, name, texts, actor=current_user))
        if kept is not None:
            flash(_("The standard reply is saved."), "success")
            return redirect(url_for("assessment.standard_replies"))
    page = render_template(
        "assessment/standard_replies.html",
        reply=reply,
        replies=queries.standard_replies(),
        form=form,
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
