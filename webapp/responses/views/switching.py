"""Asking a member of staff who follows a link to those who answer whether to go on as one of them.

A session belongs to one person (docs/decisions/0007), so going on ends the one as staff.
"""

import uuid

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.audit import service as audit
from webapp.core.web import form_leaving_staff
from webapp.rounds.models import Invitation


def ask(name: str, round_id: uuid.UUID, invitation: Invitation | None) -> ResponseReturnValue:
    """The page that asks, with the form as it was sent. Nothing has happened yet."""
    stay = (
        url_for("rounds.invitation", invitation_id=invitation.id)
        if invitation
        else url_for("rounds.show", round_id=round_id)
    )
    fields = form_leaving_staff()
    return render_template("responses/leave_staff.html", name=name, fields=fields, stay=stay)


def note(name: str, round_id: uuid.UUID) -> None:
    """Write on the trail that a member of staff went on as the one who answers, if one did."""
    if current_user.is_authenticated and current_user.is_staff:
        actor = current_user._get_current_object()  # noqa: SLF001 - the proxy's own door
        audit.record("responses.go_on_as_body", subject=round_id, actor=actor, body=name)
