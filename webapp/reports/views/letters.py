"""The e-mails of a round that leave when something is done: who gets each, why, and its words."""

import uuid

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.core.forms import clean_line
from webapp.core.rendering import gettext as _
from webapp.notifications.models import Occasion
from webapp.reports import labels, phrases
from webapp.reports.emails import previews
from webapp.reports.queries import letters as queries
from webapp.reports.views.frame import blueprint
from webapp.rounds import forms, policy, service
from webapp.rounds import queries as rounds
from webapp.rounds.views.frame import form_page


@blueprint.route("/rounds/<uuid:round_id>/letters/receipt", methods=["GET", "POST"])
@access.staff()
def letter_of_receipt(round_id: uuid.UUID) -> ResponseReturnValue:
    """The receipt."""
    return _letter(round_id, Occasion.RECEIPT)


@blueprint.route("/rounds/<uuid:round_id>/letters/results", methods=["GET", "POST"])
@access.staff()
def letter_of_results(round_id: uuid.UUID) -> ResponseReturnValue:
    """The e-mail that the report is published."""
    return _letter(round_id, Occasion.REPORT_PUBLISHED)


@blueprint.route("/rounds/<uuid:round_id>/letters/decision", methods=["GET", "POST"])
@access.staff()
def letter_of_decision(round_id: uuid.UUID) -> ResponseReturnValue:
    """The e-mail about what the board decided."""
    return _letter(round_id, Occasion.BOARD_DECISION)


@blueprint.get("/rounds/<uuid:round_id>/letters/undelivered")
@access.staff()
def letter_of_undelivered(round_id: uuid.UUID) -> ResponseReturnValue:
    """The e-mail to the contact person about what did not arrive."""
    return _letter(round_id, Occasion.UNDELIVERED)


def _letter(round_id: uuid.UUID, occasion: Occasion) -> ResponseReturnValue:
    round_ = rounds.get(round_id)
    form = forms.IntroForm.about(rounds.intro(round_id, occasion.value))
    if form.is_submitted():
        policy.require_editor(current_user)
    if form.validate_on_submit():
        service.introduce(round_, occasion.value, form.text(), current_user)
        flash(_("Saved."), "success")
        return redirect(request.path)
    body = queries.body(round_id, request.args.get("body", type=uuid.UUID))
    named = clean_line(request.args.get("q"))
    return form_page(
        "reports/letter.html",
        form,
        round=round_,
        occasion=occasion,
        about=labels.LETTERS[occasion],
        empty=labels.NO_EXAMPLE[occasion],
        whys=phrases.TOLD_OF_DECISION,
        gone=previews.gone(round_, occasion),
        body=body,
        named=named,
        bodies=queries.bodies(round_id, named) if named else [],
        shown=previews.shown(round_, occasion, body),
    )
