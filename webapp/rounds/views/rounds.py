"""Pages of one round: HTTP only."""

import uuid

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock
from webapp.core.rendering import gettext as _
from webapp.core.web import wants_fragment
from webapp.rounds import advice, forms, labels, policy, queries, service
from webapp.rounds.models import Consultation, Round
from webapp.rounds.views.frame import blueprint, form_page, to


@blueprint.route("/consultations/<uuid:consultation_id>/rounds/new", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def new_round(consultation_id: uuid.UUID) -> ResponseReturnValue:
    """Begin a round in the case."""
    case = queries.consultation(consultation_id)
    form = forms.RoundForm.on(queries.frozen_versions(case.id))
    if form.rearrange(request.form.get("do", "")):
        return _round_page(form, case, None)
    if form.validate_on_submit():
        made = form.attempt(lambda: service.create_round(case, form.plan(), current_user))
        if made:
            return to(made, _("The round is saved. Nothing is sent until you open it."))
    return _round_page(form, case, None)


@blueprint.route("/rounds/<uuid:round_id>/edit", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def edit(round_id: uuid.UUID) -> ResponseReturnValue:
    """Change what a round asks, while it is not open."""
    round_ = queries.get(round_id)
    policy.require_changeable(round_, clock.now())
    form = forms.RoundForm.on(queries.frozen_versions(round_.consultation_id), round_)
    if form.rearrange(request.form.get("do", "")):
        return _round_page(form, round_.consultation, round_)
    if form.validate_on_submit():
        form.attempt(lambda: service.change_round(round_, form.plan(), current_user))
        if not form.errors:
            return to(round_, _("Saved."))
    return _round_page(form, round_.consultation, round_)


@blueprint.get("/rounds/<uuid:round_id>")
@access.staff()
def show(round_id: uuid.UUID) -> ResponseReturnValue:
    """One round: what is left to do before it opens, and then where everyone stands."""
    round_ = queries.get(round_id)
    at = clock.now()
    timeline = queries.timeline({round_.id}, actions=labels.ACTIONS)
    if policy.is_changeable(round_, at):
        ready = queries.preparation(round_, at)
        return render_template("rounds/prepare.html", round=round_, timeline=timeline, **ready)
    form = forms.LedgerForm(request.args)
    figures = queries.figures(round_, at, words=form.choice().words)
    form.count(figures, round_.groups if figures.are_grouped else ())
    found, cursor = queries.lines(round_, form.choice(), at)
    shown = {"round": round_, "choices": form, "figures": figures, "lines": found}
    if wants_fragment():
        return render_template("rounds/_follow.html", **shown, cursor=cursor)
    rate = queries.response_rate(round_, figures.invited, at)
    return render_template("rounds/show.html", **shown, cursor=cursor, timeline=timeline, rate=rate)


def _round_page(
    form: forms.RoundForm, case: Consultation, round_: Round | None
) -> ResponseReturnValue:
    """The form of a round, with last days that can be recommended if it opens as planned."""
    opens = clock.local((round_ and round_.opens_at) or clock.now()).date()
    chosen = form.deadline.data
    return form_page(
        "rounds/round_form.html",
        form,
        case=case,
        round=round_,
        opens=opens,
        proposals=advice.proposals(opens),
        outlook=advice.outlook(opens, chosen) if chosen and chosen > opens else None,
    )
