"""Pages of consultations: HTTP only."""

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock
from webapp.core.rendering import gettext as _
from webapp.rounds import forms, labels, policy, process, queries, service
from webapp.rounds.models import Consultation
from webapp.rounds.views.frame import blueprint, form_page, to


@blueprint.get("/consultations")
@access.staff()
def consultations() -> ResponseReturnValue:
    """Every case, newest first."""
    found, cursor = queries.consultations(after=request.args.get("after", type=uuid.UUID))
    open_ = queries.open_rounds()
    pulses = queries.pulses(open_, clock.now())
    return render_template(
        "rounds/consultations.html",
        consultations=found,
        cursor=cursor,
        open_rounds=open_,
        pulses=pulses,
    )


@blueprint.route("/consultations/new", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def new_consultation() -> ResponseReturnValue:
    """Begin a case, with oneself as contact person unless one writes another."""
    form = forms.ConsultationForm.of_contact(current_user)
    if form.validate_on_submit():
        case = form.attempt(lambda: service.create_consultation(form.facts(), current_user))
        if case:
            return to(case, _("The consultation is there. Now add the document that it is about."))
    return form_page("rounds/consultation_form.html", form, case=None)


@blueprint.get("/consultations/<uuid:consultation_id>")
@access.staff()
def consultation(consultation_id: uuid.UUID) -> ResponseReturnValue:
    """One case: its particulars, documents, rounds, and what has happened in it."""
    case = queries.consultation(consultation_id)
    return render_template(
        "rounds/consultation.html",
        case=case,
        documents=queries.documents(case.id),
        pulses=queries.pulses(case.rounds, clock.now()),
        **_process(case),
        timeline=queries.timeline(
            {case.id, *(each.id for each in case.rounds)}, actions=labels.ACTIONS
        ),
    )


@blueprint.route("/consultations/<uuid:consultation_id>/edit", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def edit_consultation(consultation_id: uuid.UUID) -> ResponseReturnValue:
    """Change what a case is called and its contact person."""
    case = queries.consultation(consultation_id)
    form = forms.ConsultationForm.about(case)
    if form.validate_on_submit():
        form.attempt(lambda: service.change_consultation(case, form.facts(), current_user))
        if not form.errors:
            return to(case, _("Saved."))
    return form_page("rounds/consultation_form.html", form, case=case)


@blueprint.post("/consultations/<uuid:consultation_id>/documents")
@access.staff(*policy.EDITORS)
def add_document(consultation_id: uuid.UUID) -> ResponseReturnValue:
    """Begin a document in the case, and go to it."""
    case = queries.consultation(consultation_id)
    document = service.add_document(case, current_user)
    return redirect(url_for("drafts.document", document_id=document.id))


@blueprint.get("/documents/<uuid:document_id>/consultation")
@access.staff()
def of_document(document_id: uuid.UUID) -> ResponseReturnValue:
    """To the case that a document belongs to."""
    case_id = queries.consultation_of(document_id)
    return redirect(url_for("rounds.consultation", consultation_id=case_id))


def _process(case: Consultation) -> dict[str, Any]:
    """The case's line of time, and what is considered about consultation with the Sámi."""
    track = queries.sami_track(case.id)
    meetings = queries.meetings(case.id)
    sami = track.steps if track else []
    today = clock.local(clock.now()).date()
    decided = queries.decisions_in(case.id)
    line = process.line(case.rounds, meetings, case.steps, sami=sami, decisions=decided)
    return {
        "happenings": process.parts(line, today),
        "track": track,
        "is_public": bool(process.seen_by_all(case.rounds, clock.now())),
    }
