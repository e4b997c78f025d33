"""Pages of consultations and rounds: HTTP only."""

import uuid
from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock
from webapp.core.rendering import gettext as _
from webapp.core.rendering import ngettext
from webapp.core.web import wants_fragment
from webapp.rounds import distribution, emails, forms, labels, letters, policy, queries, service
from webapp.rounds.models import Consultation, Invitation, Round

blueprint = Blueprint("rounds", __name__)


blueprint.add_app_template_filter(letters.html, "letter")


@blueprint.app_context_processor
def _tools() -> dict[str, Any]:
    """Words for states, what may be done in each, and the time: for other features' pages too."""
    return {"round_labels": labels, "round_policy": policy, "now": clock.now()}


@blueprint.get("/consultations")
@access.staff()
def consultations() -> ResponseReturnValue:
    """Every case, newest first."""
    found, cursor = queries.consultations(after=request.args.get("after", type=uuid.UUID))
    return render_template("rounds/consultations.html", consultations=found, cursor=cursor)


@blueprint.route("/consultations/new", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def new_consultation() -> ResponseReturnValue:
    """Begin a case, with oneself as contact person unless one writes another."""
    form = forms.ConsultationForm.of_contact(current_user)
    if form.validate_on_submit():
        case = form.attempt(lambda: service.create_consultation(form.facts(), current_user))
        if case:
            return _to(case, _("The consultation is there. Now add the document that it is about."))
    return _form_page("rounds/consultation_form.html", form, case=None)


@blueprint.get("/consultations/<uuid:consultation_id>")
@access.staff()
def consultation(consultation_id: uuid.UUID) -> ResponseReturnValue:
    """One case: its particulars, documents, rounds, and what has happened in it."""
    case = queries.consultation(consultation_id)
    return render_template(
        "rounds/consultation.html",
        case=case,
        documents=queries.documents(case.id),
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
            return _to(case, _("Saved."))
    return _form_page("rounds/consultation_form.html", form, case=case)


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


@blueprint.route("/consultations/<uuid:consultation_id>/rounds/new", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def new_round(consultation_id: uuid.UUID) -> ResponseReturnValue:
    """Begin a round in the case."""
    case = queries.consultation(consultation_id)
    form = forms.RoundForm.on(queries.frozen_versions(case.id))
    if form.rearrange(request.form.get("do", "")):
        return _form_page("rounds/round_form.html", form, case=case, round=None)
    if form.validate_on_submit():
        made = form.attempt(lambda: service.create_round(case, form.plan(), current_user))
        if made:
            return _to(made, _("The round is saved. Nothing is sent until you open it."))
    return _form_page("rounds/round_form.html", form, case=case, round=None)


@blueprint.route("/rounds/<uuid:round_id>/edit", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def edit(round_id: uuid.UUID) -> ResponseReturnValue:
    """Change what a round asks, while it is not open."""
    round_ = queries.get(round_id)
    policy.require_changeable(round_, clock.now())
    form = forms.RoundForm.on(queries.frozen_versions(round_.consultation_id), round_)
    if form.rearrange(request.form.get("do", "")):
        return _form_page("rounds/round_form.html", form, case=round_.consultation, round=round_)
    if form.validate_on_submit():
        form.attempt(lambda: service.change_round(round_, form.plan(), current_user))
        if not form.errors:
            return _to(round_, _("Saved."))
    return _form_page("rounds/round_form.html", form, case=round_.consultation, round=round_)


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
    form = forms.ChoiceForm(request.args)
    found, cursor = queries.lines(round_, form.choice(), at)
    return render_template(
        "rounds/_follow.html" if wants_fragment() else "rounds/show.html",
        round=round_,
        choices=form,
        figures=queries.figures(round_, at),
        lines=found,
        cursor=cursor,
        timeline=timeline,
    )


@blueprint.get("/rounds/<uuid:round_id>/recipients")
@access.staff()
def recipients(round_id: uuid.UUID) -> ResponseReturnValue:
    """The round's distribution list, and what can be put on it."""
    round_ = queries.get(round_id)
    form = forms.ChoiceForm(request.args)
    found, cursor = queries.lines(round_, form.choice(), clock.now())
    find = forms.FindForm(request.args)
    return render_template(
        "rounds/recipients.html",
        round=round_,
        **distribution.addable(round_, find.choice()),
        find=find,
        choices=form,
        lines=found,
        cursor=cursor,
        invited=distribution.invited_by_category(round_.id),
    )


@blueprint.post("/rounds/<uuid:round_id>/recipients")
@access.staff(*policy.EDITORS)
def add_bodies(round_id: uuid.UUID) -> ResponseReturnValue:
    """Put bodies on the list: a category, an import, or those chosen."""
    round_ = queries.get(round_id)
    wanted = forms.AddForm().wanted(round_.id)
    added = service.add_bodies(round_, wanted, current_user)
    told = ngettext("One body is added.", "%(num)s bodies are added.", added)
    return _to_list(round_.id, told if added else _("Nothing was added."))


@blueprint.post("/invitations/<uuid:invitation_id>/remove")
@access.staff(*policy.EDITORS)
def remove_body(invitation_id: uuid.UUID) -> ResponseReturnValue:
    """Take a body off the list."""
    found = queries.invitation(invitation_id)
    service.remove_body(found, current_user)
    return _to_list(found.round_id, _("%(name)s is no longer on the list.", name=found.name))


@blueprint.route("/rounds/<uuid:round_id>/open", methods=["GET", "POST"], endpoint="open")
@access.staff(*policy.EDITORS)
def open_(round_id: uuid.UUID) -> ResponseReturnValue:
    """Says exactly what opening does and who gets which e-mail; then does it."""
    round_ = queries.get(round_id)
    if request.method == "GET":
        policy.require_changeable(round_, clock.now())
        return _opening(round_, forms.ScheduleForm(opens_at=round_.opens_at))
    service.open_now(round_, current_user)
    return _to(round_, _("The round is open, and its invitations are leaving."))


@blueprint.post("/rounds/<uuid:round_id>/schedule")
@access.staff(*policy.EDITORS)
def schedule(round_id: uuid.UUID) -> ResponseReturnValue:
    """Let the round open by itself at a set time."""
    round_ = queries.get(round_id)
    form = forms.ScheduleForm()
    if form.validate():
        form.attempt(lambda: service.schedule(round_, form.opens_at.data, current_user))
    if form.errors:
        return _opening(round_, form)
    return _to(round_, _("The round opens by itself at the time set."))


@blueprint.post("/rounds/<uuid:round_id>/unschedule")
@access.staff(*policy.EDITORS)
def unschedule(round_id: uuid.UUID) -> ResponseReturnValue:
    """Let the round not open by itself."""
    round_ = queries.get(round_id)
    service.unschedule(round_, current_user)
    return _to(round_, _("The round does not open by itself any more."))


@blueprint.route("/rounds/<uuid:round_id>/close", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def close(round_id: uuid.UUID) -> ResponseReturnValue:
    """Says what closing before the deadline does; then does it."""
    round_ = queries.get(round_id)
    if request.method == "GET":
        figures = queries.figures(round_, clock.now())
        return render_template("rounds/close.html", round=round_, figures=figures)
    service.close(round_, current_user)
    return _to(
        round_, _("The round is closed. Answers that still come are taken, and marked late.")
    )


@blueprint.route("/rounds/<uuid:round_id>/cancel", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def cancel(round_id: uuid.UUID) -> ResponseReturnValue:
    """Stop the round for good, and say why."""
    round_ = queries.get(round_id)
    form = forms.CancelForm()
    if form.validate_on_submit():
        service.cancel(round_, form.reason.data, current_user)
        return _to(round_, _("The round is cancelled."))
    return _form_page("rounds/cancel.html", form, round=round_)


@blueprint.get("/invitations/<uuid:invitation_id>")
@access.staff()
def invitation(invitation_id: uuid.UUID) -> ResponseReturnValue:
    """One body's invitation: where it stands, and what can be mended."""
    return _invitation(queries.invitation(invitation_id))


@blueprint.post("/invitations/<uuid:invitation_id>/address")
@access.staff(*policy.EDITORS)
def change_address(invitation_id: uuid.UUID) -> ResponseReturnValue:
    """Correct the address of one invitation, and send it there."""
    found = queries.invitation(invitation_id)
    form = forms.AddressForm()
    if not form.validate():
        return _invitation(found, form)
    service.change_address(found, form.email.data, current_user)
    return _to(found, _("The address is corrected, and the invitation is on its way there."))


@blueprint.post("/invitations/<uuid:invitation_id>/extension")
@access.staff(*policy.EDITORS)
def extend(invitation_id: uuid.UUID) -> ResponseReturnValue:
    """Give one body longer to answer."""
    found = queries.invitation(invitation_id)
    form = forms.ExtensionForm()
    if form.validate():
        form.attempt(lambda: service.extend(found, form.day.data, current_user))
    if form.errors:
        return _invitation(found, form)
    return _to(found, _("%(name)s now has a later deadline.", name=found.name))


@blueprint.post("/invitations/<uuid:invitation_id>/resend")
@access.staff(*policy.EDITORS)
def resend(invitation_id: uuid.UUID) -> ResponseReturnValue:
    """Send one body its invitation again."""
    found = queries.invitation(invitation_id)
    service.resend(found, current_user)
    return _to(found, _("The invitation is on its way again."))


def _to(changed: Consultation | Round | Invitation, told: str) -> ResponseReturnValue:
    """On to the page of what was changed, which says what was done."""
    flash(told, "success")
    if isinstance(changed, Consultation):
        return redirect(url_for("rounds.consultation", consultation_id=changed.id))
    if isinstance(changed, Round):
        return redirect(url_for("rounds.show", round_id=changed.id))
    return redirect(url_for("rounds.invitation", invitation_id=changed.id))


def _to_list(round_id: uuid.UUID, told: str) -> ResponseReturnValue:
    flash(told, "success")
    return redirect(url_for("rounds.recipients", round_id=round_id))


def _form_page(template: str, form: Any, **context: Any) -> ResponseReturnValue:
    """A page with a form; one that could not be taken is the same page, and says so."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render_template(template, form=form, **context), status


def _opening(round_: Round, form: forms.ScheduleForm) -> ResponseReturnValue:
    ready = queries.preparation(round_, clock.now())
    mails = emails.previews(round_)
    return _form_page("rounds/open.html", form, round=round_, mails=mails, **ready)


def _invitation(found: Invitation, form: Any = None) -> ResponseReturnValue:
    """The page of one invitation, where `form` is the one of its two forms that was sent."""
    address = forms.AddressForm(formdata=None, email=found.email)
    extension = forms.ExtensionForm(formdata=None, day=found.deadline)
    return _form_page(
        "rounds/invitation.html",
        form or address,
        round=found.round,
        line=queries.line(found, clock.now()),
        address=form if isinstance(form, forms.AddressForm) else address,
        extension=form if isinstance(form, forms.ExtensionForm) else extension,
    )
