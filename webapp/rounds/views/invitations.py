"""Pages of one body's invitation: HTTP only."""

import uuid
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock
from webapp.core.forms import identifier
from webapp.core.rendering import gettext as _
from webapp.rounds import forms, policy, queries, service
from webapp.rounds.models import Invitation
from webapp.rounds.views.frame import blueprint, form_page, to


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
    return to(found, _("The address is corrected, and the invitation is on its way there."))


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
    return to(found, _("%(name)s now has a later deadline.", name=found.name))


@blueprint.post("/invitations/<uuid:invitation_id>/resend")
@access.staff(*policy.EDITORS)
def resend(invitation_id: uuid.UUID) -> ResponseReturnValue:
    """Send one body its invitation again."""
    found = queries.invitation(invitation_id)
    service.resend(found, current_user)
    return to(found, _("The invitation is on its way again."))


@blueprint.post("/invitations/<uuid:invitation_id>/notes")
@access.staff(*policy.EDITORS)
def add_note(invitation_id: uuid.UUID) -> ResponseReturnValue:
    """Note a contact with one body, or put an earlier note right by a new one."""
    found = queries.invitation(invitation_id)
    form = forms.NoteForm()
    corrects = queries.note(found, form.corrected).id if form.corrected else None
    if form.validate():
        facts = service.Contacted(form.kind.data, form.at.data, form.text.data)
        form.attempt(lambda: service.add_note(found, facts, current_user, corrects=corrects))
    if form.errors:
        return _invitation(found, form)
    return to(found, _("The note is kept."))


def _invitation(found: Invitation, form: Any = None) -> ResponseReturnValue:
    """The page of one invitation, where `form` is the one of its forms that was sent."""
    at = clock.now()
    correct = identifier(request.args.get("correct"))
    note = queries.note(found, correct) if correct else None
    fresh = {
        "address": forms.AddressForm(formdata=None, email=found.email),
        "extension": forms.ExtensionForm(formdata=None, day=found.deadline),
        "note": forms.NoteForm.correcting(note),
    }
    shown = {name: form if isinstance(form, type(each)) else each for name, each in fresh.items()}
    return form_page(
        "rounds/invitation.html",
        form or fresh["address"],
        round=found.round,
        line=queries.line(found, at),
        history=queries.history(found, at),
        contacts=queries.contacts(found),
        **shown,
    )
