"""Pages of meetings, for staff: HTTP only."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access
from webapp.core.rendering import gettext as _
from webapp.rounds import emails, forms, policy, queries, service
from webapp.rounds.models import Meeting
from webapp.rounds.views.frame import blueprint, form_page


@blueprint.route("/consultations/<uuid:consultation_id>/meetings/new", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def new_meeting(consultation_id: uuid.UUID) -> ResponseReturnValue:
    """Plan a meeting in the case."""
    case = queries.consultation(consultation_id)
    form = forms.MeetingForm.among(case.rounds)
    if form.validate_on_submit():
        key = form.made_key()
        made = form.attempt(lambda: service.add_meeting(case, form.facts(), current_user, key=key))
        if made:
            return _to_meeting(made, _("The meeting is planned. Nobody is told until you say so."))
    return form_page("rounds/meeting_form.html", form, case=case, meeting=None)


@blueprint.get("/meetings/<uuid:meeting_id>")
@access.staff()
def meeting(meeting_id: uuid.UUID) -> ResponseReturnValue:
    """One meeting: when and where, who has been told of what, and what was said."""
    found = queries.meeting(meeting_id)
    return render_template(
        "rounds/meeting.html",
        meeting=found,
        case=found.consultation,
        told=queries.called_by_language(found),
    )


@blueprint.route("/meetings/<uuid:meeting_id>/edit", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def edit_meeting(meeting_id: uuid.UUID) -> ResponseReturnValue:
    """Change a meeting."""
    found = queries.meeting(meeting_id)
    form = forms.MeetingForm.among(found.consultation.rounds, found)
    if form.validate_on_submit():
        form.attempt(lambda: service.change_meeting(found, form.facts(), current_user))
        if not form.errors and not form.form_errors:
            return _to_meeting(found, _("Saved. Those who are called are told when you say so."))
    return form_page("rounds/meeting_form.html", form, case=found.consultation, meeting=found)


@blueprint.route("/meetings/<uuid:meeting_id>/tell", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def tell_of_meeting(meeting_id: uuid.UUID) -> ResponseReturnValue:
    """Says who gets which e-mail and why; then sends it."""
    found = queries.meeting(meeting_id)
    form = forms.PressForm()
    if form.is_submitted():
        service.tell_of_meeting(found, current_user)
        return _to_meeting(found, _("E-mails about the meeting are leaving."))
    return form_page(
        "rounds/tell_of_meeting.html",
        form,
        meeting=found,
        case=found.consultation,
        told=queries.called_by_language(found),
        mails=emails.previews_of_meeting(found),
    )


@blueprint.route("/meetings/<uuid:meeting_id>/cancel", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def cancel_meeting(meeting_id: uuid.UUID) -> ResponseReturnValue:
    """Cancel a meeting, and say why."""
    found = queries.meeting(meeting_id)
    form = forms.CancelMeetingForm()
    if form.validate_on_submit():
        form.attempt(lambda: service.cancel_meeting(found, form.reason.data, current_user))
        if not form.errors and not form.form_errors:
            return _to_meeting(found, _("The meeting is cancelled."))
    told = queries.called_by_language(found)
    page = {"meeting": found, "case": found.consultation, "told": told}
    return form_page("rounds/cancel_meeting.html", form, **page)


@blueprint.route("/meetings/<uuid:meeting_id>/notes", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def meeting_notes(meeting_id: uuid.UUID) -> ResponseReturnValue:
    """Write down what was said, and where the film is."""
    found = queries.meeting(meeting_id)
    form = forms.NotesForm.about(found)
    if form.validate_on_submit():
        service.document_meeting(found, dict(form.notes()), form.film.data, current_user)
        return _to_meeting(found, _("Saved."))
    return form_page("rounds/meeting_notes.html", form, meeting=found, case=found.consultation)


def _to_meeting(meeting_: Meeting, told: str) -> ResponseReturnValue:
    flash(told, "success")
    return redirect(url_for("rounds.meeting", meeting_id=meeting_.id))
