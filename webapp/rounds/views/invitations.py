"""Pages of one body's invitation: HTTP only."""

import uuid
from typing import Any

from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock
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


def _invitation(found: Invitation, form: Any = None) -> ResponseReturnValue:
    """The page of one invitation, where `form` is the one of its two forms that was sent."""
    address = forms.AddressForm(formdata=None, email=found.email)
    extension = forms.ExtensionForm(formdata=None, day=found.deadline)
    return form_page(
        "rounds/invitation.html",
        form or address,
        round=found.round,
        line=queries.line(found, clock.now()),
        address=form if isinstance(form, forms.AddressForm) else address,
        extension=form if isinstance(form, forms.ExtensionForm) else extension,
    )
