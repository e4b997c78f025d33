"""Pages of a round's distribution list: HTTP only."""

import uuid

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.core import access, clock
from webapp.core.forms import identifier
from webapp.core.rendering import gettext as _
from webapp.core.rendering import ngettext
from webapp.rounds import distribution, forms, policy, queries, service
from webapp.rounds.life import Step
from webapp.rounds.models import Round
from webapp.rounds.views.frame import blueprint, form_page, to_list


@blueprint.get("/rounds/<uuid:round_id>/recipients")
@access.staff()
def recipients(round_id: uuid.UUID) -> ResponseReturnValue:
    """The round's distribution list, and what can be put on it."""
    return _list(queries.get(round_id), forms.AddForm(formdata=None))


@blueprint.post("/rounds/<uuid:round_id>/recipients")
@access.staff(*policy.EDITORS)
def add_bodies(round_id: uuid.UUID) -> ResponseReturnValue:
    """Put bodies on the list: a category, an import, another round's, or those chosen."""
    round_, form = queries.get(round_id), forms.AddForm()
    wanted = form.wanted(round_.id)
    added = form.attempt(
        lambda: service.add_bodies(
            round_,
            wanted,
            current_user,
            reason=form.reason.data or "",
            own_reasons=form.own_reasons(),
        )
    )
    if added is None:
        return _list(round_, form)
    told = ngettext("One body is added.", "%(num)s bodies are added.", added)
    return to_list(round_.id, told if added else _("Nothing was added."))


@blueprint.post("/rounds/<uuid:round_id>/reasons")
@access.staff(*policy.EDITORS)
def give_reason(round_id: uuid.UUID) -> ResponseReturnValue:
    """Write why bodies are on the list, for many at once."""
    round_, form = queries.get(round_id), forms.ReasonsForm()
    if not form.validate():
        return _list(round_, forms.AddForm(formdata=None), form)
    count = service.give_reason(
        round_,
        form.why.data,
        current_user,
        category=form.category(),
        only_missing=form.only_missing.data,
    )
    return to_list(round_.id, ngettext("One is changed.", "%(num)s are changed.", count))


@blueprint.get("/rounds/<uuid:round_id>/recipients/reuse")
@access.staff(*policy.EDITORS)
def reuse(round_id: uuid.UUID) -> ResponseReturnValue:
    """Choose among the bodies on another round's list; how many they are is shown first."""
    round_, form = queries.get(round_id), forms.ReuseForm(request.args)
    policy.require(Step.INVITE, round_, clock.now())
    form.offer(round_)
    wanted, former_id = form.wanted(round_.id), identifier(form.former.data)
    return form_page(
        "rounds/reuse.html",
        form,
        round=round_,
        count=len(wanted),
        counted=distribution.by_category(wanted),
        former=queries.get(former_id) if former_id else None,
    )


@blueprint.route("/invitations/<uuid:invitation_id>/reason", methods=["GET", "POST"])
@access.staff(*policy.EDITORS)
def change_reason(invitation_id: uuid.UUID) -> ResponseReturnValue:
    """Write why one body is on the list."""
    found = queries.invitation(invitation_id)
    form = forms.ReasonForm(obj=found)
    if form.validate_on_submit():
        service.change_reason(found, form.reason.data or "", current_user)
        return to_list(found.round_id, _("Why %(name)s is asked is saved.", name=found.name))
    return form_page("rounds/reason.html", form, round=found.round, body=found)


@blueprint.post("/invitations/<uuid:invitation_id>/remove")
@access.staff(*policy.EDITORS)
def remove_body(invitation_id: uuid.UUID) -> ResponseReturnValue:
    """Take a body off the list."""
    found = queries.invitation(invitation_id)
    service.remove_body(found, current_user)
    return to_list(found.round_id, _("%(name)s is no longer on the list.", name=found.name))


def _list(
    round_: Round, adding: forms.AddForm, reasons: forms.ReasonsForm | None = None
) -> ResponseReturnValue:
    form, find = forms.ChoiceForm(request.args), forms.FindForm(request.args)
    found, cursor = queries.lines(round_, form.choice(), clock.now())
    return form_page(
        "rounds/recipients.html",
        reasons or adding,
        round=round_,
        **distribution.addable(round_, find.choice()),
        find=find,
        choices=form,
        lines=found,
        cursor=cursor,
        invited=distribution.invited_by_category(round_.id),
        adding=adding,
        reasons=reasons or forms.ReasonsForm(formdata=None, only_missing=True),
    )
