"""The process of a case: its steps, and its consultation with Sámi representatives. HTTP only."""

import uuid

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, storage
from webapp.core.errors import NotFoundError
from webapp.core.rendering import gettext as _
from webapp.core.storage import StoredFile
from webapp.core.web import download
from webapp.rounds import forms, papers, policy, queries, service
from webapp.rounds.models import CaseStep
from webapp.rounds.views.frame import blueprint, form_page, to


@blueprint.route("/consultations/<uuid:consultation_id>/steps/new", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def new_step(consultation_id: uuid.UUID) -> ResponseReturnValue:
    """Put a step on the case's line of time."""
    case = queries.consultation(consultation_id)
    form = forms.StepForm.about(None)
    if form.validate_on_submit():
        key = form.made_key()
        made = form.attempt(lambda: service.add_step(case, form.facts(), current_user, key=key))
        if made:
            return to(case, _("The step is in the timeline."))
    return form_page("rounds/step_form.html", form, case=case, step=None)


@blueprint.route("/case-steps/<uuid:step_id>", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def edit_step(step_id: uuid.UUID) -> ResponseReturnValue:
    """Change a step on the case's line of time."""
    step: CaseStep = queries.case_step(step_id)
    form = forms.StepForm.about(step)
    if form.validate_on_submit():
        form.attempt(lambda: service.change_step(step, form.facts(), current_user))
        if not form.errors and not form.form_errors:
            return to(step.consultation, _("Saved."))
    return form_page("rounds/step_form.html", form, case=step.consultation, step=step)


@blueprint.post("/case-steps/<uuid:step_id>/remove")
@access.staff(*policy.EDITORS)
def remove_step(step_id: uuid.UUID) -> ResponseReturnValue:
    """Take a step off the case's line of time."""
    step = queries.case_step(step_id)
    case = step.consultation
    service.remove_step(step, current_user)
    return to(case, _("The step is removed."))


@blueprint.route("/consultations/<uuid:consultation_id>/sami", methods=["GET", "POST"])
@access.staff()
def sami(consultation_id: uuid.UUID) -> ResponseReturnValue:
    """Whether the case needs consultation with Sámi representatives, and what happened in it."""
    case, track = queries.consultation(consultation_id), queries.sami_track(consultation_id)
    form = forms.SamiNeedForm.about(track)
    if form.is_submitted():
        policy.require_editor(current_user)
    if form.validate_on_submit():
        form.attempt(
            lambda: service.consider_sami(case, form.chosen(), form.reason.data, current_user)
        )
        if not form.errors and not form.form_errors:
            return _to_sami(consultation_id)
    return form_page("rounds/sami.html", form, case=case, track=track)


@blueprint.route("/consultations/<uuid:consultation_id>/sami/steps", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def new_sami_step(consultation_id: uuid.UUID) -> ResponseReturnValue:
    """Write down what happened, with a file if there is one."""
    case, track = queries.consultation(consultation_id), queries.sami_track(consultation_id)
    if track is None:
        return redirect(url_for("rounds.sami", consultation_id=consultation_id))
    form = forms.SamiStepForm.new()
    if form.validate_on_submit():
        key, file = form.made_key(), _kept(form)
        made = form.attempt(
            lambda: service.add_sami_step(track, form.facts(), file, current_user, key=key)
        )
        if made:
            return _to_sami(consultation_id)
    return form_page("rounds/sami_step.html", form, case=case)


@blueprint.get("/consultations/<uuid:consultation_id>/sami/steps/<uuid:step_id>/file")
@access.staff()
def sami_file(consultation_id: uuid.UUID, step_id: uuid.UUID) -> ResponseReturnValue:
    """The file that came with what happened."""
    file = queries.sami_step(consultation_id, step_id).file
    if file is None:
        raise NotFoundError(_("There is no file here."))
    return download(storage.contents(file), name=file.name, content_type=file.content_type)


def _kept(form: forms.SamiStepForm) -> StoredFile | None:
    sent = form.contents()
    if sent is None:
        return None
    name, data = sent
    return storage.keep(data, name=name, content_type=papers.media_type(data) or "")


def _to_sami(consultation_id: uuid.UUID) -> ResponseReturnValue:
    flash(_("Saved."), "success")
    return redirect(url_for("rounds.sami", consultation_id=consultation_id))
