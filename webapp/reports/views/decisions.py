"""What the board decided: entered and published by staff, and read by everyone. HTTP only."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock, storage
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.storage import StoredFile
from webapp.core.web import download
from webapp.reports import emails, phrases, queries
from webapp.reports.views.frame import blueprint
from webapp.rounds import forms, policy, service
from webapp.rounds import queries as rounds
from webapp.rounds.life import Step
from webapp.rounds.models import BoardDecision, Round
from webapp.rounds.views.frame import form_page


@blueprint.route("/rounds/<uuid:round_id>/decision", methods=["GET", "POST"])
@access.staff()
def board_decision(round_id: uuid.UUID) -> ResponseReturnValue:
    """What the board decided: a form for it, who is told, and then its log of corrections."""
    round_, decision = rounds.get(round_id), rounds.find_decision(round_id)
    form = forms.BoardDecisionForm.among(rounds.frozen_versions(round_.consultation_id), decision)
    if form.is_submitted():
        policy.require_editor(current_user)
    if form.validate_on_submit():
        said = form.attempt(lambda: _save(round_, decision, form))
        if said:
            flash(said, "success")
            return redirect(url_for("reports.board_decision", round_id=round_id))
    if form.is_submitted():
        form.keep_minutes()
    may_enter = policy.may(Step.DECIDE, round_, clock.now()) or decision is not None
    told = _told(decision) if decision else {}
    return form_page(
        "reports/board_decision.html",
        form,
        round=round_,
        decision=decision,
        may_enter=may_enter,
        **told,
    )


@blueprint.post("/rounds/<uuid:round_id>/decision/publish")
@access.staff(*policy.EDITORS)
def publish_decision(round_id: uuid.UUID) -> ResponseReturnValue:
    """Let everyone read it, and tell those whom it concerns."""
    decision = rounds.find_decision(round_id)
    if decision is None:
        raise NotFoundError(_("There is no such page."))
    if service.publish_decision(decision, current_user):
        flash(_("The decision is published, and its e-mails are on their way."), "success")
    return redirect(url_for("reports.board_decision", round_id=round_id))


@blueprint.get("/decisions/<uuid:round_id>")
@access.public
def decided(round_id: uuid.UUID) -> ResponseReturnValue:
    """What the board decided, for everyone: a permanent link."""
    decision = rounds.published_decision(round_id)
    edition = queries.find_published(round_id)
    return render_template(
        "reports/decided.html",
        decision=decision,
        round=decision.round,
        has_report=edition is not None and edition.withdrawn_at is None,
    )


@blueprint.get("/decisions/<uuid:round_id>/minutes")
@access.public
def minutes(round_id: uuid.UUID) -> ResponseReturnValue:
    """The minutes that hold the decision, for everyone; for staff also before it is published."""
    is_staff = current_user.is_authenticated and current_user.is_staff
    find = rounds.find_decision if is_staff else rounds.published_decision
    decision = find(round_id)
    file = decision.minutes if decision else None
    if file is None:
        raise NotFoundError(_("There is no file here."))
    return download(storage.contents(file), name=file.name, content_type=file.content_type)


def _save(round_: Round, decision: BoardDecision | None, form: forms.BoardDecisionForm) -> str:
    minutes_ = _minutes(decision, form)
    if decision is None or decision.published_at is None:
        service.decide(round_, form.facts(), minutes_, current_user)
        return _("Saved. Nobody else sees it until you publish it.")
    corrected = service.correct_decision(decision, form.facts(), minutes_, form.why(), current_user)
    return _("The decision is corrected.") if corrected else _("Nothing was changed.")


def _minutes(decision: BoardDecision | None, form: forms.BoardDecisionForm) -> StoredFile | None:
    """The file that came now, or else the one that is there, unless it is taken away."""
    sent = form.keep_minutes()
    there = decision.minutes if decision and not form.without_minutes.data else None
    return sent or there


def _told(decision: BoardDecision) -> dict[str, Any]:
    """Who gets the e-mail and why, and its words, until it has gone."""
    if decision.published_at is not None:
        return {"counts": {}, "mails": []}
    counts = queries.recipient_counts(decision.round_id)
    samples = queries.recipient_samples(decision.round_id)
    return {
        "counts": counts,
        "whys": phrases.TOLD_OF_DECISION,
        "mails": emails.previews_of_decision(decision, samples, counts),
    }
