"""Pages of a round's distribution list: HTTP only."""

import uuid

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock
from webapp.core.rendering import gettext as _
from webapp.core.rendering import ngettext
from webapp.rounds import distribution, forms, policy, queries, service
from webapp.rounds.views.frame import blueprint, to_list


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
    return to_list(round_.id, told if added else _("Nothing was added."))


@blueprint.post("/invitations/<uuid:invitation_id>/remove")
@access.staff(*policy.EDITORS)
def remove_body(invitation_id: uuid.UUID) -> ResponseReturnValue:
    """Take a body off the list."""
    found = queries.invitation(invitation_id)
    service.remove_body(found, current_user)
    return to_list(found.round_id, _("%(name)s is no longer on the list.", name=found.name))
