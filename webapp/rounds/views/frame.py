"""What every page of rounds shares: the blueprint, the words, and the way on."""

import uuid
from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.core import clock
from webapp.core.database import uuid7
from webapp.rounds import labels, letters, policy, queries
from webapp.rounds.labels import history
from webapp.rounds.models import Consultation, Invitation, Round

blueprint = Blueprint("rounds", __name__)

blueprint.add_app_template_filter(letters.html, "letter")
blueprint.add_app_template_filter(labels.chosen, "chosen")
blueprint.add_app_template_filter(history.mail_name, "mail_name")


@blueprint.app_context_processor
def _tools() -> dict[str, Any]:
    """Words for states, what may be done in each, and the time: for other features' pages too."""
    return {
        "round_labels": labels,
        "round_policy": policy,
        "now": clock.now(),
        "new_key": uuid7,
        "rounds_of_body": queries.rounds_of_body,
        "board_decision": queries.find_decision,
    }


def to(changed: Consultation | Round | Invitation, told: str) -> ResponseReturnValue:
    """On to the page of what was changed, which says what was done."""
    flash(told, "success")
    if isinstance(changed, Consultation):
        return redirect(url_for("rounds.consultation", consultation_id=changed.id))
    if isinstance(changed, Round):
        return redirect(url_for("rounds.show", round_id=changed.id))
    return redirect(url_for("rounds.invitation", invitation_id=changed.id))


def to_list(round_id: uuid.UUID, told: str) -> ResponseReturnValue:
    """On to the distribution list, which says what was done."""
    flash(told, "success")
    return redirect(url_for("rounds.recipients", round_id=round_id))


def form_page(template: str, form: Any, **context: Any) -> ResponseReturnValue:
    """A page with a form; one that could not be taken is the same page, and says so."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render_template(template, form=form, **context), status
