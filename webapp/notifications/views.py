"""Staff's page of e-mails: HTTP only."""

import uuid
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.core.rendering import gettext as _
from webapp.core.rendering import ngettext
from webapp.notifications import forms, labels, policy, queries, service

blueprint = Blueprint("notifications", __name__)


@blueprint.app_context_processor
def _tools() -> dict[str, Any]:
    """The words for e-mails, and who may send them again."""
    return {"email_labels": labels, "email_policy": policy}


@blueprint.get("/emails")
@access.staff()
def emails() -> ResponseReturnValue:
    """What waits, was sent, failed or came back."""
    form = forms.ChoiceForm(request.args)
    found, cursor = queries.emails(form.choice())
    return render_template(
        "notifications/emails.html",
        choices=form,
        emails=found,
        cursor=cursor,
        counts=queries.counts(),
    )


@blueprint.get("/emails/failed")
@access.staff()
def failed() -> ResponseReturnValue:
    """How many failed, in words, for the menu."""
    count = queries.failed()
    words = ngettext("one failed", "%(num)s failed", count) if count else ""
    return Response(words, mimetype="text/plain")


@blueprint.post("/emails/<uuid:email_id>/retry")
@access.staff(*policy.SENDERS)
def retry(email_id: uuid.UUID) -> ResponseReturnValue:
    """Send one e-mail again."""
    email = queries.get(email_id)
    service.retry(email, current_user)
    flash(_("The e-mail to %(address)s is sent again.", address=email.address), "success")
    return redirect(url_for("notifications.emails"))


@blueprint.post("/emails/retry")
@access.staff(*policy.SENDERS)
def retry_failed() -> ResponseReturnValue:
    """Send again all that failed."""
    count = service.retry_failed(current_user)
    told = ngettext("One e-mail is sent again.", "%(num)s e-mails are sent again.", count)
    flash(told if count else _("There was nothing to send again."), "success" if count else "info")
    return redirect(url_for("notifications.emails"))
