"""The link "this was not me" in e-mails, and what staff find about such answers: HTTP only."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.core.extensions import limiter
from webapp.core.rendering import gettext as _
from webapp.responses import forms, labels, queries
from webapp.responses.models import Whose
from webapp.responses.service import disowning
from webapp.responses.views.frame import blueprint, submission_limit
from webapp.responses.views.readings import response_page
from webapp.rounds import policy as rounds_policy

PURPOSE = "not-me"
"""What the link is signed for; it says whose address it went to."""


@blueprint.app_context_processor
def _tools() -> dict[str, object]:
    return {"disowned_left": queries.disowned, "first_disowned": queries.first_disowned}


blueprint.add_app_template_filter(labels.WHOSE.get, "whose_label")


@blueprint.get("/not-me/<token>")
@access.public
@limiter.limit(submission_limit)
def not_me(token: str) -> ResponseReturnValue:
    """What happens if one presses the button. Opening the page changes nothing."""
    under = disowning.found(uuid.UUID(access.unsign(PURPOSE, token)))
    state = "stopped" if under.is_stopped else "asked"
    return render_template("responses/not_me.html", under=under, token=token, state=state)


@blueprint.post("/not-me/<token>")
@access.public
@limiter.limit(submission_limit)
def disown(token: str) -> ResponseReturnValue:
    """The button was pressed: it was not the owner of the address, or it was after all."""
    under = disowning.found(uuid.UUID(access.unsign(PURPOSE, token)))
    again = request.form.get("do") == "again"
    if again:
        disowning.take_back(under)
    else:
        disowning.disown(under)
    state = "again" if again else "done"
    return render_template("responses/not_me.html", under=under, token=token, state=state)


@blueprint.post("/responses/<uuid:response_id>/whose")
@access.staff(*rounds_policy.EDITORS)
def settle_disowning(response_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what staff found about whose the answer is."""
    response = queries.get(response_id)
    form = forms.WhoseForm()
    if form.validate():
        outcome, reason = Whose(form.outcome.data), form.reason.data or ""
        form.attempt(lambda: disowning.settle(response, outcome, reason, actor=current_user))
    if form.errors or form.form_errors:
        return response_page(response, whose=form)
    flash(_("What you found is kept."), "success")
    return redirect(url_for("responses.show", response_id=response_id))
